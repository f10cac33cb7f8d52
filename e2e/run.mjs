// Walks the journeys: every file in journeys/ exports a `name` and `async run({ browser, url, newPage, axe, data })`.
//
// KITH_URL is where a demo answers, KITH_CHROMIUM the browser, KITH_DATA the demo's folder, KITH_PROGRAM kith itself, for a journey with a house of its
// own. `cargo xtask test --only browser` sets all four; by hand, against a demo that runs already:
//
//   KITH_URL=http://127.0.0.1:8000 KITH_CHROMIUM=/usr/bin/chromium node e2e/run.mjs [journey …]
//
// With KITH_SHOTS=1 pictures of the pages are left in shots/. Three journeys run at a time, those that say `long` first. They share the
// demo's data, and a session where they ask for one (`inside`), but no profile.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkAxe, lanes, launch, pageMaker } from "./lib.mjs";

const JOURNEYS = join(dirname(fileURLToPath(import.meta.url)), "journeys");
const BESIDE = 3;
// For one that hangs; that a machine is busy is no fault.
const LONGEST = 300_000;

const { KITH_URL: url, KITH_CHROMIUM: chromium, KITH_DATA: data } = process.env;
if (!url || !chromium) {
  console.error("KITH_URL and KITH_CHROMIUM must be set; `cargo xtask test --only browser` does that");
  process.exit(2);
}

const chosen = process.argv.slice(2);
const files = readdirSync(JOURNEYS)
  .filter((file) => file.endsWith(".mjs") && (chosen.length === 0 || chosen.includes(file.replace(/\.mjs$/, ""))))
  .sort();
const journeys = await Promise.all(files.map(async (file) => ({ file, journey: await import(pathToFileURL(join(JOURNEYS, file)).href) })));
journeys.sort((a, b) => (b.journey.long ?? false) - (a.journey.long ?? false));
const browser = await launch(chromium);
const failed = (await lanes(BESIDE, journeys, tell)).filter((problem) => problem).length;
await browser.close();
console.log(`journeys: ${files.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || files.length === 0 ? 1 : 0);

/** Runs one journey and says how it went; returns what went wrong, or null. */
async function tell({ file, journey }) {
  const started = performance.now();
  const problem = await walk(journey);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${problem ? "FAILED" : "ok    "} ${journey.name} (${file}), ${seconds} s`);
  if (problem) console.log(problem);
  return problem;
}

async function walk(journey) {
  const faults = [];
  const contexts = [];
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${LONGEST / 1000} s`)), LONGEST);
  });
  try {
    await Promise.race([journey.run({ browser, url, newPage: pageMaker(browser, url, faults, contexts), axe: checkAxe, data }), tooLong]);
  } catch (error) {
    return [error.stack ?? String(error), ...faults].join("\n");
  } finally {
    clearTimeout(timer);
    await Promise.all(contexts.map((context) => context.close()));
  }
  return faults.length > 0 ? faults.join("\n") : null;
}
