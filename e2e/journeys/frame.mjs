// A library shows services on its own page. The page comes from another site (another host name, another port), once as pages are and once shut off from all others
// as far as a browser can do it: the frame's list, its pages, its map and its way out work in both, and nothing is left in the browser.

import { createServer } from "node:http";
import { check, COLOURS, noSidewaysScroll, sees, shot } from "../lib.mjs";

export const name = "services stand in a frame on somebody else's page";

export async function run({ newPage, axe, url }) {
  const library = createServer((request, response) => {
    const asked = new URL(request.url, "http://library.example");
    const headers = { "content-type": "text/html; charset=utf-8" };
    if (asked.pathname === "/shut") {
      headers["cross-origin-embedder-policy"] = "require-corp";
      headers["cross-origin-opener-policy"] = "same-origin";
      headers["content-security-policy"] = `default-src 'none'; frame-src ${new URL(url).origin}`;
    }
    response.writeHead(200, headers);
    response.end(
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Library</title><h1>Library</h1><iframe src="${new URL(asked.searchParams.get("src") ?? "/", url)}" title="Local support" width="100%" height="640"></iframe>`,
    );
  });
  await new Promise((ready) => library.listen(0, "127.0.0.1", ready));
  const at = `http://localhost:${library.address().port}`;
  try {
    const there = (options) => newPage({ at, away: new URL(url).host, ...options });
    for (const way of ["/plain", "/shut"]) await withTheMap(await there({ width: 900, map: true }), way);
    await withoutScripts(await there({ js: false, width: 360, height: 740 }));
    await out(await there({}), url);
    await choosing(await newPage(), axe);
    await onItsOwn(await newPage({ width: 360, height: 740 }), axe);
  } finally {
    library.close();
    library.closeAllConnections();
  }
}

/** Opens the library's page with something in its frame; gives the frame. */
async function opened(page, way, src) {
  await page.goto(`${way}?src=${encodeURIComponent(src)}`);
  const frame = page.frames().find((f) => f !== page.mainFrame());
  await frame.waitForLoadState();
  return frame;
}

async function withTheMap(page, way) {
  const frame = await opened(page, way, "/ar/embed/find?need=soc-lonely&near=E15");
  check((await frame.locator("#results li").count()) > 5, `a list on ${way}`);
  check(await page.evaluate(() => self.crossOriginIsolated) === (way === "/shut"), `${way} is shut off`);
  await frame.getByRole("button").filter({ hasText: "الخريطة" }).click();
  await frame.waitForFunction(() => document.querySelector(".kith-map").map?.loaded());
  const drawn = await frame.evaluate(() => document.querySelector(".kith-map").map.queryRenderedFeatures({ layers: ["one", "many"] }).length);
  check(drawn > 0, `${way}: ${drawn} dots on the map`);
  await shot(page, `frame-map${way.replace("/", "-")}`);
  // The list follows the map inside the frame, and leads on in its language.
  const asked = page.waitForRequest((request) => request.url().includes("/ar/embed/find?") && request.url().includes("part="));
  await frame.evaluate(() => document.querySelector(".kith-map").map.jumpTo({ zoom: 12 }, { moved: true }));
  await (await asked).response();
  const hrefs = await frame.locator("#results h3 a").evaluateAll((links) => links.map((a) => [a.getAttribute("href"), a.target]));
  check(hrefs.length > 0 && hrefs.every(([href, target]) => href.startsWith("/ar/services/") && target === "_top"), `links of the list: ${hrefs}`);
  // A dot says who it is, and leads out of the frame.
  const canvas = frame.locator(".maplibregl-canvas");
  await frame.waitForFunction(() => document.querySelector(".kith-map").map.loaded());
  const spot = await frame.evaluate(() => {
    const { map } = document.querySelector(".kith-map");
    const dot = map.queryRenderedFeatures({ layers: ["one"] })[0];
    return dot && map.project(dot.geometry.coordinates);
  });
  check(spot, "a dot of one service");
  await canvas.click({ position: spot });
  const link = frame.locator(".maplibregl-popup a").first();
  check((await link.getAttribute("href")).startsWith("/ar/services/"), "the dot's page is in the frame's language");
  check((await frame.evaluate(() => document.querySelector("base").target)) === "_top", "and opens outside");
  check((await page.context().cookies()).length === 0, "no cookie is left");
  check((await frame.evaluate(() => localStorage.length + sessionStorage.length)) === 0, "nothing is kept");
}

async function withoutScripts(page) {
  const frame = await opened(page, "/plain", "/embed/find?need=soc-lonely");
  await sees(frame, "1 to 10");
  check((await frame.locator(".kith-map:visible").count()) === 0, "no map that does not work");
  await frame.getByRole("link", { name: "Next" }).click();
  await frame.waitForURL(/page=2/);
  await sees(frame, "11 to 20");
  check(new URL(page.url()).pathname === "/plain", "the page around it stays");
  await shot(page, "frame-without-scripts");
}

/** A service, urgent help and a reader's own words open outside the frame; what is more than a few words stands in no address. */
async function out(page, url) {
  const { origin } = new URL(url);
  const leaves = async (press, path) => {
    const frame = await opened(page, "/plain", "/embed/find?borough=Newham&show=list");
    await press(frame);
    await page.waitForURL((now) => now.origin === origin);
    check(new URL(page.url()).pathname.match(path), `${page.url()} is not ${path}`);
  };
  await leaves((frame) => frame.locator("#results h3 a").first().click(), /^\/services\//);
  await leaves((frame) => frame.getByRole("link", { name: "Urgent help", exact: true }).click(), /^\/urgent$/);
  await leaves(async (frame) => {
    await frame.getByLabel("Look for something else").fill("my husband hits me and took my passport");
    await frame.getByRole("button", { name: "Find" }).click();
  }, /^\/find$/);
  check(new URL(page.url()).search === "", "a story stands in no address");
  await sees(page, "0808 2000 247");
  await sees(page, "Leave this site");
}

async function choosing(page, axe) {
  await page.goto("/find?need=soc-lonely");
  await page.getByRole("link", { name: "Show these services on your own website" }).click();
  await page.getByLabel("Near", { exact: true }).fill("E15 4ES");
  await page.getByLabel("The list alone").check();
  await page.getByRole("button", { name: "Make the line" }).click();
  await sees(page, "We left something out");
  const line = await page.getByLabel("Copy this line").inputValue();
  check(line.includes('/embed/find?near=E15&amp;need=soc-lonely&amp;show=list"'), line);
  await axe(page);
  await noSidewaysScroll(page);
  await shot(page, "frame-choose");
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page, COLOURS);
}

async function onItsOwn(page, axe) {
  await page.goto("/embed/find?need=soc-lonely&near=E15");
  await axe(page);
  await noSidewaysScroll(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page, COLOURS);
}
