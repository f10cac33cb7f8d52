// Lighthouse on the public pages that people find help by, as a middling phone on a slow line (its default): the middle one of five visits to each page.
// Prints one JSON object; run by `cargo xtask bench`, which says where a server and the browser are.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const VISITS = 5;
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const { KITH_URL: url, KITH_CHROMIUM: chromePath } = process.env;

const results = "/find?words=choir&near=E15";
const found = await (await fetch(url + results)).text();
const service = found.match(/href="(\/services\/[a-z0-9-]+)"/)[1];
const pages = { find: "/find", results, service, place: "/find/places/newham" };

const chrome = await launch({ chromePath, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });
const measured = {};
const bars = [];
for (const [name, path] of Object.entries(pages)) {
  const visits = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const { lhr } = await lighthouse(url + path, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: Object.keys(LEAST) });
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    visits.push(lhr);
  }
  const middle = (of) => visits.map(of).toSorted((a, b) => a - b)[Math.floor(VISITS / 2)];
  measured[name] = {};
  for (const [category, least] of Object.entries(LEAST)) {
    // What somebody searched for is for no search engine, and the page says so.
    if (name === "results" && category === "seo") continue;
    const score = Math.round(100 * middle((visit) => visit.categories[category].score));
    measured[name][category] = score;
    bars.push({ bar: `${name} ${category}`, is: score, least, holds: score >= least });
  }
  const failed = Object.values(visits[0].audits).filter(({ id, score }) => score !== null && score < 1 && visits[0].categories.seo.auditRefs.concat(visits[0].categories.accessibility.auditRefs, visits[0].categories["best-practices"].auditRefs).some((ref) => ref.id === id));
  measured[name].failed = failed.map(({ id }) => id);
  measured[name].largest_paint_ms = Math.round(middle((visit) => visit.audits["largest-contentful-paint"].numericValue));
  measured[name].total_kb = Math.round(middle((visit) => visit.audits["total-byte-weight"].numericValue) / 100) / 10;
}
await chrome.kill();
console.log(JSON.stringify({ bench: "lighthouse", load: { visits: VISITS, device: "Lighthouse's default phone and line", pages }, measured, bars }));
