// The whole thread, as people do it: somebody finds singing near home; a receptionist refers a man in a care home; a link worker accepts,
// listens, plans, measures, finds a group that plays music and sends him there with his yes; the group's leader, who has no account, says yes
// and then that he came; the practice is told; the case is closed.
//
// Two journeys walk it, on a laptop with scripts and on a phone without, where each page is looked at at 320 px. With scripts those pages are that
// `pages.mjs` does not come to (a form with mistakes, a step of sending somebody, the group's link), with axe, in light and dark.

import { check, COLOURS, mailedLink, noSidewaysScroll, sees, shot, signIn } from "./lib.mjs";

/** `group` is where he goes and `to` whom the group's mail reaches: two threads at once must not take each other's link. */
export async function walk({ what, guise, who, number, referrer, worker, group, to }, newPage, axe) {
  const scripts = guise.js !== false;
  let count = 0;
  const look = async (page, shotName) => {
    if (scripts) {
      const here = /^\/(l|onward|refer)\//.test(new URL(page.url()).pathname) || (await page.locator(".nhsuk-error-summary").count()) > 0;
      if (!here && !process.env.KITH_SHOTS) return;
      if (here) await axe(page);
      await page.emulateMedia({ colorScheme: "dark" });
      if (here) await axe(page, COLOURS);
      await shot(page, `${what}-${String(++count).padStart(2, "0")}-${shotName}-dark`);
      await page.emulateMedia({ colorScheme: "light" });
    }
    await noSidewaysScroll(page);
    await shot(page, `${what}-${String(scripts ? count : ++count).padStart(2, "0")}-${shotName}`);
  };
  const press = (page, button) => page.getByRole("button", { name: button, exact: true }).first().click();

  // Anyone: singing, near home.
  const anyone = await newPage(guise);
  await anyone.goto("/");
  await anyone.getByLabel("What would help?").fill("singing");
  await anyone.getByLabel("Near").first().fill("E15 4ES");
  await press(anyone, "Find");
  await sees(anyone, "Carpenters Road Singers");
  await look(anyone, "find");
  await anyone.getByRole("link", { name: "Carpenters Road Singers" }).first().click();
  await look(anyone, "service");

  // The receptionist refers him.
  const desk = await newPage(guise);
  await signIn(desk, referrer);
  await look(desk, "today");
  await desk.goto("/refer");
  await look(desk, "refer");
  await press(desk, "Start a referral");
  await desk.getByLabel("Name", { exact: true }).fill(who);
  await desk.getByLabel("Day").fill("31");
  await desk.getByLabel("Month").fill("2");
  await desk.getByLabel("Year").fill("1948");
  await press(desk, "Continue");
  await sees(desk, "There is a problem");
  await look(desk, "who-wrong");
  await desk.getByLabel("Day").fill("12");
  await desk.getByLabel("Month").fill("3");
  await desk.getByLabel("NHS number").fill(number);
  await press(desk, "Continue");
  await desk.getByLabel("In a care home").check();
  await desk.getByLabel("Address", { exact: true }).fill("Elm House, 4 Vicarage Lane");
  await desk.getByLabel("Postcode").fill("E15 4ES");
  await desk.getByLabel("Through staff where they live").check();
  await look(desk, "reach");
  await press(desk, "Continue");
  await desk.getByLabel("Why, in a few words").fill("Very lonely since he moved into the home.");
  await desk.getByLabel("Within the usual time").check();
  await look(desk, "why");
  await press(desk, "Continue");
  await desk.getByLabel("Yes, they agree").check();
  await desk.getByLabel("Yes: the link workers of the team").check();
  await desk.getByLabel("Yes", { exact: true }).check();
  await desk.getByLabel("Face to face").check();
  await look(desk, "agreement");
  await press(desk, "Continue");
  await desk.getByLabel("Stratford link workers").check();
  await press(desk, "Continue");
  await look(desk, "check");
  await press(desk, "Send the referral");
  await sees(desk, "The referral is sent");
  const sent = new URL(desk.url()).pathname;
  await look(desk, "sent");

  // The link worker accepts, listens, plans, measures.
  const page = await newPage(guise);
  await signIn(page, worker);
  await page.goto("/inbox");
  await look(page, "inbox");
  await page.getByRole("link", { name: who, exact: true }).first().click();
  await look(page, "incoming");
  await press(page, "Accept");
  await sees(page, "First contact due by");
  const record = new URL(page.url()).pathname;
  await look(page, "accepted");
  await page.goto(`${record}/contacts/new`);
  await press(page, "Save the contact");
  await sees(page, "There is a problem");
  await look(page, "contact-wrong");
  await page.getByLabel("Visit").check();
  await page.getByLabel("Yes, we spoke").check();
  await page.getByLabel("What was said, what you noticed").fill("There is a piano in his room. He was a concert pianist.");
  await page.getByLabel("Next step").fill("Find somewhere that needs a pianist");
  await press(page, "Save the contact");
  await page.goto(`${record}/matters`);
  await page.getByLabel("What matters to you?").fill("I want to play for other people again.");
  await page.getByLabel("In their own words").check();
  await press(page, "Save");
  await look(page, "matters");
  await page.goto(`${record}/needs`);
  await page.getByLabel("A strength").check();
  await page.getByLabel("In a few words").fill("Played the piano for forty years");
  await page.getByLabel("The link worker noticed it").check();
  await press(page, "Add");
  await look(page, "needs");
  await page.goto(`${record}/goals/new`);
  await page.getByLabel("What do they want to reach?").fill("Play for other people again");
  await page.getByLabel("How important is it to them?").fill("9");
  await press(page, "Save the goal");
  await look(page, "plan");
  await measure(page, record, ["3", "2", "3", "7"], press);
  await look(page, "measure");

  // Suggestions, his yes, exactly what is sent, the PIN.
  await page.goto(`${record}/match`);
  await sees(page, group);
  await look(page, "match");
  await page.getByRole("listitem").filter({ hasText: group }).getByRole("button", { name: "Ask them" }).click();
  await page.getByLabel("What they would like").fill("I would like to play for other people again");
  await page.getByLabel("Through me").check();
  await look(page, "share");
  await press(page, "Continue");
  await page.getByLabel("Not asked yet").check();
  await press(page, "Continue");
  await sees(page, "Ask them first");
  await look(page, "yes-not-asked");
  await page.getByLabel("Yes, they said yes to this").check();
  await page.getByLabel("Face to face").check();
  await press(page, "Continue");
  check(!(await page.locator(".kith-panel .kith-mail").textContent()).includes(who.split(" ")[1]), "only what the group needs is sent");
  await look(page, "onward-check");
  await press(page, "Send");
  await sees(page, "Say this PIN on the telephone");
  const pin = (await page.locator(".kith-pin").textContent()).trim();
  await look(page, "pin");

  // The group's leader.
  const leader = await newPage({ ...guise, width: 360, height: 740 });
  const link = await mailedLink(leader, to);
  await leader.goto(link);
  await look(leader, "link-pin");
  await leader.getByLabel("PIN").fill(pin);
  await press(leader, "Continue");
  await sees(leader, "play for other people again");
  await look(leader, "link");
  if (scripts) {
    await leader.goto(`/ar${link}`);
    await axe(leader);
    await noSidewaysScroll(leader);
    await shot(leader, `${what}-link-arabic`);
    await leader.goto(`/en${link}`);
  }
  await press(leader, "Yes, they can come");
  await sees(leader, "Did they come?");
  await look(leader, "link-attend");
  await press(leader, "Yes, they came");
  await sees(leader, "The link worker now knows that they came");
  await look(leader, "link-done");
  check((await leader.goto(link)).status() === 404, "the link is used up");

  // The loop is closed.
  await page.goto(`${record}/onward`);
  await sees(page, "Came");
  await look(page, "onward");
  await measure(page, record, ["7", "7", "8", "2"], press);
  await page.goto(record);
  await sees(page, "better by 5");
  await look(page, "record");
  await page.goto(`${record}/note`);
  await page.getByLabel("Summary").fill("Goes there every week and plays for them.");
  await look(page, "note-draft");
  await press(page, "Make the note");
  await look(page, "note");
  await desk.goto("/notes");
  await look(desk, "notes");
  await desk.getByRole("link", { name: who }).first().click();
  await press(desk, "Mark as filed");
  await page.goto(`${record}/close`);
  await page.getByLabel("What mattered to them is in place").check();
  await look(page, "close");
  await press(page, "Close the case");
  await sees(page, "What mattered to them is in place");
  await page.goto("/cases");
  await look(page, "cases");
  await desk.goto(sent);
  await sees(desk, "Support has ended");
}

async function measure(page, record, answers, press) {
  await page.goto(`${record}/measures/ons4`);
  const items = ["satisfied", "worthwhile", "happy", "anxious"];
  for (const [at, item] of items.entries()) await page.locator(`input[name="a-${item}"][value="${answers[at]}"]`).check();
  await page.locator('input[name="mode"][value="assisted"]').check();
  await press(page, "Save");
}
