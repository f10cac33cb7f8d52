// A link worker accepts the man whom the receptionist referred, logs a contact, makes a plan with him, measures, and writes to the practice. Each page is checked.

import { check, noSidewaysScroll, shot, signIn } from "../lib.mjs";

export const name = "a link worker accepts, listens, plans, measures and writes to the practice";

export async function run({ newPage, axe }) {
  const page = await newPage();
  const look = async (shotName) => {
    await axe(page);
    await noSidewaysScroll(page);
    await shot(page, `support-${shotName}`);
  };
  const press = (button) => page.getByRole("button", { name: button, exact: true }).click();
  await signIn(page, "Sam Lee");
  await page.goto("/inbox");
  await page.getByRole("link", { name: "Walter Ellis", exact: true }).first().click();
  await press("Accept");
  check(await page.getByText("First contact due by").isVisible(), "the clock runs");
  const record = new URL(page.url()).pathname;
  await look("accepted");
  await page.goto("/cases");
  await look("cases");

  await page.goto(`${record}/contacts/new`);
  await look("contact");
  await press("Save the contact");
  check(await page.getByText("There is a problem").isVisible(), "what is missing is named");
  await look("contact-wrong");
  await page.getByLabel("Visit").check();
  await page.getByLabel("Yes, we spoke").check();
  await page.getByLabel("What was said, what you noticed").fill("There is a piano in the lounge. Nobody plays it.");
  await page.getByLabel("Next step").fill("Ask the home about the piano");
  await press("Save the contact");

  await page.goto(`${record}/matters`);
  await look("matters");
  await page.getByLabel("What matters to you?").fill("I want to hear a piano again, and play it.");
  await page.getByLabel("In their own words").check();
  await press("Save");
  await look("matters-written");

  await page.goto(`${record}/needs`);
  await page.getByLabel("A strength").check();
  await page.getByLabel("In a few words").fill("Played the piano for forty years");
  await page.getByLabel("The link worker noticed it").check();
  await press("Add");
  await look("needs");

  await page.goto(`${record}/goals/new`);
  await page.getByLabel("What do they want to reach?").fill("Play for other people again");
  await page.getByLabel("How important is it to them?").fill("9");
  await page.getByLabel("What is to be done?").fill("Ask the home about the piano");
  await page.getByLabel("Link worker", { exact: true }).check();
  await look("goal-new");
  await press("Save the goal");
  await look("plan");
  await page.getByRole("link", { name: "Play for other people again" }).click();
  await look("goal");

  await page.goto(`${record}/measures/ons4`);
  for (const item of ["satisfied", "worthwhile", "happy", "anxious"]) await page.locator(`[name=a-${item}][value="4"]`).check();
  await page.getByLabel("They were asked aloud").check();
  await look("measure");
  await press("Save");
  await look("measured");

  await page.goto(`${record}/note`);
  await page.getByLabel("Summary").fill("He wants to play the piano again.");
  await look("note-write");
  await press("Make the note");
  await look("note");
  await page.goto("/notes");
  await look("notes");
  await page.goto(record);
  await look("record");
  await page.goto(`${record}/close`);
  await look("close");
  await page.goto(`${record}/transfer`);
  await look("transfer");
}
