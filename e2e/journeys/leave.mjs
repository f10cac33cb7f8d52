// Somebody must leave the page at once: with the button and with Escape where scripts run, with the button alone where they do not. The other site is
// played here, so that it can say what it was told, and be slow.

import { check, inside, sees, shot } from "../lib.mjs";

export const name = "somebody who must leave is gone at once";

const AWAY = "www.bbc.co.uk";
const SERVICE = "/services/carpenters-road-singers";

export async function run({ newPage }) {
  await byEscape(newPage);
  await byButton(newPage);
  await withoutScripts(newPage);
  await notWhileSomethingIsOpen(newPage);
  await staysInSight(newPage);
  await signsOut(newPage);
}

/** The other site. Says with what headers it was asked, and answers when it is told to. */
async function weather(page) {
  const asked = [];
  let answer;
  const slow = new Promise((resolve) => (answer = resolve));
  await page.context().route(`https://${AWAY}/**`, async (route) => {
    asked.push(await route.request().allHeaders());
    await slow;
    await route.fulfill({ contentType: "text/html", body: "<!doctype html><html lang=en><title>Weather</title><h1>Rain later</h1>" });
  });
  return { asked, answer };
}

const somewhere = (page) => new URL(page.url()).host;

async function arrived(page, { asked }) {
  await page.waitForURL(`https://${AWAY}/weather`);
  await sees(page, "Rain later");
  check(asked.length === 1 && !asked[0].referer && !asked[0].origin, `the other site is told nothing: ${JSON.stringify(asked)}`);
  const cookies = await page.context().cookies();
  check(cookies.length === 0, `no cookie is left: ${JSON.stringify(cookies)}`);
}

async function byEscape(newPage) {
  const page = await newPage({ away: AWAY });
  const other = await weather(page);
  await page.goto("/en/urgent");
  await page.goto(SERVICE);
  await page.evaluate(() => {
    localStorage.setItem("kith-shortlist", '["carpenters-road-singers"]');
    sessionStorage.setItem("kith-x", "1");
  });
  await page.locator("[data-kith-leave-init]").waitFor();
  // The page tells by itself how it looks a moment later: nothing can be asked of one that is on its way.
  const looks = page.waitForEvent("console", (message) => message.text().startsWith("looks"));
  await page.evaluate(() => {
    const say = () => console.log(`looks ${document.body.hidden} ${document.body.childElementCount} ${document.title}`);
    document.addEventListener("keydown", () => setTimeout(say, 50), { once: true });
  });
  const told = page.waitForResponse((response) => response.url().endsWith("/leave"));
  await page.keyboard.press("Escape");
  // The other site has not said a word yet.
  check((await looks).text() === `looks true 0 ${AWAY}`, `the page is blank at once: ${(await looks).text()}`);
  check((await told).status() === 200, "the server is told");
  other.answer();
  await arrived(page, other);
  await page.goBack();
  check(new URL(page.url()).pathname === "/en/urgent", `the page that was left is not in the history: back leads to ${page.url()}`);
  const kept = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  check(!kept.some((name) => name.startsWith("kith-")), `nothing is kept: ${kept}`);
}

async function byButton(newPage) {
  const page = await newPage({ away: AWAY, width: 360, height: 740 });
  const other = await weather(page);
  other.answer();
  // A second tab of ours leaves too.
  const beside = await page.context().newPage();
  await beside.goto("/find");
  await beside.locator("[data-kith-leave-init]").waitFor();
  await page.goto("/en/find");
  await page.locator("[data-kith-leave-init]").waitFor();
  await page.getByRole("button", { name: "Leave this site" }).click();
  await page.waitForURL(`https://${AWAY}/weather`);
  await beside.waitForURL(`https://${AWAY}/weather`);
}

async function withoutScripts(newPage) {
  const page = await newPage({ away: AWAY, js: false, width: 360, height: 740 });
  const other = await weather(page);
  await page.goto(`/en${SERVICE}`);
  await shot(page, "leave-phone");
  // Read on its way: once the browser has gone on to the other site it cannot say what was on the page before.
  const left = new Promise((told) => {
    const read = async (route) => {
      const answer = await route.fetch();
      told(await answer.text());
      await route.fulfill({ response: answer });
    };
    page.route("**/leave", read, { times: 1 });
  });
  await page.getByRole("button", { name: "Leave this site" }).click({ noWaitAfter: true });
  const blank = await left;
  check(!blank.includes("<script") && !/kith/i.test(blank) && blank.includes(`<title>${AWAY}</title>`), `nothing of us is on the page in between: ${blank}`);
  other.answer();
  await arrived(page, other);
  // The page that was left is still there, as /hide-your-visit says; the one in between is not.
  await page.goBack();
  check(new URL(page.url()).pathname === `/en${SERVICE}`, `back leads to ${page.url()}`);
}

/** Escape closes what is open first. */
async function notWhileSomethingIsOpen(newPage) {
  const page = await newPage({ away: AWAY });
  const other = await weather(page);
  other.answer();
  await page.goto("/find");
  await page.locator("[data-kith-leave-init]").waitFor();
  const home = somewhere(page);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("select"), { id: "some-list" })));
  await page.locator("#some-list").focus();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(200);
  check(somewhere(page) === home, "Escape in a list stays");
  // The window of a map closes itself before the page hears of the key.
  await page.evaluate(() => {
    const popup = Object.assign(document.createElement("div"), { className: "maplibregl-popup", tabIndex: 0 });
    popup.addEventListener("keydown", () => popup.remove());
    document.body.append(popup);
    popup.focus();
  });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(200);
  check(somewhere(page) === home, "Escape closes the window of a map");
  await page.evaluate(() => {
    const dialog = document.createElement("dialog");
    document.body.append(dialog);
    dialog.showModal();
  });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(200);
  check(somewhere(page) === home, "Escape closes a dialog");
  await page.keyboard.press("Escape");
  await page.waitForURL(`https://${AWAY}/weather`);
}

/** On a phone the button is seen wherever one has scrolled to, and comes right after the skip link. */
async function staysInSight(newPage) {
  for (const guise of [{ width: 360, height: 740 }, {}]) {
    const page = await newPage(guise);
    for (const path of ["/", "/find?words=singing", "/urgent", SERVICE, "/ar/urgent"]) {
      await page.goto(path);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      check(await page.evaluate(() => document.activeElement.matches(".kith-leave button")), `${path}: the second stop is the button`);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      const box = await page.locator(".kith-leave button").boundingBox();
      check(box.y >= 0 && box.y < 20 && box.height >= 40, `${path}: ${JSON.stringify(box)}`);
    }
  }
}

async function signsOut(newPage) {
  const page = await newPage({ away: AWAY });
  const other = await weather(page);
  other.answer();
  await page.goto("/en/sign-in");
  check(await page.getByRole("button", { name: "Leave this site" }).isVisible(), "whoever has not signed in yet may leave");
  const worker = await inside(newPage, "Grace Okoro", { away: AWAY });
  await worker.goto("/today");
  check((await worker.locator(".kith-leave").count()) === 0, "the workspace has no such button");
  await worker.goto("/find");
  await worker.locator("[data-kith-leave-init]").waitFor();
  await worker.keyboard.press("Escape");
  await worker.waitForTimeout(200);
  check(new URL(worker.url()).pathname === "/find", "a key pressed in passing signs nobody out");
}
