// The thread on a laptop with scripts; then the administrator sees every step of it and no name.

import { check, signIn } from "../lib.mjs";
import { walk } from "../thread.mjs";

export const name = "from a surgery to a choir and back";
export const long = true;

const THREAD = {
  what: "scripts",
  guise: {},
  who: "Walter Ellis",
  number: "999 000 0018",
  referrer: "Grace Okoro",
  worker: "Sam Lee",
  group: "Carpenters Road Singers",
  to: "hello@carpentersroadsingers.example",
};

export async function run({ newPage, axe }) {
  await walk(THREAD, newPage, axe);
  const page = await newPage();
  await signIn(page, "Ravi Sandhu");
  await page.goto("/admin/audit?kind=write");
  const text = await page.locator("main").textContent();
  for (const step of ["referral-new", "case-open", "onward-send", "onward-link-answer", "case-close"]) check(text.includes(step), `the audit log lacks ${step}`);
  for (const word of [THREAD.who, "Edna Marsh", "piano"]) check(!text.includes(word), `the audit log says ${word}`);
}
