// Somebody on a phone presses "Near me": their browser says where they are, and what is near comes first; or it does not say, and they are told what to do. The
// place goes by POST, and stands in no address.

import { check, noSidewaysScroll, sees, shot } from "../lib.mjs";

export const name = "what is near somebody who lets their browser say where they are";

const HERE = { latitude: 51.5401234, longitude: 0.0109876 };
const PHONE = { width: 360, height: 740 };

export async function run({ newPage, axe }) {
  await told(await newPage(PHONE), axe);
  await refused(await newPage(PHONE), axe);
  await refusedInArabic(await newPage({ ...PHONE, locale: "ar", dark: true }), axe);
  await awaited(await newPage(PHONE), axe);
  await without(await newPage({ ...PHONE, js: false }), await newPage(PHONE));
}

/** The button, once its script has started. */
async function button(page, name = "Near me") {
  const button = page.getByRole("button", { name, exact: true });
  await button.waitFor();
  return button;
}

async function told(page, axe) {
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation(HERE);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/");
  await page.getByLabel("What would help?").fill("choir");
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "near-home");
  await (await button(page)).click();
  await page.waitForURL(/\/find\?words=~[\w-]+&near=~/);
  await sees(page, "km away");
  // About a hundred metres, and no nearer.
  check((await page.getByLabel("Near", { exact: true }).inputValue()) === "51.540,0.011", "the place is in the field");
  check((await page.locator("#results li h3").count()) > 5, "there are services");
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "near-found");

  // By keyboard, beside what is filled in already: after the field, and the field's own Enter is still the form's.
  await page.goto("/find/now");
  await page.getByLabel("Food", { exact: true }).check();
  const here = await button(page);
  await page.getByLabel("Where are you?").focus();
  await page.keyboard.press("Tab");
  check(await here.evaluate((button) => button === document.activeElement), "it comes after the field");
  await page.keyboard.press("Enter");
  await page.locator(".kith-results__far").first().waitFor();
  check(/^\?what=food&near=~[\w-]{8}$/.test(new URL(page.url()).search), `the address is ${page.url()}`);
  await axe(page);
  const said = asked.filter((address) => /51\.5|0\.01/.test(decodeURIComponent(address)));
  check(said.length === 0, `where they are stands in an address: ${said}`);
}

async function refused(page, axe) {
  await page.context().grantPermissions([]);
  for (const [path, label] of [["/", "Near (postcode, or its first half)"], ["/find?words=choir&near=E15", "Near"], ["/find/now", "Where are you?"]]) {
    await page.goto(path);
    const here = await button(page);
    await here.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "Your browser did not say where you are. Type a postcode or a borough." }).waitFor();
    check((await here.textContent()).trim() === "Near me", "it can be pressed again");
    check(await here.evaluate((button) => button === document.activeElement), "the focus stays");
    check(/^(E15)?$/.test(await page.getByLabel(label, { exact: true }).inputValue()), "what was typed stays");
    await axe(page);
    await noSidewaysScroll(page);
    await shot(page, `near-refused-${path.replace(/\W+/g, "-")}`);
  }
  // As the form says, so it goes.
  await page.goto("/find?words=choir");
  await page.getByLabel("Near", { exact: true }).fill("Newham");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/find?words=choir&near=Newham");
}

async function refusedInArabic(page, axe) {
  await page.context().grantPermissions([]);
  await page.goto("/ar/find?words=choir&near=E15");
  const here = await button(page, "بالقرب مني");
  const [field, beside] = [await page.locator("#near").boundingBox(), await here.boundingBox()];
  check(beside.x + beside.width <= field.x, "it stands at the end of the line, which is on the left");
  await here.click();
  await page.getByRole("status").filter({ hasText: "لم يخبرنا متصفحك" }).waitFor();
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "near-arabic-dark");
}

/** While somebody is asked whether they allow it, the button says so, nothing on the page moves, and it is not asked twice. */
async function awaited(page, axe) {
  await page.addInitScript(() => {
    globalThis.asked = 0;
    navigator.geolocation.getCurrentPosition = () => (globalThis.asked += 1);
  });
  for (const [prefix, name, waiting] of [["", "Near me", "Finding where you are …"], ["/easy", "Near me", "Please wait …"], ["/pl", "Blisko mnie", "Sprawdzamy, gdzie jesteś …"]]) {
    await page.goto(`${prefix}/find?words=choir`);
    const here = await button(page, name);
    await here.scrollIntoViewIfNeeded();
    const find = page.locator("#find > .nhsuk-button");
    const before = await find.boundingBox();
    await here.click();
    await page.getByRole("status").filter({ hasText: waiting }).waitFor({ state: "attached" });
    await (await button(page, waiting)).press("Enter");
    check((await page.evaluate(() => globalThis.asked)) === 1, "the browser is asked twice");
    check(JSON.stringify(await find.boundingBox()) === JSON.stringify(before), `${prefix}: the page moves`);
    // Somebody's own words have the whole row.
    const [words, form] = [await page.locator("#words").boundingBox(), await page.locator("#find").boundingBox()];
    check(words.width > form.width - 60, `${prefix}: the words have ${words.width} of ${form.width}`);
    if (!prefix) await axe(page);
    await noSidewaysScroll(page);
    await shot(page, `near-waiting${prefix.replace("/", "-")}`);
  }
}

/** Nothing is offered that does not work. */
async function without(plain, page) {
  await plain.goto("/find?words=choir");
  check(!(await plain.locator(".kith-near__here").isVisible()), "without scripts there is no button");
  await page.addInitScript(() => Object.defineProperty(navigator, "geolocation", { value: undefined }));
  await page.goto("/");
  await page.locator("[data-kith-near-init]").waitFor();
  check(!(await page.locator(".kith-near__here").isVisible()), "where no browser could say it there is no button");
}
