// A receptionist refers a man in a care home, with scripts and without; the link worker sees him in the inbox. Each page of it is checked.

import { check, noSidewaysScroll, shot, signIn } from "../lib.mjs";

export const name = "a receptionist refers, the link worker's inbox has him";

export async function run({ newPage, axe }) {
  // Other people the second time: a code of an app works once, and nobody should wait for the next.
  const rounds = [
    { what: "scripts", guise: {}, who: "Walter Ellis", number: "999 000 0018", referrer: "Grace Okoro", receiver: "Sam Lee" },
    { what: "no-scripts", guise: { js: false, width: 360, height: 740 }, who: "Edna Marsh", number: "999 000 0026", referrer: "Dr Anjali Rao", receiver: "Femi Adeyemi" },
  ];
  for (const { what, guise, who, number, referrer, receiver } of rounds) {
    const page = await newPage(guise);
    const look = async (shotName) => {
      if (guise.js !== false) await axe(page);
      await noSidewaysScroll(page);
      await shot(page, `refer-${what}-${shotName}`);
    };
    const next = () => page.getByRole("button", { name: "Continue" }).click();
    await signIn(page, referrer);
    await look("today");
    await page.goto("/refer");
    await look("start");
    await page.getByRole("button", { name: "Start a referral" }).click();
    await page.getByLabel("Name", { exact: true }).fill(who);
    await page.getByLabel("Day").fill("31");
    await page.getByLabel("Month").fill("2");
    await page.getByLabel("Year").fill("1948");
    await next();
    check(await page.getByText("There is a problem").isVisible(), "an impossible day is named");
    await look("who-wrong");
    await page.getByLabel("Day").fill("12");
    await page.getByLabel("Month").fill("3");
    await page.getByLabel("NHS number").fill(number);
    await next();
    await look("reach");
    await page.getByLabel("In a care home").check();
    await page.getByLabel("Address", { exact: true }).fill("Elm House, 4 Vicarage Lane");
    await page.getByLabel("Postcode").fill("E15 4ES");
    await page.getByLabel("Through staff where they live").check();
    await next();
    await look("why");
    await page.getByLabel("Why, in a few words").fill("Very lonely since he moved into the home.");
    await page.getByLabel("Within the usual time").check();
    await next();
    await look("agreement");
    await page.getByLabel("Yes, they agree").check();
    await page.getByLabel("Yes: the link workers of the team").check();
    await page.getByLabel("Yes", { exact: true }).check();
    await page.getByLabel("Face to face").check();
    await next();
    await page.getByLabel("Stratford link workers").check();
    await next();
    await look("check");
    await page.getByRole("button", { name: "Send the referral" }).click();
    check(await page.getByText("The referral is sent").isVisible(), "the referral is sent");
    await look("sent");

    const sam = await newPage(guise);
    await signIn(sam, receiver);
    await sam.goto("/inbox");
    check(await sam.getByRole("link", { name: who, exact: true }).isVisible(), `${who} is in the inbox`);
    await noSidewaysScroll(sam);
    await shot(sam, `refer-${what}-inbox`);
    await sam.getByRole("link", { name: who, exact: true }).click();
    if (guise.js !== false) await axe(sam);
    await noSidewaysScroll(sam);
    await shot(sam, `refer-${what}-incoming`);
  }
}
