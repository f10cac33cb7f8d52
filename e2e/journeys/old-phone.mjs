// A telephone of 2014: its newest browser has no cascade layers, no `:is()`, no gaps between what stands in a row, no colours that are mixed. The public pages are read
// and used with it, with scripts and without.

import { check, keepPicture, sleep } from "../lib.mjs";
import { withOldBrowser } from "../old.mjs";
import { PAGES } from "./public.mjs";

export const name = "the public pages work on a phone of 2014";

const READ = Object.keys(PAGES).filter((path) => PAGES[path] === 200 && !path.startsWith("/demo"));
const TONGUES = ["/ar/find?words=singing&near=E15", "/ur/urgent", "/bn/help-me?step=2", "/easy/find/now", "/so/services/carpenters-road-singers"];

export async function run({ url: home }) {
  await withOldBrowser(async (browser) => {
    for (const js of [false, true]) {
      const page = await browser.newPage({ js });
      for (const path of [...READ, ...TONGUES]) await reads(page, home, path, js);
      await finds(page, home, js);
      check(page.faults.length === 0, `nothing breaks: ${page.faults.join("\n")}`);
    }
    const page = await browser.newPage();
    await page.dark();
    await reads(page, home, "/find?words=singing", "dark");
  });
}

/** What makes a page one that can be read: nothing sticks out, nothing is squeezed to a column of letters, what is pressed is as high as a finger needs. */
async function reads(page, home, path, guise) {
  await page.goto(home + path);
  keepPicture(`old-phone-${guise}${path.replace(/\W+/g, "-")}`, await page.picture());
  const wrong = await page.evaluate(() => {
    const faults = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`${scrollWidth} wide in a window of ${clientWidth}`);
    const shown = (element) => element.offsetWidth > 1 && element.offsetHeight > 1 && getComputedStyle(element).visibility === "visible";
    const say = (element) => `${element.localName}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
    for (const element of document.querySelectorAll("main p, main h1, main h2, main h3, main li > a, main dd")) {
      if (shown(element) && element.textContent.trim().length > 20 && element.offsetWidth < 90) faults.push(`squeezed: ${say(element)}, ${element.offsetWidth}`);
    }
    for (const element of document.querySelectorAll(".nhsuk-button, .nhsuk-input, .nhsuk-select, .kith-leave button")) {
      if (shown(element) && element.offsetHeight < 36) faults.push(`low: ${say(element)}, ${element.offsetHeight}`);
    }
    return faults;
  });
  check(wrong.length === 0, `${path} (${guise}): ${wrong.join("; ")}`);
}

/** A search by the form, a service from the list, and away. */
async function finds(page, home, js) {
  await page.goto(`${home}/`);
  await page.leads(() => {
    document.querySelector("main [name=words]").value = "singing";
    document.querySelector("main form button:not([type=button])").click();
  });
  const found = await page.evaluate(() => document.querySelectorAll("#results h3 a").length);
  check(found > 0, `something is found (scripts: ${js})`);
  await page.leads(() => document.querySelector("#results h3 a").click());
  const there = await page.evaluate(() => [location.pathname, document.querySelector("h1").textContent]);
  check(there[0].startsWith("/services/") && there[1].length > 0, `a service opens: ${there}`);
  // Nothing but this machine is reached from here: where it leads is seen in the history.
  await page.leads(() => document.querySelector(".kith-leave button").click());
  let been = await page.been();
  for (let tries = 0; tries < 50 && !been[been.length - 1].includes("bbc"); tries += 1) {
    await sleep(100);
    been = await page.been();
  }
  check(been[been.length - 1] === "https://www.bbc.co.uk/weather", `it leads away (scripts: ${js}): ${been.slice(-3)}`);
  check(!js || !been.some((address) => new URL(address).pathname === there[0]), `with scripts the page that was left is not in the history: ${been.slice(-3)}`);
}
