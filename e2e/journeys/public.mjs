// Somebody without an account: the pages that the whole world sees, in the guises in which people see them.

import { check, noSidewaysScroll } from "../lib.mjs";

export const name = "anyone can read the public pages";

const PAGES = ["/", "/sign-in", "/urgent", "/accessibility", "/privacy", "/demo"];

const GUISES = [
  { what: "light" },
  { what: "dark", dark: true },
  { what: "phone without scripts", js: false, width: 360, height: 740 },
  { what: "Arabic", prefix: "/ar", direction: "rtl" },
];

export async function run({ newPage, axe }) {
  for (const { what, prefix = "", direction = "ltr", ...guise } of GUISES) {
    const page = await newPage(guise);
    for (const path of PAGES) {
      const response = await page.goto(prefix + path);
      check(response.status() === 200, `${path} (${what}): status ${response.status()}`);
      const written = await page.evaluate(() => getComputedStyle(document.documentElement).direction);
      check(written === direction, `${path} (${what}): written ${written}`);
      // axe itself is a script; what it says of the page with scripts holds for the same markup without.
      if (guise.js !== false) await axe(page);
      await noSidewaysScroll(page);
      if (path === "/urgent") await numbersAreWhole(page, what);
    }
  }
}

/** Every number can be pressed, and reads the same in every direction of writing: in Arabic text its groups would change places. */
async function numbersAreWhole(page, what) {
  const numbers = await page.locator("main a:is([href^='tel:'], [href^='sms:'])").evaluateAll((links) =>
    links.map((link) => ({ text: link.textContent, whole: getComputedStyle(link).direction === "ltr" && link.getClientRects().length === 1 })),
  );
  const expected = ["999", "111", "116 123", "85258", "0808 2000 247", "0800 1111"];
  check(numbers.map(({ text }) => text).join() === expected.join(), `/urgent (${what}): ${JSON.stringify(numbers)}`);
  for (const { text, whole } of numbers) check(whole, `/urgent (${what}): ${text} is broken or turned`);
}
