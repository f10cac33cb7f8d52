// Every page that somebody meets after signing in. Links are followed from "Today" as each of the demo's people, so a new page is looked at
// as soon as a link leads to it; a page that no link leads to has a few lines at the foot. Buttons are not pressed on the way.
//
// Of each route one page is looked at, the fullest that was found, as the person whose work it is: in light and dark, and at 320 px. A route
// that is looked at nowhere fails the journey.

import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, COLOURS, inside, lanes, mailedLink, noSidewaysScroll, sees, shot } from "../lib.mjs";
import { PAGES } from "./public.mjs";

export const name = "every page of the workspace can be read";
export const long = true;

// Whose pages are looked at, where several see them: the first.
const PEOPLE = ["Sam Lee", "Femi Adeyemi", "Ravi Sandhu", "Grace Okoro", "Dr Anjali Rao", "Harriet Osei-Lindqvist", "Dennis Fairweather", "Marisol Dizon"];
// So many pages of one route are read by each of them, to find one that has something on it.
const EXAMPLES = 4;
const BESIDE = 2;

// Where the pages are looked at that are not ours.
const ELSEWHERE = {
  "share.mjs": ["/services/{slug}/give", "/services/{slug}/give/{how}"],
  "passkey.mjs": ["/account/passkey", "/sign-in/second-step"],
  "thread.mjs": ["/l/{token}", "/onward/{draft}/{step}", "/refer/{draft}/{step}"],
  "keep.mjs": ["/keep", "/keep/claim/{token}", "/keep/contact/{token}", "/keep/in/{token}", "/keep/listings", "/keep/listings/{id}", "/keep/listings/{id}/change/{field}", "/keep/right/{token}"],
  // The address of the one is in a message that is written once a day, and nothing of the demo came as a record that had to be mended, for the other: it is the form of a
  // field, filled otherwise. Both are rendered with the others in the tests of pages, and walked there.
  "no browser": ["/keep/feed/{token}", "/services/{slug}/upkeep/repairs/{n}"],
  "no page": ["/keep/feed/{token}/report.json", "/assets/{file}", "/brand.css", "/brand/logo.svg", "/demo/tour/{stop}", "/health/live", "/health/ready", "/hsds/v3", "/hsds/v3/", "/hsds/v3/{*rest}", "/find/places/{slug}/progress.csv", "/insight/{file}", "/robots.txt", "/sitemap.xml", "/sitemap/{part}", "/oruk/v3", "/oruk/v3/", "/oruk/v3/{*rest}", "/languages/{file}", "/signposts/{file}", "/tiles/ground/{z}/{x}/{y}", "/tiles/layers", "/tiles/link-workers", "/tiles/deprivation/{z}/{x}/{y}", "/tiles/missing/{z}/{x}/{y}", "/tiles/services/{z}/{x}/{y}", "/tiles/{layer}/{z}/{x}/{y}"],
};

const ROUTES = [...readFileSync(new URL("../../docs/routes.md", import.meta.url), "utf8").matchAll(/^\| GET \| `([^`]+)`/gm)]
  .map(([, route]) => ({ route, fits: new RegExp(`^${route.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`) }))
  // A word before a placeholder: `/goals/new` is no goal.
  .sort((a, b) => a.route.split("{").length - b.route.split("{").length);

export async function run({ newPage, axe, data }) {
  const seen = new Set([...Object.values(ELSEWHERE).flat(), ...Object.keys(PAGES).map(routeOf)]);
  const look = async (page, as) => {
    seen.add(routeOf(page.url()));
    await axe(page);
    await shot(page, `pages-${as}`);
    await page.emulateMedia({ colorScheme: "dark" });
    await axe(page, COLOURS);
    await noSidewaysScroll(page);
    await shot(page, `pages-${as}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
  };

  const found = await lanes(BESIDE, PEOPLE, (who) => follow(newPage, who));
  // A page of the browser costs more than most that it shows: each of the people has one.
  const walks = found.map(({ who, page, best }) => {
    // What waits for people is different for each.
    const own = [...best].filter(([route]) => !seen.has(route) || route === "/today");
    for (const [route] of own) seen.add(route);
    return { who, page, own };
  });
  walks.sort((a, b) => b.own.length - a.own.length);
  const tasks = walks.map(({ who, page, own }) => async () => {
    const faults = [];
    for (const [route, { path }] of own) {
      const looked = page.goto(path).then(() => look(page, `${who.split(" ")[0].toLowerCase()}${route.replace(/\W+/g, "-")}`));
      await looked.catch((error) => faults.push(error.stack));
    }
    check(faults.length === 0, faults.join("\n"));
  });
  tasks.push(...[newcomer, known, takenBack, errors, rule, missing].map((flow) => () => flow({ newPage, look, data })));
  // What failed on one page is told together with the others.
  const problems = (await lanes(BESIDE, tasks, (task) => task().then(() => null, (error) => error.stack))).filter((problem) => problem);
  const unseen = ROUTES.map(({ route }) => route).filter((route) => !seen.has(route));
  if (unseen.length) problems.push(`no journey looks at: ${unseen.join(", ")}`);
  check(problems.length === 0, problems.join("\n"));
}

function routeOf(address) {
  // The language is taken off before the table of routes is asked.
  const path = new URL(address, "http://here").pathname.replace(/^\/(easy|[a-z]{2})(?=\/|$)/, "") || "/";
  return ROUTES.find(({ fits }) => fits.test(path))?.route ?? null;
}

/** Follows links as one of the people; of each route the fullest page that was found. */
async function follow(newPage, who) {
  const page = await inside(newPage, who);
  const best = new Map();
  const count = new Map();
  const known = new Set(["/today"]);
  for (const path of known) {
    const route = routeOf(path);
    check(route, `a link leads to ${path}, which is no route`);
    if ((count.get(route) ?? 0) >= EXAMPLES) continue;
    count.set(route, (count.get(route) ?? 0) + 1);
    const response = await page.context().request.get(path);
    check(response.ok(), `${who} is led to ${path}: status ${response.status()}`);
    if (!(response.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    const text = await response.text();
    if (text.length > (best.get(route)?.size ?? 0)) best.set(route, { path, size: text.length });
    for (const [, link] of text.matchAll(/<a\b[^>]*\bhref="([^"]*)/g)) {
      const address = plain(link).split("#")[0];
      // Other languages are other pages of the same route.
      if (address.startsWith("/") && !/^\/(ar|en)(\/|$)/.test(address)) known.add(address);
    }
  }
  return { who, page, best };
}

/** An attribute as it was before it was escaped. */
function plain(text) {
  return text.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16))).replaceAll("&amp;", "&");
}

// ---- What no link leads to ----

/** What is told to somebody who asks for what is not there, comes from elsewhere, or is too late. */
async function errors({ newPage, look }) {
  const page = await inside(newPage, "Sam Lee");
  const nothing = await page.goto("/cases/00000000-0000-7000-8000-000000000000");
  check(nothing.status() === 404, `a case that is not there: status ${nothing.status()}`);
  await look(page, "error-404");
  await answered(page, 403, "/refer", { headers: { "sec-fetch-site": "cross-site" }, form: { organisation: "" } });
  await look(page, "error-403");
  await page.goto("/cases");
  const record = await page.locator(".kith-table a").first().getAttribute("href");
  await page.goto(`${record}/close`);
  const why = await page.locator("input[name=why]").first().getAttribute("value");
  await answered(page, 409, `${record}/close`, { headers: { "sec-fetch-site": "same-origin" }, form: { version: "999999", why } });
  await look(page, "error-409");
}

/** Shows in the browser what the server answers to a post that no page of ours would send. */
async function answered(page, status, path, post) {
  const response = await page.context().request.post(path, post);
  check(response.status() === status, `${path}: status ${response.status()}, not ${status}`);
  await page.route(`**${path}`, (route) => route.fulfill({ response }), { times: 1 });
  await page.goto(path);
}

/** Somebody refers a person whom their own practice has sent before. */
async function known({ newPage, look }) {
  const page = await inside(newPage, "Dr Anjali Rao");
  await page.goto("/sent");
  const people = await page.locator(".kith-table tbody tr td:first-child").evaluateAll((cells) =>
    cells.map((cell) => ({ name: cell.querySelector("a").textContent, born: cell.querySelector(".kith-sub")?.textContent })),
  );
  for (const { name, born } of people.filter(({ born }) => born).slice(0, 5)) {
    await page.goto("/refer");
    await page.getByRole("button", { name: "Start a referral" }).click();
    const [day, month, year] = born.trim().split(" ");
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("Day").fill(day);
    await page.getByLabel("Month").fill(String(new Date(`1 ${month} 2000`).getMonth() + 1));
    await page.getByLabel("Year").fill(year);
    await page.getByRole("button", { name: "Continue" }).click();
    if (page.url().endsWith("/known")) return look(page, "known");
  }
  throw new Error(`nobody on the list of what was sent is offered as known; the last page is ${page.url()}`);
}

/** A rule for somebody's safety is added, and ended. */
async function rule({ newPage, look }) {
  const page = await inside(newPage, "Sam Lee");
  await page.goto(`${await ownCase(page)}/safety`);
  await page.locator("input[name=kind]").first().check();
  await page.getByLabel("What must everybody know?").fill("Ring only in the mornings.");
  await page.getByRole("button", { name: "Add the rule" }).click();
  await page.getByRole("link", { name: "End it" }).first().click();
  await look(page, "rule-end");
  await page.getByLabel("Why does it no longer hold?").fill("They can be rung at any time again.");
  await page.getByRole("button", { name: "End the rule" }).click();
}

/** Somebody takes back that they agreed; their record says so, and shows the way to a new yes. */
async function takenBack({ newPage, look }) {
  const page = await inside(newPage, "Sam Lee");
  const record = await ownCase(page);
  await page.goto(`${record}/agreements`);
  const referred = page.locator(".kith-panel").filter({ hasText: "Agreed to be referred" });
  await referred.getByRole("link", { name: "They have taken this back" }).click();
  await page.locator("input[name=said-by]").first().check();
  await page.locator("input[name=how]").first().check();
  await page.getByRole("button", { name: "Write it down" }).click();
  await page.goto(record);
  await look(page, "record-taken-back");
  await page.getByRole("link", { name: "They have said yes now" }).first().click();
  await look(page, "agree");
  await page.locator("input[name=how]").first().check();
  await page.getByRole("button", { name: "They said yes" }).click();
}

/** Something is asked for that is not there, and somebody says what became of it. */
async function missing({ newPage, look }) {
  const page = await inside(newPage, "Sam Lee");
  const words = "A piano somebody may play by day";
  await page.goto("/gaps");
  await page.getByText("Please find or start one").click();
  await page.locator("select[name=need]").selectOption({ index: 1 });
  await page.getByLabel("What would it be?").fill(words);
  await page.getByRole("button", { name: "Ask for it" }).click();
  await page.getByRole("link", { name: words }).first().click();
  await look(page, "gap");
  await page.getByLabel("It was there", { exact: false }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page, "Saved");
}

/** The record of one of the demo's stories: whoever was accepted a moment ago is on the list of another journey. */
async function ownCase(page) {
  await page.goto("/cases");
  return page.getByRole("link", { name: "Leanne Fraser" }).getAttribute("href");
}

/**
 * A new colleague: invited, welcomed, with a code and printed codes. Then they think for so long over a form that their session ends, and what
 * they had typed is given back.
 */
async function newcomer({ newPage, look, data }) {
  const password = "chairs-and-tea-urns";
  const lead = await inside(newPage, "Femi Adeyemi");
  const email = `newcomer-${Date.now()}@marylandpoint.example`;
  await lead.goto("/team");
  await lead.getByRole("button", { name: "Invite a colleague" }).click();
  await lead.getByLabel("Name", { exact: true }).fill("Hope Lindqvist");
  await lead.getByLabel("E-mail address").fill(email);
  await lead.getByLabel("Team lead").check();
  await lead.getByRole("button", { name: "Send the invitation" }).click();

  const page = await newPage();
  await page.goto(await mailedLink(page, email, "welcome"));
  await look(page, "welcome");
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Save the password" }).click();
  const signIn = async () => {
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await signIn();
  await look(page, "factor");
  await page.getByLabel("Six digits").fill(totp((await page.locator("main ol code").textContent()).trim()));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Your printed codes" }).waitFor();
  await look(page, "codes");

  // By hand, without the folder of the demo, their session cannot be made old.
  if (!data) return;
  await page.goto("/team");
  await page.getByRole("button", { name: "Invite a colleague" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Noor Karim");
  const old = new Date(Date.now() - 20 * 60_000).toISOString().replace("Z", "000Z");
  const statement = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], 30); c.execute('UPDATE session SET seen_at = ? WHERE name = ?', sys.argv[2:]); c.commit()";
  execFileSync("python3", ["-c", statement, join(data, "kith.db"), old, "Hope Lindqvist"]);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await page.getByText("What you had typed is kept").waitFor();
  await look(page, "held");
  await signIn();
  await sees(page, "Noor Karim");
  await look(page, "resume");
}

/** The six digits of this moment for a key in base 32 (RFC 6238, with SHA-1 and 30 seconds). */
function totp(key) {
  const bits = [...key.replace(/[\s=-]/g, "")].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", secret).update(moment).digest();
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
