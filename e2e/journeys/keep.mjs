// Somebody who runs a group looks after its entry: claims it from the public page, comes in by mail without an account, changes the times, asks for another
// contact; the present contact is asked; a link worker has another group asked whether its entry is still right. On a phone, in both themes.

import { check, COLOURS, inside, mailedLink, noSidewaysScroll, sees, shot } from "../lib.mjs";

export const name = "a group keeps its entry right, on a phone";
export const long = true;

const GROUP = { words: "stepping cribbage green", to: "stepping@cribbagegreen.example" };
const ASKED = { words: "hot water bottle club", to: "boil@hotwaterbottleclub.example" };

export async function run({ newPage, axe }) {
  const page = await newPage({ width: 360, height: 740 });
  let count = 0;
  const look = async (what, on = page) => {
    await axe(on);
    await on.emulateMedia({ colorScheme: "dark" });
    await axe(on, COLOURS);
    await shot(on, `keep-${String(++count).padStart(2, "0")}-${what}-dark`);
    await on.emulateMedia({ colorScheme: "light" });
    await noSidewaysScroll(on);
    await shot(on, `keep-${String(count).padStart(2, "0")}-${what}`);
  };
  const press = (button, on = page) => on.getByRole("button", { name: button, exact: true }).first().click();
  const mailed = async (to, kind) => {
    const box = await newPage();
    const link = await mailedLink(box, to, kind);
    await box.close();
    return link;
  };

  // The public page, and two ways of saying something about it.
  await page.goto(`/find?words=${encodeURIComponent(GROUP.words)}`);
  await page.locator(".kith-results__name a").first().click();
  await page.waitForLoadState();
  const service = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "Something here is wrong" }).click();
  await press("Send");
  await sees(page, "Choose what is wrong");
  await look("problem-wrong");
  await page.getByLabel("The cost is wrong").check();
  await press("Send");
  await sees(page, "Somebody looks into it");
  await page.getByRole("link", { name: "This is our group" }).click();
  await page.getByLabel("Your name").fill("Mo Diallo");
  await look("claim");
  await page.getByLabel("Your e-mail").fill(GROUP.to);
  await press("Send me a message");
  await sees(page, "Look into your mail");
  await look("sent");
  await page.goto(await mailed(GROUP.to, "keep/claim"));
  await look("is-it-you");
  await press("Yes, it was me");
  await sees(page, "You look after this entry now");
  await look("claimed");

  // Coming in by mail.
  await page.getByRole("button", { name: "Look after my entries" }).click();
  await look("knock");
  await page.getByLabel("Your e-mail").fill(GROUP.to);
  await press("Send me an address");
  await sees(page, "Look into your mail");
  await page.goto(await mailed(GROUP.to, "keep/in"));
  await page.getByLabel("Your e-mail").fill("somebody@else.example");
  await press("Come in");
  await sees(page, "This address was sent to somebody else");
  await look("not-yours");
  await page.getByLabel("Your e-mail").fill(GROUP.to);
  await press("Come in");
  await sees(page, "What you look after");
  await look("listings");
  await page.locator(".kith-panel a").first().click();
  await page.waitForLoadState();
  const listing = new URL(page.url()).pathname;
  await look("listing");

  // A field with a mistake in it, then as it is to be.
  for (const field of ["access", "cost", "needs"]) {
    await page.goto(`${listing}/change/${field}`);
    await look(field);
  }
  await page.goto(`${listing}/change/sessions`);
  await page.getByLabel("From").first().fill("half past");
  await press("Show me first");
  await sees(page, "Write a time");
  await look("sessions-wrong");
  await page.getByLabel("Day").first().selectOption("tue");
  await page.getByLabel("From").first().fill("6.30pm");
  await page.getByLabel("To", { exact: true }).first().fill("8pm");
  await press("Show me first");
  await sees(page, "18:30–20:00");
  await look("preview");
  await press("Change it");
  await sees(page, "It is changed");

  // Another contact: nobody is sent there until somebody has said yes.
  await page.goto(`${listing}/change/phone`);
  await page.getByLabel("Telephone").fill("020 7946 0999");
  await press("Show me first");
  await look("preview-contact");
  await press("Send it");
  await sees(page, "Somebody has to say yes to it first");
  await look("listing-waits");
  await page.goto(service);
  await sees(page, "Nobody is being sent here just now");
  await page.goto(await mailed(GROUP.to, "keep/contact"));
  await sees(page, "020 7946 0999");
  await look("contact");
  await press("Yes, this is right");
  await sees(page, "people are sent there again");

  // A link worker has a group asked whether all is right.
  const sam = await inside(newPage, "Sam Lee");
  await sam.goto(`/find?words=${encodeURIComponent(ASKED.words)}`);
  await sam.locator(".kith-results__name a").first().click();
  await sam.getByRole("link", { name: "How far this can be relied on" }).click();
  await sees(sam, "Did you ring them?");
  await look("worker", sam);
  await press("Ask the group by e-mail", sam);
  await sees(sam, "We have asked them");
  await page.goto(await mailed(ASKED.to, "keep/right"));
  await sees(page, "Is this still right?");
  await look("right");
  await press("It is all right");
  await sees(page, "you have checked it today");
  await sam.goto("/upkeep");
  await sees(sam, "The cost is wrong");
  await look("queue", sam);
  await sam.goto("/upkeep/old");
  await look("old", sam);
  check(new URL(sam.url()).pathname === "/upkeep/old", sam.url());
}
