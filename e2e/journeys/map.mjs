// The map beside the list: it opens by itself where there is room, shows the same services, and the list follows it, by pointer and by keyboard.

import { check, COLOURS, noSidewaysScroll, sees, shot } from "../lib.mjs";

export const name = "the map and the list show the same services";

export async function run({ newPage, axe }) {
  const page = await newPage({ map: true });
  await beside(page, axe);
  await asked(await newPage({ width: 360, height: 740, dark: true, map: true }), axe);
  await without(await newPage({ js: false }));
}

/** Waits until all of the map is there, as it should be by now. */
async function idle(page) {
  await page.waitForFunction(() => document.querySelector(".kith-map").map?.loaded());
}

/** How many services the map shows: dots of one, and the numbers in the others. */
function shown(page) {
  return page.evaluate(() => {
    const dots = document.querySelector(".kith-map").map.queryRenderedFeatures({ layers: ["one", "many"] });
    return dots.reduce((sum, { properties }) => sum + Number(properties.n ?? 1), 0);
  });
}

/** How many services the list has: "1,500 services", "One service". */
async function listed(page) {
  const said = (await page.locator("#results [data-total]").textContent()).replaceAll(",", "");
  return Number(said.match(/\d+/)?.[0] ?? 1);
}

async function beside(page, axe) {
  await page.goto("/find?words=carpenters+road+singers");
  await idle(page);
  check((await shown(page)) === 1 && (await listed(page)) === 1, `${await shown(page)} on the map, ${await listed(page)} in the list`);
  await axe(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page, COLOURS);
  await page.emulateMedia({ colorScheme: "light" });

  // Its dot says what it is, and leads there.
  const spot = await page.evaluate(() => {
    const { map } = document.querySelector(".kith-map");
    const [dot] = map.queryRenderedFeatures({ layers: ["one"] });
    const { left, top } = map.getCanvas().getBoundingClientRect();
    const { x, y } = map.project(dot.geometry.coordinates);
    return { x: left + x, y: top + y };
  });
  await page.mouse.click(spot.x, spot.y);
  const popup = page.locator(".maplibregl-popup a");
  await popup.waitFor();
  await axe(page);
  await popup.click();
  await page.waitForURL("**/services/carpenters-road-singers");

  // By keyboard: what has the focus in the list is marked on the map; the map moves by its keys and the list comes after it.
  await page.goto("/find");
  await idle(page);
  const all = await listed(page);
  const first = page.locator("#results li a").first();
  await first.focus();
  const slug = (await first.getAttribute("href")).split("/").pop();
  const marked = await page.evaluate(() => document.querySelector(".kith-map").map.getFilter("picked"));
  check(marked.at(-1) === slug, `${marked} is marked, not ${slug}`);
  await page.locator(".kith-map canvas").focus();
  for (let press = 0; press < 3; press += 1) {
    const before = page.url();
    await page.keyboard.press("+");
    await page.waitForURL((url) => url.href !== before);
  }
  await idle(page);
  await sees(page, "In the part of the map shown");
  const [fewer, drawn] = [await listed(page), await shown(page)];
  check(fewer < all && fewer > 0, `${fewer} of ${all} are in the part that is shown`);
  // A dot of many may lie beside the edge, though not all of its services do.
  check(Math.abs(drawn - fewer) <= Math.max(5, fewer / 4), `${drawn} on the map, ${fewer} in the list`);
  check((await page.locator(".kith-map__said").textContent()).includes(String(fewer)), "how many there are is said");
  await shot(page, "map-moved");
  await axe(page);

  // The address is that of what is shown: it can be kept, and all can be had back.
  await page.reload();
  check((await listed(page)) === fewer, "the same part again");
  await page.getByRole("link", { name: "Show services everywhere" }).click();
  await page.waitForURL((url) => !url.search.includes("part"));
  check((await listed(page)) === all, "all of them again");
}

/** On a small screen it is brought when somebody asks for it, and takes the place of the list. */
async function asked(page, axe) {
  let tiles = 0;
  page.on("request", (request) => (tiles += /\/tiles\/|maplibre/.test(request.url()) ? 1 : 0));
  await page.goto("/find?words=debt&near=RM3");
  await page.waitForLoadState("networkidle");
  check(tiles === 0, `${tiles} requests for a map that nobody asked for`);
  await page.getByRole("button", { name: "Show the map" }).click();
  await idle(page);
  check(!(await page.locator("#results").isVisible()), "the map takes the place of the list");
  await axe(page);
  await shot(page, "map-phone");
  await noSidewaysScroll(page);
  await page.getByRole("button", { name: "Show the list" }).click();
  check(await page.locator("#results").isVisible(), "the list is back");
}

async function without(page) {
  await page.goto("/find?words=debt");
  check((await page.locator("#results li h3").count()) > 5, "the list is whole");
  check(!(await page.locator(".kith-map").isVisible()), "nothing is offered that does not work");
}
