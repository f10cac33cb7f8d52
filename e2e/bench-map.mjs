// How long the map of /find takes until it is drawn, how many bytes its tiles have, and how it goes along when it is moved. Prints one JSON object; run by `cargo xtask bench`.
//
// Each visit is the first of a new profile, at 1366x768. The map is drawn by software, as on a machine without a graphics card.

import { launch, pageMaker } from "./lib.mjs";

const VISITS = 7;

const browser = await launch(process.env.KITH_CHROMIUM);
const [times, bytes, counts, faults] = [[], [], [], []];
const moved = { frames: [], rests: [] };
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
  if (visit === 0) await move(page);
  await contexts[0].close();
}
await browser.close();
/** Moves the map across London and closer, as somebody would who looks for something, and notes how long each frame stood and when all was drawn after each. */
async function move(page) {
  const there = await page.evaluate(async () => {
    const map = document.querySelector(".kith-map").map;
    const [frames, rests] = [[], []];
    const once = (what) => new Promise((done) => map.once(what, done));
    for (const [zoom, lon, lat] of [[10, -0.1, 51.52], [10, -0.2, 51.46], [11, 0, 51.54], [12, 0.02, 51.53], [12, 0.08, 51.55], [13, 0.05, 51.54], [9, -0.1, 51.5]]) {
      let last = performance.now();
      let moving = true;
      const frame = (now) => {
        frames.push(now - last);
        last = now;
        if (moving) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      const still = once("moveend");
      map.easeTo({ center: [lon, lat], zoom, duration: 800, essential: true });
      await still;
      moving = false;
      const begun = performance.now();
      await once("idle");
      rests.push(performance.now() - begun);
    }
    return { frames, rests };
  });
  moved.frames.push(...there.frames);
  moved.rests.push(...there.rests);
}

if (faults.length > 0) throw new Error(faults.join("\n"));

const middle = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
const part = (all, of) => all.toSorted((a, b) => a - b)[Math.floor((all.length - 1) * of)];
const ms = (n) => Math.round(n * 10) / 10;
const frames = { n: moved.frames.length, middle_ms: ms(middle(moved.frames)), p95_ms: ms(part(moved.frames, 0.95)), longest_ms: ms(part(moved.frames, 1)) };
const rests = { middle_ms: ms(middle(moved.rests)), longest_ms: ms(part(moved.rests, 1)) };
const seconds = Math.round(middle(times)) / 1000;
const kilobytes = Math.round(middle(bytes) / 100) / 10;
const bar = (name, is, most) => ({ bar: name, is, most, holds: is <= most });
console.log(
  JSON.stringify({
    bench: "map",
    load: { services: Number(process.env.KITH_SERVICES), visits: VISITS, viewport: "1366x768", each: "a first visit to /find; from navigation to the map at rest; the middle one" },
    measured: { idle_s: seconds, idle_s_of_each: times.map((t) => Math.round(t) / 1000), tiles: middle(counts), tiles_kb_uncompressed: kilobytes, frames_while_it_is_moved: frames, drawn_after_a_move: rests },
    bars: [bar("map at rest s", seconds, 1), bar("tiles of the first view kB", kilobytes, 40)],
  }),
);
