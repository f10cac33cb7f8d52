// Somebody who uses no mouse: what has the focus is seen and not covered, the skip link skips, menus open, and the list of what is wrong leads to
// the fields. On a laptop and on a phone with a keyboard.

import { check, inside } from "../lib.mjs";

export const name = "everything is reached with the keyboard";

const SCREENS = [{}, { width: 360, height: 740 }];
// More stops than any of these pages has.
const STOPS = 120;

export async function run({ newPage }) {
  for (const screen of SCREENS) {
    const page = await inside(newPage, "Grace Okoro", screen);
    await skips(page);
    await opensTheMenu(page);
    await isLedToMistakes(page);
    const worker = await inside(newPage, "Sam Lee", screen);
    await worker.goto("/cases");
    const record = await worker.locator(".kith-table tbody a[href^='/cases/']").first().getAttribute("href");
    for (const path of ["/cases", record, "/find"]) await walksThrough(worker, path);
  }
}

/** The first press of Tab shows the skip link, and it leads over the header. */
async function skips(page) {
  await page.goto("/today");
  await page.keyboard.press("Tab");
  const link = page.getByRole("link", { name: "Skip to main content" });
  check(await link.evaluate((link) => link === document.activeElement), "the skip link comes first");
  const { x, y, height } = await link.boundingBox();
  check(x >= 0 && y >= 0 && height > 20, "the skip link is seen");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.querySelector("#maincontent").contains(document.activeElement)), "after the skip link comes the main part");
}

async function opensTheMenu(page) {
  await page.goto("/today");
  const links = await page.locator(".kith-header__nav a").count();
  if (await page.locator(".kith-header__pages > summary").isVisible()) {
    await until(page, ".kith-header__pages > summary", "the menu of pages");
    await page.keyboard.press("Enter");
  }
  await until(page, ".kith-header__nav a", "the pages");
  for (let at = 1; at < links; at += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.matches(".kith-menu > summary")), "the account's menu follows the links");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await seen(page);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/account");
}

/** A form with mistakes: the list of them has the focus, and each line of it leads to its field. */
async function isLedToMistakes(page) {
  await page.goto("/refer");
  await page.getByRole("button", { name: "Start a referral" }).click();
  await page.getByLabel("Day").fill("31");
  await page.getByLabel("Month").fill("2");
  await page.getByLabel("Year").fill("1948");
  await page.getByLabel("NHS number").fill("123");
  await page.getByRole("button", { name: "Continue" }).focus();
  await page.keyboard.press("Enter");
  const list = page.locator(".nhsuk-error-summary");
  await list.waitFor();
  check(await list.evaluate((list) => list === document.activeElement || list.contains(document.activeElement)), "what is wrong has the focus");
  const count = await list.getByRole("link").count();
  check(count === 3, `three things are wrong, not ${count}`);
  for (let at = 0; at < count; at += 1) {
    const link = list.getByRole("link").nth(at);
    const field = (await link.getAttribute("href")).slice(1);
    await link.focus();
    await page.keyboard.press("Enter");
    check((await page.evaluate(() => document.activeElement.id)) === field, `the list leads to ${field}`);
    await seen(page);
  }
  const draft = new URL(page.url()).pathname.split("/")[2];
  await page.goto("/refer");
  await page.locator(`form[action="/refer/${draft}/discard"] button`).click();
}

/** Every stop on the way through a page is seen. */
async function walksThrough(page, path) {
  await page.goto(path);
  const stops = new Set();
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const name = await seen(page);
    if (name === null) break;
    stops.add(name);
  }
  check(stops.size > 8, `${path} has ${stops.size} stops`);
}

/** What has the focus is drawn as such, and nothing lies over it. Returns what it is, or null when the page's end is reached. */
async function seen(page) {
  const { name, fault } = await page.evaluate(async () => {
    // What is to be scrolled is scrolled with the next picture.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const focused = document.activeElement;
    if (!focused || focused === document.body) return { name: null };
    const name = `${focused.localName}.${focused.className} "${(focused.textContent || focused.name || "").trim().slice(0, 40)}" ${focused.id}`;
    // A box that is drawn itself, as our radios are, lies under its label.
    const drawn = focused.matches("[type=radio], [type=checkbox]") ? focused.closest("div") : focused;
    const box = drawn.getClientRects()[0];
    if (!box) return { name, fault: "is not drawn" };
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return { name, fault: `is outside of the window (${Math.round(x)}, ${Math.round(y)})` };
    const top = document.elementFromPoint(x, y);
    if (!top || !(drawn.contains(top) || top.contains(drawn))) return { name, fault: `lies under ${top?.localName}.${top?.className}` };
    const style = (element, pseudo) => getComputedStyle(element, pseudo);
    const ring = [style(drawn), style(focused), ...(drawn === focused ? [] : [...drawn.querySelectorAll("label")].map((label) => style(label, "::before")))].some(
      ({ outlineStyle, outlineWidth, boxShadow }) => (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none",
    );
    return ring ? { name } : { name, fault: "shows no focus" };
  });
  check(!fault, `${page.url()} (${page.viewportSize().width} px): ${name} ${fault}`);
  return name;
}

/** Presses Tab until something of a kind has the focus. */
async function until(page, selector, what) {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  throw new Error(`${what} is not reached at ${page.url()}`);
}
