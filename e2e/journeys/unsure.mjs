// A mother with a phone who reads Polish: she looks for help with a letter about benefits, and ends at somebody whom she can ring; and when she is not sure
// what to look for she answers five questions, opens what might help, and comes back to the same list by both ways back.

import { check, COLOURS, noSidewaysScroll, shot } from "../lib.mjs";

export const name = "a mother in Polish on a phone finds help, and the five questions";

export async function run({ newPage, axe }) {
  const page = await newPage({ width: 360, height: 740 });
  const look = async (what) => {
    await axe(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await axe(page, COLOURS);
    await page.emulateMedia({ colorScheme: "light" });
    await noSidewaysScroll(page);
    await shot(page, `unsure-${what}`);
  };

  await page.goto("/pl/find");
  await page.locator("#words").fill("pismo o zasiłku");
  await page.locator("#near").fill("E6");
  await page.locator("#find button[type=submit]").last().click();
  await page.locator("#results h3 a").first().waitFor();
  await look("found");
  await page.locator("#results h3 a").first().click();
  await page.waitForURL("**/services/**");
  check((await page.locator("main").locator("a[href^='tel:'], a[href^='mailto:']").count()) > 0, "she can ring or write to somebody");
  check((await page.locator("html").getAttribute("lang")) === "pl", "and reads it in Polish");

  await page.goto("/pl/help-me");
  const next = () => page.locator("#guide button[name=step]").first().click();
  await look("about");
  await page.locator("[name=about][value=money]").check();
  await next();
  await look("need");
  await page.locator("[name=need][value=mon-benefits]").check();
  await next();
  await page.locator("[name=who]").first().waitFor();
  await look("who");
  await page.locator("[name=language]").selectOption("pl");
  await next();
  await page.locator("#near").fill("E6 1AA");
  await look("near");
  await next();
  await page.locator("[name=free]").waitFor();
  await look("possible");
  await next();
  const first = page.locator(".kith-results__name a").first();
  await first.waitFor();
  await look("answer");
  const found = page.url();
  const named = await first.textContent();
  check(!/E6|1AA|money|benefits/.test(found), `what she answered stands in no address: ${found}`);
  const same = async (how) => check((await first.textContent()) === named && page.url() === found, `the same list ${how}: ${page.url()}`);
  await first.click();
  await page.waitForURL("**/services/**");
  await page.goBack();
  await first.waitFor();
  await same("by the browser's way back");
  await first.click();
  await page.waitForURL("**/services/**");
  await page.locator(".nhsuk-back-link, .nhsuk-back-link__link").first().click();
  await first.waitFor();
  await same("by the page's way back");
  // Without an answer there is one question, and it is said why.
  await page.context().clearCookies();
  await page.goto(found);
  await page.locator("[name=about]").first().waitFor();
  check((await page.locator(".kith-notice--warn").count()) === 1, "it is said that what was written is not here any more");
  await look("lost");
}
