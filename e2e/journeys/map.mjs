// The map beside the list: it opens by itself where there is room, shows the same services, and the list follows it, by pointer and by keyboard. And the
// map of where one service is, which has no list.

import { check, COLOURS, noSidewaysScroll, sees, shot, sleep } from "../lib.mjs";

// A picture of one pixel.
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4cWcfAATSAmMvR9htAAAAAElFTkSuQmCC";

export const name = "the map and the list show the same services";

export async function run({ newPage, axe, url }) {
  const page = await newPage({ map: true });
  await beside(page, axe);
  await inStep(page);
  await atOneDoor(page, axe, url);
  await whereOneIs(page, axe);
  await layers(await newPage({ map: true }), axe);
  await layersInReach(await newPage({ map: true }));
  await layerSentOn(newPage);
  await overStreets(await newPage({ map: true }), axe);
  await overStreetsOfAnother(newPage);
  await whatDoesNotCome(await newPage({ map: true }));
  await linkWorkers(await newPage({ map: true }), axe);
  await linkWorkersOnAPhone(await newPage({ width: 360, height: 740, map: true }), axe);
  await asked(await newPage({ width: 360, height: 740, dark: true, map: true }), axe);
  await whereOneIsOnAPhone(await newPage({ width: 360, height: 740, map: true }), axe);
  await without(await newPage({ js: false }));
}

/** Waits until all of the map is there, as it should be by now. */
async function idle(page) {
  await page.waitForFunction(() => document.querySelector(".kith-map").map?.loaded());
}

/** The dots that have a property, and where on the screen they can be pressed. */
function spotsOf(page, property) {
  return page.evaluate((property) => {
    const { map } = document.querySelector(".kith-map");
    const { left, top } = map.getCanvas().getBoundingClientRect();
    const dots = map.queryRenderedFeatures({ layers: ["one", "many"] }).filter(({ properties }) => property in properties);
    const spots = dots.map(({ geometry: { coordinates: at }, properties }) => {
      const { x, y } = map.project(at);
      return { x: left + x, y: top + y, at, properties };
    });
    return spots.filter(({ x, y }) => document.elementFromPoint(x, y) === map.getCanvas());
  }, property);
}

/** Moves the map as somebody would, once or a few times in a row. */
function move(page, ...cameras) {
  return page.evaluate((cameras) => cameras.forEach((camera) => document.querySelector(".kith-map").map.jumpTo(camera, { moved: true })), cameras);
}

/** What the map shows, and the part that the address names. */
function parts(page) {
  return page.evaluate(() => {
    const { map } = document.querySelector(".kith-map");
    const b = map.getBounds();
    const part = new URLSearchParams(location.search).get("part");
    return { shown: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()], named: part?.split(",").map(Number), width: map.getCanvas().clientWidth };
  });
}

/** Whether the list was asked for what the map shows, to two pixels. */
async function agree(page, when) {
  const { shown, named, width } = await parts(page);
  const pixel = (shown[2] - shown[0]) / width;
  check(named && shown.every((n, i) => Math.abs(n - named[i]) < 2 * pixel), `${when}: the map shows ${shown}, the list was asked for ${named}`);
}

const asksTheList = (request) => request.resourceType() === "fetch" && request.url().includes("part=");

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
  await page.goto("/find?words=adzemaker");
  await idle(page);
  check((await shown(page)) === 1 && (await listed(page)) === 1, `${await shown(page)} on the map, ${await listed(page)} in the list`);
  await axe(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page, COLOURS);
  await page.emulateMedia({ colorScheme: "light" });

  // The button says once what it does, and there is one voice.
  const button = page.getByRole("button", { name: "Hide the map" });
  check((await button.getAttribute("aria-expanded")) === null, "the button says its state in its words alone");
  check((await page.locator(".kith-map").locator("[role=status], [aria-live]").count()) === 1, "one voice");

  // Its dot says what it is, and leads there. Whoever closes that is where they were.
  const [spot] = await spotsOf(page, "slug");
  const popup = page.locator(".maplibregl-popup a");
  const focused = (selector) => page.waitForFunction((selector) => document.activeElement?.matches(selector), selector);
  await page.mouse.click(spot.x, spot.y);
  await popup.waitFor();
  await axe(page);
  await focused(".maplibregl-popup a");
  await page.keyboard.press("Escape");
  await popup.waitFor({ state: "detached" });
  await focused(".kith-map canvas");
  await page.mouse.click(spot.x, spot.y);
  await page.getByRole("button", { name: "Close" }).click();
  await popup.waitFor({ state: "detached" });
  await focused(".kith-map canvas");
  await page.mouse.click(spot.x, spot.y);
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
  check(marked.flat(9).includes(slug), `${marked} is marked, not ${slug}`);
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
  // Another filter, by the form, is one for this part.
  const part = new URL(page.url()).searchParams.get("part");
  check((await page.locator("#find [name=part]").inputValue()) === part, "the form knows the part");
  await page.locator("#find button[type=submit]").last().click();
  await page.waitForURL((url) => url.searchParams.get("part") === part);
  check((await listed(page)) === fewer, "and the form keeps it");
  await page.getByRole("link", { name: "Show services everywhere" }).click();
  await page.waitForURL((url) => !url.search.includes("part"));
  check((await listed(page)) === all, "all of them again");
}

/** Whatever makes the map show something else, the list has what it shows. */
async function inStep(page) {
  // It came by an address whose part has another shape than this window.
  await page.goto("/find?part=-0.05,51.50,0.10,51.60");
  // Colours that change while it is being made are no trouble.
  await page.locator(".kith-map canvas").waitFor({ state: "attached" });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForURL((url) => !url.search.includes("part=-0.05%2C") && !url.search.includes("part=-0.05,"));
  await idle(page);
  await agree(page, "by an address");
  const before = page.url();

  // Read again it is the same, and nothing is asked.
  const asked = [];
  page.on("request", (request) => asksTheList(request) && asked.push(request.url()));
  await page.reload();
  await idle(page);
  await sleep(400);
  check(page.url() === before && asked.length === 0, `asked again for no reason: ${asked}`);
  await agree(page, "after a reload");

  // A window of another size shows another part.
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.waitForURL((url) => url.href !== before);
  await idle(page);
  await agree(page, "after a resize");
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.waitForURL((url) => url.href !== before);
  await sleep(400);

  // Many moves are one question.
  asked.length = 0;
  await move(page, ...[0.01, 0.02, 0.03, 0.04, 0.05].map((lon) => ({ center: [lon, 51.55], zoom: 12 })));
  await page.waitForResponse((response) => asksTheList(response.request()));
  await sleep(400);
  check(asked.length === 1, `${asked.length} questions for five moves`);
  await agree(page, "after five moves");
  // What came into the list since can be kept as what stood there before.
  await page.locator("#results button.kith-keep").first().waitFor();
  check((await page.locator("#results button.kith-keep").count()) === (await page.locator("#results [data-module~=kith-keep]").count()), "each has its button");

  // The world has an end.
  await move(page, { center: [179.9, 51.55], zoom: 5 });
  await sees(page, "Nothing found");
  const { named } = await parts(page);
  check(named[0] >= -180 && named[2] <= 180 && named[0] < named[2], `no such part: ${named}`);
}

/** Services at one door are one dot however close somebody looks: pressed, it says who they are. */
async function atOneDoor(page, axe, url) {
  const door = await findDoor(url);
  check(door, "no door of the demo has two services");
  await page.goto("/find");
  await idle(page);
  await move(page, { center: door, zoom: 14 });
  await idle(page);

  // One dot after the other: what was said of the first gives way to what is said of the second.
  const popup = page.locator(".maplibregl-popup a");
  const press = async (dot) => {
    await page.mouse.click(dot.x, dot.y);
    await popup.filter({ hasText: dot.properties.name }).waitFor();
  };
  const [first] = await spotsOf(page, "slug");
  await press(first);
  // One that can be pressed now: what is said of the first covers some.
  const second = (await spotsOf(page, "slug")).find(({ properties }) => properties.slug !== first.properties.slug);
  await press(second);
  check((await popup.count()) === 1, "one popup at a time");
  await page.keyboard.press("Escape");

  const [there] = await spotsOf(page, "here");
  await move(page, { center: there.at, zoom: 17 });
  await idle(page);
  const [spot] = await spotsOf(page, "here");
  const here = JSON.parse(spot.properties.here);
  check(here.length === spot.properties.n && here.length > 1, `${spot.properties.n} services, of which ${here.length} are told`);
  await page.mouse.click(spot.x, spot.y);
  const links = page.locator(".kith-map__here a");
  await links.first().waitFor();
  check((await links.allTextContents()).join() === here.map(([, name]) => name).join(), "all of them are listed");
  await axe(page);
  await shot(page, "map-door");
  await links.last().click();
  await page.waitForURL(`**/services/${here.at(-1)[0]}`);
}

/** How much of a layer is drawn. */
function drawn(page, layer) {
  return page.evaluate((layer) => document.querySelector(".kith-map").map.queryRenderedFeatures({ layers: [layer] }).length, layer);
}

/** Beside the services one layer at a time is shown, and what its colour means is said with the choice. */
async function layers(page, axe) {
  await page.goto("/find?words=choir&near=E15");
  await idle(page);
  for (const [label, layer, meaning] of [
    ["How many there are in each borough", "counts", "The darker a borough"],
    ["Where none is near", "missing", "within 1.5 km"],
  ]) {
    check((await drawn(page, layer)) === 0, `${layer} is shown before anybody asked`);
    await page.getByLabel(label).check();
    await idle(page);
    check((await drawn(page, layer)) > 0, `nothing is drawn for ${layer}`);
    await sees(page, meaning);
    await axe(page);
    await shot(page, `map-${layer}`);
  }
  check((await drawn(page, "counts")) === 0, "one at a time");
  // What is coloured is told in words and numbers too, of the same search.
  await page.getByRole("link", { name: "The same in words and numbers" }).click();
  await page.waitForURL("**/find/how-near?words=choir&near=E15");
  await sees(page, "Further than 1.5 km");
  await sees(page, "Havering");
  await shot(page, "how-near");
}

/** However far the list is read, the layers beside it can be pressed, and what stands under the map can be read. */
async function layersInReach(page) {
  for (const [size, prefix] of [[{ width: 1366, height: 768 }, ""], [{ width: 1366, height: 768 }, "/ar"], [{ width: 1920, height: 1080 }, ""]]) {
    await page.setViewportSize(size);
    await page.goto(`${prefix}/find?words=choir&near=E15`);
    await idle(page);
    const radios = page.locator(".kith-map__layers input");
    await radios.first().waitFor();
    for (const y of [600, 4000]) {
      for (const one of await radios.all()) {
        await page.evaluate((y) => scrollTo(0, y), y);
        await one.click();
        check(await one.isChecked(), "it is pressed, and not chosen");
        check((await page.evaluate(() => scrollY)) === y, `${JSON.stringify(size)}${prefix}: the page had to be scrolled from ${y}`);
      }
      // The last of them says most.
      await page.locator(".kith-map__legend").waitFor();
      const { bottom, canvas } = await page.evaluate(() => {
        const box = (selector) => document.querySelector(selector).getBoundingClientRect();
        return { bottom: box(".kith-map__credit").bottom, canvas: box(".kith-map__canvas").height };
      });
      check(bottom <= size.height && canvas > 300, `${JSON.stringify(size)}${prefix}: what is under the map ends at ${bottom}, the map is ${canvas} high`);
    }
  }
}

/** The address says which layer is shown, so that whoever is sent it sees the same. One that there is not is none. */
async function layerSentOn(newPage) {
  const page = await newPage({ map: true });
  const chosen = (page) => page.locator(".kith-map__layers input:checked");
  await page.goto("/find?words=choir&near=E15");
  await idle(page);
  await page.getByLabel("Link workers").check();
  check(new URL(page.url()).searchParams.get("layer") === "workers", `the address is ${page.url()}`);
  // The part of the map comes beside it.
  await move(page, { center: [0.01, 51.55], zoom: 12 });
  await page.waitForURL((url) => url.searchParams.has("part"));
  await idle(page);
  const asked = [];
  const other = await newPage({ map: true });
  other.on("request", (request) => asksTheList(request) && asked.push(request.url()));
  await other.goto(page.url());
  await idle(other);
  await other.locator(".kith-map__legend").waitFor();
  await idle(other);
  await sleep(400);
  check((await chosen(other).inputValue()) === "workers" && (await drawn(other, "workers-live")) > 0, "another layer is shown");
  check(asked.length === 0 && other.url() === page.url(), `the part did not stay: ${other.url()}, ${asked}`);
  await other.getByLabel("Nothing else").check();
  check(!new URL(other.url()).searchParams.has("layer"), `the address is ${other.url()}`);
  for (const unknown of ["snow", "", "constructor"]) {
    await other.goto(`/find?words=choir&layer=${unknown}`);
    await idle(other);
    await chosen(other).waitFor();
    check((await chosen(other).inputValue()) === "none", `"${unknown}" is taken for a layer`);
  }
  // What stands in no address has a sign there, and the map has it like any other.
  await other.getByLabel("Near", { exact: true }).fill("E15 4ES");
  await other.getByRole("button", { name: "Find", exact: true }).click();
  await other.waitForURL(/near=~/);
  await idle(other);
  await other.getByLabel("Link workers").check();
  check(new URL(other.url()).searchParams.get("layer") === "workers", `the address is ${other.url()}`);
  const all = await listed(other);
  await move(other, { center: [0.01, 51.55], zoom: 13 });
  await other.waitForURL((url) => url.searchParams.has("part"));
  await idle(other);
  check((await listed(other)) < all && !other.url().includes("4ES"), `the list did not follow: ${other.url()}`);
}

/** Where an operator has put streets under the map they are asked for and drawn, below what we show; where none has, nothing is asked for. */
async function overStreets(page, axe) {
  const asked = [];
  page.on("request", (request) => /\/tiles\/ground|ground-/.test(request.url()) && asked.push(request.url()));
  await page.goto("/find?words=choir");
  await idle(page);
  check(asked.length === 0, `${asked} for streets that nobody set`);
  const plain = await shown(page);
  // The demo has none: the page is given some on its way.
  const kinds = { raster: { layer: "ground-picture", answer: { contentType: "image/png", body: Buffer.from(DOT, "base64") } }, vector: { layer: "ground-water-water", answer: { status: 204 } } };
  for (const [kind, { layer, answer }] of Object.entries(kinds)) {
    await page.unrouteAll();
    const ground = JSON.stringify({ tiles: "/tiles/ground/{z}/{x}/{y}.png", kind, from: 0, to: 12, bounds: [-0.6, 51.2, 0.4, 51.8] });
    await page.route(/\/find\?words=choir$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace(" data-bounds=", ` data-ground='${ground}' data-bounds=`) });
    });
    await page.route("**/tiles/ground/**", (route) => route.fulfill(answer));
    asked.length = 0;
    await page.goto("/find?words=choir");
    await idle(page);
    check(asked.filter((address) => address.includes("/tiles/ground/")).length > 0, `${kind}: nothing is asked for`);
    const layers = await page.evaluate(() => document.querySelector(".kith-map").map.getStyle().layers.map(({ id }) => id));
    for (const above of ["boroughs", "borders", "one", "many"]) check(layers.indexOf(layer) < layers.indexOf(above), `${kind}: ${above} is not above: ${layers}`);
    check(layers.includes(layer) && (await shown(page)) === plain, `${kind}: ${await shown(page)} services on the map, not ${plain}`);
    await axe(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await axe(page, COLOURS);
    await shot(page, `map-over-${kind}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
  }
}

/** Streets of another server are asked for there, by the page, which may, and not by a worker of the map, which may not. */
async function overStreetsOfAnother(newPage) {
  const there = "tiles.example";
  const page = await newPage({ map: true, away: there });
  const asked = [];
  await page.route(`https://${there}/**`, (route) => {
    asked.push(new URL(route.request().url()).pathname);
    return route.fulfill({ headers: { "access-control-allow-origin": "*" }, contentType: "application/x-protobuf", body: "" });
  });
  const ground = JSON.stringify({ tiles: `https://${there}/{z}/{x}/{y}.mvt`, kind: "vector", from: 0, to: 12 });
  await page.route(/\/find\?words=choir$/, async (route) => {
    const response = await route.fetch();
    const policy = response.headers()["content-security-policy"].replace("connect-src 'self'", `connect-src 'self' https://${there}`);
    const body = (await response.text()).replace(" data-bounds=", ` data-ground='${ground}' data-bounds=`);
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy }, body });
  });
  await page.goto("/find?words=choir");
  await idle(page);
  check(asked.length > 0 && asked.every((address) => /^\/\d+\/\d+\/\d+\.mvt$/.test(address)), `${asked} was asked for of another server`);
  check((await shown(page)) > 0, "services are on the map");
}

/** Tiles that do not come are said: without dots a map says that nothing is there. */
async function whatDoesNotCome(page) {
  const said = page.locator(".kith-map__said");
  const failed = await (async () => {
    await page.goto("/find?words=choir");
    await idle(page);
    check((await said.textContent()) === "", "nothing is said of a map that is whole");
    return JSON.parse(await page.locator(".kith-map").getAttribute("data-words")).failed;
  })();
  await page.route("**/tiles/services/**", (route) => route.abort());
  await page.goto("/find?words=choir");
  await said.filter({ hasText: failed }).waitFor();
  await page.route("**/tiles/link-workers", (route) => route.abort());
  await page.goto("/link-workers");
  await said.filter({ hasText: JSON.parse(await page.locator(".kith-map").getAttribute("data-words")).failed }).waitFor();
}

/** Which boroughs have link workers: never by colour alone, and a borough that is pressed leads to its page. */
async function linkWorkers(page, axe) {
  await page.goto("/find?words=choir");
  await idle(page);
  const box = page.locator(".kith-map");
  check((await box.getByText("Planned", { exact: true }).count()) === 0, "it is shown before anybody asked");
  await page.getByLabel("Link workers").check();
  await box.getByText("Planned", { exact: true }).waitFor();
  await idle(page);
  for (const layer of ["workers-live", "workers-planned"]) check((await drawn(page, layer)) > 0, `nothing is drawn for ${layer}`);
  await axe(page);
  await shot(page, "map-workers");
  await page.getByLabel("Nothing else").check();
  await box.getByText("Planned", { exact: true }).waitFor({ state: "hidden" });
  // One at a time: it is gone with the next picture.
  await page.waitForFunction(() => document.querySelector(".kith-map").map.queryRenderedFeatures({ layers: ["workers-live"] }).length === 0);
  await page.getByLabel("Link workers").check();
  await page.getByRole("link", { name: "The same as a table" }).click();
  await page.waitForURL("**/link-workers");

  // On its own page it is there from the start, and follows what is chosen.
  await idle(page);
  await box.getByText("Planned", { exact: true }).waitFor();
  await page.waitForFunction(() => document.querySelector(".kith-map").map.getLayer("workers-planned"));
  await idle(page);
  const live = await drawn(page, "workers-live");
  check(live > 0, "what is there is drawn");
  await axe(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page, COLOURS);
  await page.emulateMedia({ colorScheme: "light" });
  await press(page, "Newham");
  await axe(page);
  await shot(page, "map-link-workers");
  await page.locator(".kith-map__borough a").click();
  await page.waitForURL("**/link-workers/newham");
  await page.goto("/link-workers?language=tr");
  await idle(page);
  await page.waitForFunction(() => document.querySelector(".kith-map").map.getLayer("workers-live"));
  await idle(page);
  check((await drawn(page, "workers-live")) < live, "fewer speak Turkish");
}

/** Presses a borough where its name stands. */
async function press(page, name) {
  await page.locator(".kith-map canvas").scrollIntoViewIfNeeded();
  const spot = await page.evaluate((name) => {
    const { map } = document.querySelector(".kith-map");
    const [shape] = map.queryRenderedFeatures({ layers: ["names"] }).filter(({ properties }) => properties.name === name);
    const { x, y } = map.project(shape.geometry.coordinates);
    const { left, top } = map.getCanvas().getBoundingClientRect();
    return { x: left + x, y: top + y };
  }, name);
  await page.mouse.click(spot.x, spot.y);
  await page.locator(".kith-map__borough", { hasText: name }).waitFor();
}

async function linkWorkersOnAPhone(page, axe) {
  let tiles = 0;
  page.on("request", (request) => (tiles += /\/tiles\/|maplibre/.test(request.url()) ? 1 : 0));
  await page.goto("/link-workers");
  await page.waitForLoadState("networkidle");
  check(tiles === 0, `${tiles} requests for a map that nobody asked for`);
  await page.getByRole("button", { name: "Show the map" }).click();
  await page.locator(".kith-map__legend").waitFor();
  await idle(page);
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "map-link-workers-phone");
}

/** A place of the demo with a few services at one door, looked for in the tiles themselves. */
async function findDoor(url) {
  const size = 360 / 2 ** 14;
  const north = (lat) => Math.floor(2 ** 13 * (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI));
  for (let x = Math.floor((180 - 0.1) / size); x <= (180 + 0.25) / size; x += 1) {
    for (let y = north(51.64); y <= north(51.48); y += 1) {
      const tile = await fetch(`${url}/tiles/services/14/${x}/${y}.mvt`);
      if (!(await tile.text()).includes("here")) continue;
      const lat = (Math.atan(Math.sinh(Math.PI * (1 - (y + 0.5) / 2 ** 13))) * 180) / Math.PI;
      return [(x + 0.5) * size - 180, lat];
    }
  }
  return null;
}

/** The page of a service shows where it is, beside its address, and the words do not move for it. */
async function whereOneIs(page, axe) {
  await page.goto("/services/carpenters-road-singers");
  const cost = page.getByText("Cost", { exact: true });
  const before = (await cost.boundingBox()).y;
  await idle(page);
  check(Math.abs((await cost.boundingBox()).y - before) < 2, "the words below the map stay where they are");
  const marked = await page.evaluate(() => document.querySelector(".kith-map").map.queryRenderedFeatures({ layers: ["near"] }).length);
  check(marked === 1, `${marked} places are marked`);
  check((await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/tiles/services")).length)) === 0, "no other service is fetched");
  await axe(page);
  await shot(page, "map-where");
  await page.getByRole("button", { name: "Hide the map" }).click();
  check(!(await page.locator(".kith-map").isVisible()), "it can be hidden");

  // Nobody is shown a way to a door that must not be found.
  await page.goto("/services/rowan-door-refuge");
  check((await page.locator(".kith-map, .kith-map__toggle").count()) === 0, "a masked place has no map");
}

async function whereOneIsOnAPhone(page, axe) {
  let tiles = 0;
  page.on("request", (request) => (tiles += /\/tiles\/|maplibre/.test(request.url()) ? 1 : 0));
  await page.goto("/services/carpenters-road-singers");
  await page.waitForLoadState("networkidle");
  check(tiles === 0, `${tiles} requests for a map that nobody asked for`);
  await page.getByRole("button", { name: "Show the map" }).click();
  await idle(page);
  check(await page.getByText("Adzemaker Row").first().isVisible(), "the address stays");
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "map-where-phone");
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
  // What the page has scrolled half under the bar that stays is no small target.
  await page.evaluate(() => scrollTo(0, 0));
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
  await page.goto("/services/carpenters-road-singers");
  check((await page.locator(".kith-map:visible, .kith-map__toggle").count()) === 0, "nor on the page of a service");
}
