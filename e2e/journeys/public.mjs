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
    }
  }
}
