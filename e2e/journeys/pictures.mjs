// The pictures of README.md: what they show is there in every run; they are made anew when somebody asks.
//
//   KITH_PICTURES=1 cargo xtask test --only assets,browser
//
// writes them into docs/pictures; with KITH_SHOTS they go with the other pictures into shots/. The check that derived files are current takes no notice of
// docs/pictures: two machines draw letters differently.

import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, inside } from "../lib.mjs";

export const name = "the pictures of the README can be taken";

const E2E = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDER = process.env.KITH_PICTURES ? join(E2E, "..", "docs", "pictures") : process.env.KITH_SHOTS ? join(E2E, "shots") : null;
const PHONE = { width: 360, height: 740 };
// Of a picture, in bytes: a README is read on telephones.
const LARGEST = 200_000;

const PICTURES = [
  { file: "find", path: "/find?words=singing&near=E15", guise: { map: true }, shows: ["Carpenters Road Singers", "Mentions singing"], map: true },
  { file: "find-phone", path: "/ar/find?words=%D8%BA%D9%86%D8%A7%D8%A1&near=E15", guise: PHONE, shows: ["اعثر على دعم قريب منك"] },
  { file: "today", who: "Sam Lee", path: "/today", shows: ["New referrals", "First contact due"] },
  { file: "record", who: "Sam Lee", stop: 3, shows: ["Mr Lionel Gittens", "There was music in our house", "Concert pianist"] },
  { file: "record-phone", who: "Sam Lee", stop: 4, guise: PHONE, shows: ["Leanne Fraser", "I'm not a mess, I work.", "Log a contact"] },
  { file: "suggestions", who: "Sam Lee", stop: 4, below: "/match", shows: ["What might fit", "Helps with", "Not known"] },
  { file: "insight", who: "Harriet Osei-Lindqvist", path: "/insight", shows: ["From referral to outcome", "Reached"] },
  { file: "tour-phone", path: "/demo/tour", guise: PHONE, shows: ["A tour of five stops", "Stop 1 of 5"] },
];

export async function run({ newPage }) {
  for (const { file, who, path, stop, below = "", guise = {}, shows, map } of PICTURES) {
    const page = who ? await inside(newPage, who, guise) : await newPage(guise);
    await page.goto(path ?? `${await recordOf(page, stop)}${below}`);
    for (const text of shows) {
      const seen = page.getByText(text).filter({ visible: true }).first();
      await seen.waitFor().catch(() => check(false, `${file} does not show "${text}"`));
      const box = await seen.boundingBox();
      check(box.y < page.viewportSize().height, `${file} shows "${text}" further down only`);
    }
    if (map) await drawn(page);
    if (FOLDER) await take(page, join(FOLDER, `${file}.png`));
  }
}

/** Whose record a stop of the tour is about. The pictures are not of somebody on the tour. */
async function recordOf(page, stop) {
  const answer = await page.context().request.get(`/demo/tour/${stop}`, { maxRedirects: 0 });
  await page.context().clearCookies({ name: "tour" });
  return answer.headers().location.match(/^\/cases\/[^/#]+/)[0];
}

async function drawn(page) {
  await page.locator("canvas").first().waitFor();
  await page.waitForLoadState("networkidle");
  // Tiles fade in.
  await page.waitForTimeout(1500);
}

async function take(page, path) {
  mkdirSync(dirname(path), { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, caret: "hide" });
  const { size } = statSync(path);
  check(!process.env.KITH_PICTURES || size <= LARGEST, `${path} has ${size} bytes`);
}
