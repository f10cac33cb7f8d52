// How long the map of /find takes until it is drawn, and how many bytes its tiles have. Prints one JSON object; run by `cargo xtask bench`.
//
// Each visit is the first of a new profile, at 1366x768. The map is drawn by software, as on a machine without a graphics card.

import { launch, pageMaker } from "./lib.mjs";

const VISITS = 7;

const browser = await launch(process.env.KITH_CHROMIUM);
const [times, bytes, counts, faults] = [[], [], [], []];
for (let visit = 0; visit < VISITS; visit += 1) {
  const contexts = [];
  const page = await pageMaker(browser, process.env.KITH_URL, faults, contexts)({ map: true });
  const tiles = [];
  page.on("response", (response) => {
    if (response.url().includes("/tiles/")) tiles.push(response.body().then((body) => body.length));
  });
  await page.goto("/find");
  const idle = await page.waitForFunction(() => performance.getEntriesByName("kith-map-idle")[0]?.startTime, null, { polling: 20 });
  times.push(await idle.jsonValue());
  const sizes = await Promise.all(tiles);
  counts.push(sizes.length);
  bytes.push(sizes.reduce((sum, size) => sum + size, 0));
  await contexts[0].close();
}
await browser.close();
if (faults.length > 0) throw new Error(faults.join("\n"));

const middle = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
const seconds = Math.round(middle(times)) / 1000;
const kilobytes = Math.round(middle(bytes) / 100) / 10;
const bar = (name, is, most) => ({ bar: name, is, most, holds: is <= most });
console.log(
  JSON.stringify({
    bench: "map",
    load: { services: Number(process.env.KITH_SERVICES), visits: VISITS, viewport: "1366x768", each: "a first visit to /find; from navigation to the map at rest; the middle one" },
    measured: { idle_s: seconds, idle_s_of_each: times.map((t) => Math.round(t) / 1000), tiles: middle(counts), tiles_kb_uncompressed: kilobytes },
    bars: [bar("map at rest s", seconds, 1), bar("tiles of the first view kB", kilobytes, 40)],
  }),
);
