// What journeys have in common: a browser that reaches this machine only, pages in every guise, and the checks that hold on all of them.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const SHOTS = join(dirname(fileURLToPath(import.meta.url)), "shots");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const TIMEOUT = 15_000;

// The small one: it goes to the browser again for each page.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What may change with the colours of a page. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * Starts the browser. Its own errands (updates, sync) are off, names other than this machine's do not resolve, and pages share a few processes:
 * one of its own for each would cost more than the page.
 */
export function launch(executablePath) {
  return chromium.launch({
    executablePath,
    args: [
      ..."--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split(" "),
      ..."--disable-component-update --disable-sync --disable-dev-shm-usage --in-process-gpu --disable-gpu-compositing --renderer-process-limit=3".split(" "),
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}

/**
 * A function that opens pages, each in a profile of its own:
 *
 *   const page = await newPage({ js: false, width: 360, height: 740, dark: true, locale: "ar", map: true })
 *
 * What goes wrong behind the page's back (a request to another host, a script error, a style or script that is not there) is put
 * into `faults`, and the runner fails the journey for it. `at` is another address of the same server, `away` another site's that a page may lead to.
 * Drawing a map without a graphics card costs more than all else on a page, so devices ask to save data, unless it is the map that is looked at.
 */
export function pageMaker(browser, url, faults, contexts) {
  return async ({ js = true, width = 1366, height = 768, dark = false, locale = "en-GB", map = false, at = url, away = "" } = {}) => {
    const home = new URL(at).host;
    const context = await browser.newContext({
      baseURL: at,
      javaScriptEnabled: js,
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      locale,
      reducedMotion: "reduce",
    });
    contexts.push(context);
    if (js && !map) await context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    context.setDefaultTimeout(TIMEOUT);
    context.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && host !== home && host !== away) faults.push(`request to another host: ${request.url()}`);
    });
    context.on("response", (response) => {
      const asked = response.request().resourceType();
      if (response.status() >= 400 && asked !== "document" && asked !== "fetch") faults.push(`${response.status()}: ${response.url()}`);
    });
    context.on("weberror", (error) => faults.push(`script: ${error.error()}`));
    context.on("console", (message) => {
      // The browser reports a page with status 422 here too; those are judged above.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(`console: ${message.text()}`);
    });
    return context.newPage();
  };
}

/**
 * Fails on any violation of WCAG 2.2 A and AA, or of best practice, on the page as it is now. Needs a page with scripts on. `only` names
 * the rules to look at: a page that was looked at already and has only changed its colours need not be read again.
 */
export async function checkAxe(page, only = null) {
  await page.waitForLoadState();
  // Evaluated and not added as an element: the page's content security policy would refuse that.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  // Nothing of ours is at another host, so there is nothing to load before.
  const violations = await page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"], preload: false });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => `${node.target.join(" ")}  ${node.html.slice(0, 160)}`) }));
  }, only ? { type: "rule", values: only } : TAGS);
  if (violations.length === 0) return;
  const lines = violations.map(({ id, help, nodes }) => `  ${id}: ${help}\n${nodes.slice(0, 5).map((node) => `    ${node}`).join("\n")}`);
  throw new Error(`axe: ${page.url()}\n${lines.join("\n")}`);
}

/** At 320 px, which is 1280 px at 400 %, nothing may stick out sideways (WCAG 2.2, 1.4.10). */
export async function noSidewaysScroll(page) {
  await page.waitForLoadState();
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const found = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    const out = [...document.querySelectorAll("body *")].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > width + 1 || left < -1;
    });
    const name = (element) => `${element.localName}.${[...element.classList].join(".")}`;
    return `${document.documentElement.scrollWidth} px wide: ${out.slice(0, 5).map(name).join(", ")}`;
  });
  await page.setViewportSize(before);
  if (found) throw new Error(`sideways scroll: ${page.url()} is ${found}`);
}

/** A picture of the whole page for the eye, in e2e/shots (not kept by git), when KITH_SHOTS asks for them. */
export async function shot(page, name) {
  if (process.env.KITH_SHOTS) keepPicture(name, await page.screenshot({ fullPage: true }));
}

/** The same of a picture that was taken otherwise. */
export function keepPicture(name, bytes) {
  if (!process.env.KITH_SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  writeFileSync(join(SHOTS, `${name}.png`), bytes);
}

/**
 * Signs in as one of the demo's people, named as the demo's own list names them ("Grace Okoro"): e-mail address, password, the code of
 * this moment. A code works once, so whoever signs in twice within half a minute waits for the next.
 */
export function signIn(page, who) {
  const turn = (turns.get(who) ?? Promise.resolve()).then(() => signInNow(page, who));
  // Whoever comes next need not fail too.
  turns.set(who, turn.catch(() => {}));
  return turn;
}

// The last to sign in as somebody, and the code they used: two at once would spoil the code for each other.
const turns = new Map();
const used = new Map();

async function signInNow(page, who) {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const { email, password, code } = await freshCode(page, who);
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    if (code && new URL(page.url()).pathname === "/sign-in/second-step") {
      used.set(who, code);
      await page.getByLabel("Code from your app").fill(code);
      await page.getByRole("button", { name: "Continue" }).click();
    }
    if (new URL(page.url()).pathname === "/today") return;
    // An earlier run may have used the code.
    await sleep(10_000);
  }
  throw new Error(`${who} could not sign in: ${page.url()}`);
}

/** What the demo's list says of somebody, once it shows a code that nobody here has used. */
async function freshCode(page, who) {
  for (;;) {
    await page.goto("/demo");
    const row = page.getByRole("row").filter({ hasText: who });
    const [email, code] = [(await row.textContent()).match(/[\w.-]+@[\w.-]+\.example/)[0], (await row.locator("code").textContent()).trim()];
    const password = (await page.locator("main p code").first().textContent()).trim();
    if (!/^\d/.test(code) || code !== used.get(who)) return { email, password, code };
    await sleep(1000);
  }
}

/**
 * A page where somebody has signed in already, for journeys that only need to be inside: the first to ask signs in, the others come with
 * the same session, so that nobody waits for a code. It must not be ended.
 */
export async function inside(newPage, who, guise = {}) {
  const page = await newPage(guise);
  const first = !sessions.has(who);
  if (first) sessions.set(who, signIn(page, who).then(() => page.context().cookies()));
  const cookies = await sessions.get(who);
  if (!first) await page.context().addCookies(cookies);
  return page;
}

const sessions = new Map();

/** Does something with each of `items`, `beside` of them at a time; returns what came of each, in their order. */
export async function lanes(beside, items, work) {
  const results = [];
  const waiting = [...items.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: beside }, lane));
  return results;
}

/** The address of the newest link that was mailed to somebody, as it would stand in the mail. */
export async function mailedLink(page, to, kind = "l") {
  const link = new RegExp(`/${kind}/[\\w-]{43}`);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await page.goto("/demo/outbox");
    const mails = page.locator(".kith-panel").filter({ has: page.getByText(to, { exact: true }) });
    const found = (await mails.count()) && (await mails.first().textContent()).match(link);
    if (found) return found[0];
    await sleep(500);
  }
  throw new Error(`no link for ${to} in the outbox`);
}

/** Waits until a page shows a text: a press returns when the next page begins to come. */
export async function sees(page, text) {
  const found = page.getByText(text).first();
  await found.waitFor().catch(() => check(false, `${page.url()} does not show "${text}"`));
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Throws unless `holds`. */
export function check(holds, what) {
  if (!holds) throw new Error(what);
}
