// Somebody who has never seen Kith takes the tour, by the tour's own buttons and links: on a phone, and on a laptop without scripts.

import { check, COLOURS, noSidewaysScroll, sees, shot } from "../lib.mjs";

export const name = "a stranger finishes the tour";
export const long = true;

// All four when somebody wants to look at them; at each run the two that have least in common.
const GUISES = [
  { what: "phone", width: 360, height: 740 },
  { what: "laptop-without-scripts", js: false },
  ...(process.env.KITH_SHOTS ? [{ what: "laptop" }, { what: "phone-arabic", width: 360, height: 740, locale: "ar" }] : []),
];
const LONGER = ["Filmon Habte", "Mr Kantilal Solanki"];

export async function run({ newPage, axe }) {
  // A code works once. The first walk needs one; the others sit at the same desk, where a button is enough.
  let desk = [];
  for (const { what, ...guise } of GUISES) {
    const page = await newPage(guise);
    await page.context().addCookies(desk);
    await walk(page, what, guise, axe);
    desk = (await page.context().cookies()).filter(({ name }) => name.endsWith("desk"));
  }
}

async function walk(page, what, { js = true, locale }, axe) {
  let step = 0;
  const look = async () => {
    if (js) {
      await axe(page);
      await page.emulateMedia({ colorScheme: "dark" });
      await axe(page, COLOURS);
      await shot(page, `tour-${what}-${step}-dark`);
      await page.emulateMedia({ colorScheme: "light" });
    }
    await noSidewaysScroll(page);
    await shot(page, `tour-${what}-${step}`);
    step += 1;
  };
  const stop = (n) => page.locator(`#stop-${n}`);
  const press = (n) => stop(n).locator(".kith-tour__do :is(a, button)").click();
  // By the line at the top, which leads to the stop where somebody is, and to the next.
  const lead = async (n) => {
    await page.locator(`.kith-demo a[href$='/demo/tour#stop-${n}']`).click();
    await page.waitForURL(`**/demo/tour#stop-${n}`);
    await stop(n).waitFor();
  };

  await page.goto(locale === "ar" ? "/ar" : "/");
  await page.locator(".kith-choices a[href$='/demo/tour']").click();
  await page.locator("ol.kith-tour").waitFor();
  check((await page.locator("ol.kith-tour > li").count()) === 5, "five stops");
  check((await page.locator(".kith-tour__seen").count()) === 0, "nothing is ticked at the start");
  await look();

  await press(1);
  await page.waitForURL(/\/find\?/);
  await sees(page, "Carpenters Road Singers");
  await look();

  // The first button that signs in.
  await lead(2);
  await press(2);
  await page.waitForURL(/second-step|today/);
  if (page.url().includes("second-step")) await secondStep(page, look);
  await page.waitForURL("**/today");
  await look();

  await lead(3);
  await press(3);
  await page.waitForURL(/\/cases\/[^/]+#contacts$/);
  await sees(page, "Mr Lionel Gittens");
  await page.waitForLoadState();
  const { y } = await page.locator("#contacts").boundingBox();
  check(y >= 0 && y < page.viewportSize().height, `his contacts are in sight, not at ${y}`);
  await look();

  await lead(4);
  await press(4);
  await page.waitForURL("**/match");
  await sees(page, "Why");
  await look();
  for (const [at, person] of LONGER.entries()) {
    await lead(4);
    await page.locator("ul.kith-tour > li").nth(at).locator("a[href*='/cases/']").click();
    await page.waitForURL(/\/cases\/[^/]+#/);
    await sees(page, person);
  }

  // Somebody else looks at the numbers; who sat here before is signed out.
  await lead(5);
  await press(5);
  await page.waitForURL("**/insight");
  await sees(page, "Harriet Osei-Lindqvist");
  check((await page.locator(".kith-demo a").count()) === 1, "after the last stop there is no next one");
  await look();
  await lead(5);
  check((await page.locator(".kith-tour__seen").count()) === 5, "every stop is ticked");
  await look();

  // Sam's way back needs a press: this desk knows Sam.
  await press(3);
  await page.waitForURL(/\/cases\/[^/]+#contacts$/);
  await sees(page, "Mr Lionel Gittens");
  await menu(page, look);
}

/** The code is filled in; when another journey has used it, the next one is. */
async function secondStep(page, look) {
  await look();
  const code = page.locator("#code");
  for (let attempt = 0; attempt < 8 && new URL(page.url()).pathname.endsWith("/second-step"); attempt += 1) {
    check(/^\d{6}$/.test(await code.inputValue()), "the code is filled in");
    await page.locator("form[action$='/sign-in/second-step']").filter({ has: code }).getByRole("button").click();
    await page.waitForLoadState();
    if (!new URL(page.url()).pathname.endsWith("/second-step")) return;
    await page.waitForTimeout(8000);
  }
}

/** On a phone the pages are a menu, which opens without a script; on a wide screen its links lie open. */
async function menu(page, look) {
  const summary = page.locator(".kith-header__pages > summary");
  const links = page.locator(".kith-header__pages a");
  if (await summary.isVisible()) {
    check(!(await links.first().isVisible()), "the menu is closed");
    await summary.click();
    await look();
  }
  for (const link of await links.all()) check(await link.isVisible(), "every page of the menu is seen");
  await links.first().click();
  await page.waitForURL("**/today");
}
