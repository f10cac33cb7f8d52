// Somebody without an account: the pages that the whole world sees, in the guises in which people see them.

import { check, COLOURS, lanes, noSidewaysScroll, shot } from "../lib.mjs";

export const name = "anyone can read the public pages";

// Addresses, each with the status that it answers.
export const PAGES = {
  "/": 200,
  "/sign-in": 200,
  "/urgent": 200,
  "/accessibility": 200,
  "/privacy": 200,
  "/hide-your-visit": 200,
  "/what-is-social-prescribing": 200,
  "/about": 200,
  "/open-data": 200,
  "/languages": 200,
  "/demo": 200,
  "/demo/tour": 200,
  "/demo/outbox": 200,
  "/demo/tour/9": 404,
  "/find": 200,
  "/find?words=singing&near=E15+4ES&free=yes": 200,
  "/find?words=zzzz": 200,
  "/find?words=he+hits+me": 200,
  "/find?words=food&walk-in=no&borough=Newham": 200,
  "/find/needs": 200,
  "/find/now": 200,
  "/find/now?what=bed&near=E15": 200,
  "/help-me": 200,
  "/help-me?step=2": 200,
  "/help-me?step=6": 200,
  "/find/places": 200,
  "/find/places/newham": 200,
  "/find/places/atlantis": 404,
  "/find/places/newham/progress": 200,
  "/find/how-near": 200,
  "/find/how-near?words=singing&borough=Newham": 200,
  "/link-workers": 200,
  "/link-workers?language=bn": 200,
  "/link-workers/newham": 200,
  "/link-workers/havering": 200,
  "/link-workers/redbridge": 200,
  "/embed/link-workers": 200,
  "/embed/link-workers/newham": 200,
  "/embed/progress/newham": 200,
  "/embed/find?need=soc-lonely&near=E15": 200,
  "/find/on-your-website?need=soc-lonely": 200,
  "/services/carpenters-road-singers": 200,
  "/services/carpenters-road-singers/share": 200,
  "/services/carpenters-road-singers/print": 200,
  "/services/carpenters-road-singers/problem": 200,
  "/services/carpenters-road-singers/claim": 200,
  "/keep": 200,
  "/shortlist": 200,
  "/shortlist?s=carpenters-road-singers": 200,
  "/nowhere": 404,
  "/l/nobody": 404,
};

const GUISES = [
  { what: "light" },
  { what: "phone-without-scripts", js: false, width: 360, height: 740 },
  { what: "arabic", prefix: "/ar", direction: "rtl" },
  { what: "urdu-on-a-phone", prefix: "/ur", direction: "rtl", width: 360, height: 740 },
  { what: "easy-read-on-a-phone", prefix: "/easy", width: 360, height: 740 },
];

export async function run({ newPage, axe }) {
  await lanes(2, GUISES, async ({ what, prefix = "", direction = "ltr", ...guise }) => {
    const page = await newPage(guise);
    for (const [path, status] of Object.entries(PAGES)) {
      const response = await page.goto(prefix + path);
      check(response.status() === status, `${path} (${what}): status ${response.status()}`);
      const written = await page.evaluate(() => getComputedStyle(document.documentElement).direction);
      check(written === direction, `${path} (${what}): written ${written}`);
      // axe itself is a script; what it says of the page with scripts holds for the same markup without.
      if (guise.js !== false) {
        await axe(page);
        await page.emulateMedia({ colorScheme: "dark" });
        await axe(page, COLOURS);
        await page.emulateMedia({ colorScheme: "light" });
      }
      await noSidewaysScroll(page);
      await shot(page, `public-${what}${path.replace(/\W+/g, "-")}`);
      if (path === "/urgent") await numbersAreWhole(page, what);
    }
    await refused(page, prefix, what, guise.js === false ? () => {} : axe);
    if (!prefix) await inAnotherLanguage(page, what);
  });
}

/** What stands in no address is there again after "Back" and goes along into another language, by keyboard and without scripts. */
async function inAnotherLanguage(page, what) {
  const story = "my sister is alone all day and does not speak to anybody";
  const there = async (when) => {
    await page.locator("[data-total]").waitFor();
    check((await page.locator("#words").inputValue()) === story, `the words are still there ${when} (${what})`);
    check(!page.url().includes("sister"), `and in no address: ${page.url()} (${what})`);
  };
  await page.goto("/en/find");
  await page.locator("#words").fill(story);
  await page.getByRole("button", { name: "Find", exact: true }).press("Enter");
  await there("at once");
  const found = page.url();
  await page.locator("#results h3 a").first().press("Enter");
  await page.waitForURL("**/services/**");
  await page.goBack();
  await there("after the browser's way back");
  await page.locator("#results h3 a").first().press("Enter");
  await page.getByRole("link", { name: "Back", exact: true }).press("Enter");
  await page.waitForURL(found);
  await there("after the page's way back");
  const urdu = page.locator(".kith-tongues a[lang=ur]");
  if (!(await urdu.isVisible())) await page.locator(".kith-tongues summary").press("Enter");
  await urdu.press("Enter");
  await page.waitForURL("**/ur/find?**");
  await there("in Urdu");
  await page.goto("/en/find");
}

/** A form that was sent from another site. */
async function refused(page, prefix, what, axe) {
  const response = await page.context().request.post(`${prefix}/sign-in`, { headers: { "sec-fetch-site": "cross-site" }, form: { email: "x" } });
  check(response.status() === 403, `a forged form (${what}): status ${response.status()}`);
  await page.route(`**${prefix}/sign-in`, (route) => route.fulfill({ response }), { times: 1 });
  await page.goto(`${prefix}/sign-in`);
  await axe(page);
  await noSidewaysScroll(page);
}

/** Every number can be pressed, and reads the same in every direction of writing: in Arabic text its groups would change places. */
async function numbersAreWhole(page, what) {
  const numbers = await page.locator("main a:is([href^='tel:'], [href^='sms:'])").evaluateAll((links) =>
    links.map((link) => ({ text: link.textContent, whole: getComputedStyle(link).direction === "ltr" && link.getClientRects().length === 1 })),
  );
  const expected = [
    ...["999", "999", "116 123", "85258", "111", "0800 068 4141", "111", "0808 2000 247", "0808 801 0327", "0808 500 2222"],
    ...["0800 5999 247", "0800 1111", "0808 800 5000", "0808 800 4444", "0800 111 999", "105"],
  ];
  check(numbers.map(({ text }) => text).join() === expected.join(), `/urgent (${what}): ${JSON.stringify(numbers)}`);
  for (const { text, whole } of numbers) check(whole, `/urgent (${what}): ${text} is broken or turned`);
}
