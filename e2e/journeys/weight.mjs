// What a first visit weighs over the wire: somebody with a bad line and an old telephone comes to any public page, and nothing of us is in their browser
// yet. DESIGN asks for no more than 60 kB, without a map, which is loaded when it is asked for.

import { check } from "../lib.mjs";
import { PAGES } from "./public.mjs";

export const name = "a first visit weighs no more than it may";

const MOST = 60_000;
// Those of the demo itself are for whoever looks at a demo.
const PUBLIC = Object.keys(PAGES).filter((path) => PAGES[path] === 200 && !path.startsWith("/demo"));
const ALSO = ["/find?near=E15", "/find?words=choir", "/find/now?what=food&near=E15", "/ur/find?near=E15", "/ar/urgent"];

export async function run({ newPage }) {
  for (const path of [...PUBLIC, ...ALSO]) {
    const page = await newPage({ width: 360, height: 740, map: true });
    const wire = await page.context().newCDPSession(page);
    const all = [];
    const names = new Map();
    await wire.send("Network.enable");
    await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
    wire.on("Network.responseReceived", ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname));
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => all.push([names.get(requestId), encodedDataLength]));
    await page.goto(path, { waitUntil: "networkidle" });
    const weight = all.reduce((sum, [, bytes]) => sum + bytes, 0);
    const list = all.sort((a, b) => b[1] - a[1]).map(([name, bytes]) => `${name} ${bytes}`);
    console.log(`       ${path}: ${weight} bytes in ${all.length} answers`);
    check(weight <= MOST && weight > 5_000, `${path} weighs ${weight} bytes: ${list.join(", ")}`);
    check(!list.some((one) => one.includes("maplibre")), `${path} loads a map that nobody asked for`);
  }
}
