// Builds what the pages are made of, from sources here and from third-party packages, into assets/dist (never committed):
//
//   dist/static/      files served as they are, each with a hash of its content in its name, text also as .br beside it
//   dist/unused.json      what of the design system is left out, by which a test holds the pages to what is in the sheet
//   dist/boroughs.json    outlines for the map where none were imported
//   dist/manifest.json    logical name → served name:  { "kith.css": "kith-1a2b3c4d5e.css", … }
//   dist/templates/   the design system's Jinja macros, for {% from "nhsuk/components/button/macro.jinja" import button %}
//   dist/fixtures/    <component>.json: inputs and expected HTML, by which a test holds the renderer to the design system
//   dist/LICENCES/    whose work is in here and on what terms
//   dist/stamp        a hash of everything above came from
//
// Run it as `cargo xtask assets` or `node assets/build.mjs`. The same sources give the same bytes. When the stamp fits, nothing is
// done. A build happens in a folder of its own that is moved into place at the end, so an interrupted one leaves the last good one.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { boroughs } from "./build/boroughs.mjs";
import { install } from "./build/install.mjs";
import { buildScripts } from "./build/scripts.mjs";
import { HELPERS, UNUSED, buildStyles } from "./build/styles.mjs";

const ROOT = dirname(fileURLToPath(import.meta.url));
const DIST = join(ROOT, "dist");
const LOCKS = ["package.json", "package-lock.json", "requirements.txt"];
const SOURCES = [...LOCKS, "build.mjs", "build", "css", "js", "img", "licences"];
// The order of the cascade.
const STYLES = ["tokens.css", "app.css", "lists.css", "near.css", "tour.css", "places.css", "record.css", "map.css", "upkeep.css", "leave.css", "along.css", "tongues.css", "mend.css"];
// No build takes as long as this many milliseconds.
const STALE = 10 * 60 * 1000;
const TEXT = new Set([".css", ".js", ".mjs", ".svg", ".json", ".txt"]);

const started = performance.now();
const stamp = hashOf(SOURCES);
if (existsSync(join(DIST, "stamp")) && readFileSync(join(DIST, "stamp"), "utf8") === stamp) {
  console.log("assets: up to date");
} else {
  await build();
  console.log(`assets: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function build() {
  sweep();
  const { designSystem, templates } = install(ROOT, hashOf(LOCKS));
  const vendor = join(designSystem, "dist", "nhsuk");
  const out = join(ROOT, `.dist-${process.pid}`);
  mkdirSync(join(out, "static"), { recursive: true });

  const manifest = {};
  const write = (served, bytes) => {
    writeFileSync(join(out, "static", served), bytes);
    if (TEXT.has(extname(served))) writeFileSync(join(out, "static", `${served}.br`), compressed(bytes));
  };
  const serve = (name, content) => {
    const bytes = Buffer.from(content);
    const extension = extname(name);
    const served = `${name.slice(0, -extension.length)}-${sha256(bytes).slice(0, 10)}${extension}`;
    manifest[name] = served;
    write(served, bytes);
    return served;
  };

  for (const name of sorted(join(ROOT, "img"))) serve(name, readFileSync(join(ROOT, "img", name)));

  serveMap(serve, out);
  for (const script of await buildScripts({ root: ROOT, served: manifest })) {
    if (script.name) manifest[script.name] = script.served;
    write(script.served, script.bytes);
  }

  const designSystemCss = readFileSync(join(vendor, "nhsuk-frontend.css"), "utf8");
  const own = STYLES.map((name) => readFileSync(join(ROOT, "css", name), "utf8"));
  const fileFor = (name) => manifest[name] ?? serve(name, readFileSync(join(vendor, "assets", "images", name)));
  serve("kith.css", await buildStyles({ designSystem: designSystemCss, own, fileFor }));

  cpSync(templates, join(out, "templates"), { recursive: true, filter: (path) => !path.includes("__pycache__") });
  writeFileSync(join(out, "unused.json"), JSON.stringify({ blocks: UNUSED, helpers: HELPERS }));
  mkdirSync(join(out, "fixtures"));
  for (const component of sorted(join(vendor, "components"))) {
    const fixtures = join(vendor, "components", component, "fixtures.json");
    if (existsSync(fixtures)) cpSync(fixtures, join(out, "fixtures", `${component}.json`));
  }
  cpSync(join(ROOT, "licences"), join(out, "LICENCES"), { recursive: true });
  cpSync(join(ROOT, "node_modules", "maplibre-gl", "LICENSE.txt"), join(out, "LICENCES", "maplibre-gl.txt"));
  writeFileSync(join(out, "manifest.json"), `${JSON.stringify(Object.fromEntries(Object.entries(manifest).sort()), null, 2)}\n`);
  writeFileSync(join(out, "stamp"), stamp);

  const old = join(ROOT, `.dist-old-${process.pid}`);
  if (existsSync(DIST)) renameSync(DIST, old);
  renameSync(out, DIST);
  rmSync(old, { recursive: true, force: true });
}

/** The map: its script, the script of its worker and its sheet, as they come; and the outlines that it draws, for the server. */
function serveMap(serve, out) {
  const modules = join(ROOT, "node_modules");
  for (const name of ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"]) {
    const source = readFileSync(join(modules, "maplibre-gl", "dist", name), "utf8");
    serve(name, source.replace(/\/\/# sourceMappingURL=\S+\s*$/, "\n"));
  }
  const topology = JSON.parse(readFileSync(join(modules, "vega-datasets", "data", "londonBoroughs.json"), "utf8"));
  writeFileSync(join(out, "boroughs.json"), JSON.stringify(boroughs(topology)));
}

/** Takes away what interrupted runs left: what is minutes old, or whose process is gone. */
function sweep() {
  for (const name of readdirSync(ROOT)) {
    const pid = /^\.dist-(?:old-)?(\d+)$/.exec(name)?.[1];
    if (!pid) continue;
    const left = join(ROOT, name);
    if (Date.now() - statSync(left).mtimeMs > STALE || !alive(Number(pid))) rmSync(left, { recursive: true, force: true });
  }
}

function alive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** A hash over names and contents of files and folders under the root; what is missing counts as missing. */
function hashOf(names) {
  const hash = createHash("sha256");
  const add = (path) => {
    if (!existsSync(path)) return;
    const entries = readdirOrFile(path);
    if (entries) for (const entry of entries) add(join(path, entry));
    else hash.update(`${relative(ROOT, path)}\0`).update(readFileSync(path)).update("\0");
  };
  for (const name of names) add(join(ROOT, name));
  return hash.digest("hex");
}

function readdirOrFile(path) {
  try {
    return sorted(path);
  } catch (error) {
    if (error.code === "ENOTDIR") return null;
    throw error;
  }
}

function sorted(folder) {
  return readdirSync(folder).sort();
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function compressed(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}
