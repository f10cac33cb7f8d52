// Somebody puts a list together on a phone, and it stays in that browser: in no address, in no answer of the server that was asked for by an address. A doctor
// gives a choir to somebody in as many taps as it may take.

import { check, inside, noSidewaysScroll, sees, shot } from "../lib.mjs";

export const name = "a service is kept, sent and given";

const CHOIR = "/services/carpenters-road-singers";

export async function run({ newPage, axe }) {
  await list({ newPage, axe });
  await given({ newPage, axe });
}

async function list({ newPage, axe }) {
  const page = await newPage({ width: 360, height: 740 });
  const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem("kith-shortlist") ?? "[]"));
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/find?words=singers");
  const keep = page.getByRole("button", { name: "Keep Carpenters Road Singers" });
  await keep.focus();
  await page.keyboard.press("Enter");
  check((await kept()).join() === "carpenters-road-singers", `kept: ${await kept()}`);
  await page.getByRole("button", { name: "On your list Carpenters Road Singers", pressed: true }).waitFor();
  await axe(page);
  await noSidewaysScroll(page);
  asked.length = 0;
  await page.getByRole("link", { name: "Your list (1)" }).click();
  await sees(page, "One service on your list");
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "shortlist");
  await page.getByLabel("Add another").fill("Tune & Teacake");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("button", { name: "Put on the list Tune & Teacake" }).click();
  await sees(page, "2 services on your list");
  check((await kept()).length === 2, `kept: ${await kept()}`);
  const sms = await page.getByRole("button", { name: "Text message" }).getAttribute("href");
  check(sms.includes("carpenters-road-singers") && sms.includes("tune-and-teacake"), sms);
  await page.reload();
  await sees(page, "2 services on your list");
  await page.getByRole("button", { name: "Take off Carpenters Road Singers" }).click();
  await sees(page, "One service on your list");
  check((await kept()).join() === "tune-and-teacake", `kept: ${await kept()}`);
  await page.getByRole("button", { name: "Empty the list" }).click();
  await sees(page, "Nothing on your list yet");
  check((await page.evaluate(() => localStorage.getItem("kith-shortlist"))) === null, "an emptied list leaves something behind");
  const told = asked.filter((address) => /teacake|carpenters/.test(address));
  check(told.length === 0, `the list stands in an address: ${told}`);
  // What a page says to machines is read by machines.
  await page.goto(CHOIR);
  const said = JSON.parse(await page.locator("script[type='application/ld+json']").first().textContent());
  check(said["@type"] === "Service" && said.name === "Carpenters Road Singers", JSON.stringify(said));
  const ring = await page.getByRole("button", { name: "Ring 020 7946 0327" }).boundingBox();
  // Under the demo's notice, which no installation has.
  const notice = await page.locator(".kith-demo").boundingBox();
  check(ring && ring.y + ring.height - notice.height <= 740, `the number to ring is at ${JSON.stringify(ring)}`);
}

async function given({ newPage, axe }) {
  const page = await inside(newPage, "Dr Anjali Rao");
  await page.goto("/find?words=singers");
  let taps = 0;
  const tap = async (target) => {
    taps += 1;
    await target.click();
  };
  await tap(page.getByRole("link", { name: "Send or print Carpenters Road Singers" }));
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "give");
  await tap(page.getByRole("button", { name: "Show a square for their phone" }));
  await page.locator("svg.kith-qr").waitFor();
  check(taps <= 3, `${taps} taps to the square`);
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "given");

  await page.goto("/find?words=singers");
  taps = 0;
  await tap(page.getByRole("link", { name: "Send or print Carpenters Road Singers" }));
  await tap(page.getByLabel("Yes, I have asked them"));
  await tap(page.getByRole("button", { name: "Text message" }));
  await page.getByRole("button", { name: "Open the text message" }).waitFor();
  check(taps <= 3, `${taps} taps to a message`);
  await axe(page);
  await page.goto("/signposts");
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "signposts");

  await page.goto("/find?words=singers");
  taps = 0;
  await page.evaluate(() => sessionStorage.removeItem("printed"));
  await page.addInitScript(() => (window.print = () => sessionStorage.setItem("printed", "yes")));
  await tap(page.getByRole("link", { name: "Send or print Carpenters Road Singers" }));
  await tap(page.getByRole("button", { name: "Print a sheet" }));
  await tap(page.getByRole("button", { name: "Print", exact: true }));
  check((await page.evaluate(() => sessionStorage.getItem("printed"))) === "yes", "nothing was printed");
  check(taps <= 3, `${taps} taps to paper`);
}
