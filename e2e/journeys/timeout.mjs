// Somebody thinks for a long time over a page. Two minutes before their session ends they are asked whether they are still there; the clock is
// the browser's own and is moved by hand. Then: what is typed is kept, and who cannot be reached says so.

import { check, inside, noSidewaysScroll } from "../lib.mjs";

export const name = "a warning before the session ends, and a word when nothing can be saved";

export async function run({ newPage, axe }) {
  await warned(newPage, axe);
  await unsaved(newPage);
  await unsent(newPage);
}

async function warned(newPage, axe) {
  const page = await inside(newPage, "Dennis Fairweather");
  await page.clock.install();
  await page.goto("/account");
  await started(page, "kith-timeout");
  const dialog = page.getByRole("dialog", { name: "You will be signed out soon" });
  const field = page.getByLabel("Present password", { exact: true }).or(page.locator("input[name=old]")).first();
  await field.focus();
  // That somebody was here is written every thirty seconds: the end may be as much nearer.
  await page.clock.fastForward("12:15");
  check(!(await dialog.isVisible()), "more than two minutes before the end nothing is said");
  await page.clock.fastForward("01:15");
  await dialog.waitFor();
  check(await within(page, "dialog"), "the warning has the focus");
  check(/\d/.test(await dialog.locator("[data-countdown]").textContent()), "the warning says how long is left");
  await axe(page);
  await noSidewaysScroll(page);

  // The server cannot be reached: it says so and stays.
  await page.route("**/session/extend", (route) => route.abort());
  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  await dialog.getByText("We could not reach the server").waitFor();
  await page.unroute("**/session/extend");

  const extended = page.waitForResponse("**/session/extend");
  await page.keyboard.press("Enter");
  check((await extended).ok(), "the session is longer");
  await dialog.waitFor({ state: "hidden" });
  check(await within(page, "input[name=old]"), "the focus is back in the field");
  await page.clock.fastForward("12:15");
  check(!(await dialog.isVisible()), "the whole time is there again, but for those thirty seconds");

  // Escape says "stay" too; who does nothing is signed out, and the page is not in the history.
  await page.clock.fastForward("01:00");
  await dialog.waitFor();
  const again = page.waitForResponse("**/session/extend");
  await page.keyboard.press("Escape");
  check((await again).ok(), "Escape lengthens the session");
  await dialog.waitFor({ state: "hidden" });
  // Not before the server agrees that it is over.
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).search));
  await page.clock.fastForward("15:01");
  check(asked.length === 0, `a second after the end the page is left for ${asked[0]}`);
  const left = page.waitForRequest("**/sign-in?done=timed-out");
  await page.clock.fastForward("00:03");
  await left;
}

/** Notes of a conversation, on a bad line: what is not saved says so, and is saved as soon as it can be. */
async function unsaved(newPage) {
  const page = await inside(newPage, "Sam Lee");
  await page.clock.install();
  await page.goto("/cases");
  await page.goto(`${await page.locator(".kith-table tbody a[href^='/cases/']").nth(1).getAttribute("href")}/contacts/new`);
  await started(page, "kith-autosave");
  const says = page.locator(".kith-saved");
  await page.route("**/autosave", (route) => route.abort());
  await page.getByLabel("What was said, what you noticed").fill("He laughed for the first time.");
  await page.clock.fastForward("00:11");
  await says.getByText("Not saved yet").waitFor();
  await page.unroute("**/autosave");
  await page.clock.fastForward("00:11");
  await says.getByText(/^Saved \d\d:\d\d$/).waitFor();
  await page.reload();
  check((await page.getByLabel("What was said, what you noticed").inputValue()) === "He laughed for the first time.", "what was typed is kept");
  await page.getByRole("button", { name: "Delete it" }).or(page.locator("form[action$='/discard'] button")).first().click();
}

/** Somebody types into a form that nothing keeps meanwhile, and is called away: what they typed goes to the server, which does nothing but keep it. */
async function unsent(newPage) {
  const page = await inside(newPage, "Sam Lee");
  await page.clock.install();
  await page.goto("/cases");
  const record = await page.locator(".kith-table tbody a[href^='/cases/']").nth(1).getAttribute("href");
  await page.goto(`${record}/matters`);
  await started(page, "kith-timeout");
  await page.getByRole("textbox").first().fill("Sundays with the choir");
  await page.clock.fastForward("15:05");
  // The clock was moved for the browser only: for the server the session lives, so it shows what it did not take.
  await page.getByRole("heading", { name: "What you wrote" }).waitFor();
  await page.getByText("Sundays with the choir").waitFor();

  // Something chosen from a list is as much as something typed; a page that was only looked at is nothing.
  await page.goto(`${record}/needs`);
  await started(page, "kith-timeout");
  const chosen = await page.getByRole("combobox").evaluate((list) => list.options[list.options.length - 1].value);
  await page.getByRole("combobox").selectOption(chosen);
  await page.clock.fastForward("15:05");
  await page.getByRole("heading", { name: "It was not sent" }).waitFor();
  await page.goto(`${record}/needs`);
  await started(page, "kith-timeout");
  const left = page.waitForRequest("**/sign-in?done=timed-out");
  await page.clock.fastForward("15:05");
  await left;
}

/** A module is loaded after its page; the clock that is moved before then is not its clock. */
function started(page, module) {
  return page.locator(`[data-${module}-init]`).first().waitFor({ state: "attached" });
}

/** Whether what has the focus is, or stands in, such an element. */
function within(page, selector) {
  return page.evaluate((selector) => document.activeElement?.closest(selector) !== null, selector);
}
