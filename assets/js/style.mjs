// What is drawn on a map of services: sources, layers from the ground up, and their colours, which are those of the page.

import { colours } from "./colours.mjs";

const DEEPEST = 14;

export function style({ asked, near, exact, counts }, ground) {
  const tiles = (layer) => `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt`;
  const found = tiles("services") + (asked && `?${asked}`);
  const text = { "text-size": 12, "text-font": ["Arial"] };
  const boroughs = { source: "boroughs", "source-layer": "borough" };
  const services = { source: "services", "source-layer": "services" };
  const dots = [
    { id: "many", type: "circle", ...services, filter: ["has", "n"] },
    { id: "one", type: "circle", ...services, filter: ["has", "slug"] },
    { id: "picked", type: "circle", ...services, filter: picked("") },
    { id: "numbers", type: "symbol", ...services, filter: ["has", "n"], layout: { ...text, "text-field": ["to-string", ["get", "n"]], "text-allow-overlap": true } },
  ];
  // Where nothing is looked for there is one place to show, and no other that could be taken for it.
  const spot = exact === undefined ? [] : [{ id: "picked", type: "circle", source: "near" }];
  const hidden = { layout: { visibility: "none" } };
  const beside = counts
    ? [
        { id: "counts", type: "fill", ...boroughs, ...hidden },
        { id: "missing", type: "fill", source: "missing", "source-layer": "missing", ...hidden },
        { id: "deprivation", type: "fill", source: "deprivation", "source-layer": "deprivation", ...hidden },
      ]
    : [];
  const layers = [
    { id: "ground", type: "background" },
    ...(ground?.under ?? []),
    { id: "boroughs", type: "fill", ...boroughs },
    ...beside,
    ...(ground ? [{ id: "beside-borders", type: "line", ...boroughs }, ...ground.names] : []),
    { id: "borders", type: "line", ...boroughs },
    { id: "names", type: "symbol", ...boroughs, filter: ["has", "name"], minzoom: 8.5, layout: { ...text, "text-field": ["get", "name"] } },
    { id: "near", type: "circle", source: "near" },
    ...(asked === undefined ? spot : dots),
  ];
  const paints = paint(counts, ground);
  const features = near ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: degrees(near) } }] : [];
  return {
    version: 8,
    sources: {
      ...(ground && { ground: ground.source }),
      boroughs: { type: "vector", tiles: [tiles("borough")], maxzoom: 10 },
      ...(counts && {
        missing: { type: "vector", tiles: [tiles("missing") + (asked && `?${asked}`)], minzoom: 10, maxzoom: DEEPEST },
        deprivation: { type: "vector", tiles: [tiles("deprivation")], minzoom: 10, maxzoom: 12 },
      }),
      near: { type: "geojson", data: { type: "FeatureCollection", features } },
      ...(asked !== undefined && { services: { type: "vector", tiles: [found], maxzoom: DEEPEST } }),
    },
    layers: layers.map((layer) => ({ ...layer, paint: paints[layer.id] })),
  };
}

/** The colours of the page, as they are now. */
function paint(counts, ground) {
  const colour = colours();
  const numbers = Object.entries(JSON.parse(counts ?? "{}"));
  const most = Math.max(1, ...numbers.map(([, n]) => n));
  const share = numbers.length ? ["match", ["get", "of"], ...numbers.flatMap(([name, n]) => [name, 0.06 + (0.54 * n) / most]), 0] : 0;
  const halo = { "text-halo-color": colour("surface"), "text-halo-width": 1.5 };
  return {
    ground: { "background-color": colour("sunken") },
    boroughs: { "fill-color": colour("surface") },
    borders: { "line-color": colour("line-strong"), "line-width": 1 },
    names: { "text-color": colour("muted"), ...halo },
    counts: { "fill-color": colour("accent-ink"), "fill-opacity": share },
    missing: { "fill-color": colour("warm"), "fill-opacity": 0.4, "fill-antialias": false },
    // The first tenth is the most deprived.
    deprivation: { "fill-color": colour("warm"), "fill-opacity": ["interpolate", ["linear"], ["get", "decile"], 1, 0.6, 10, 0.04] },
    near: { "circle-radius": 9, "circle-color": "transparent", "circle-stroke-color": colour("warm"), "circle-stroke-width": 3 },
    many: {
      "circle-color": colour("surface"),
      "circle-stroke-color": colour("accent-ink"),
      "circle-stroke-width": 2,
      "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "n"]], 0.7, 10, 4.6, 16, 7, 22],
    },
    numbers: { "text-color": colour("ink") },
    one: { "circle-color": colour("accent-ink"), "circle-stroke-color": colour("surface"), "circle-stroke-width": 1.5, "circle-radius": 7 },
    // Over a number it is a ring, so that the number can be read.
    picked: {
      "circle-color": ["case", ["has", "n"], colour("surface"), colour("warm")],
      "circle-stroke-color": ["case", ["has", "n"], colour("warm"), colour("surface")],
      "circle-stroke-width": ["case", ["has", "n"], 4, 2],
      "circle-radius": 10,
    },
    // Over what lies under a map its outlines are wider, and have a light beside them.
    ...ground?.paint(colour),
  };
}

/** Paints all of it again, since the page has other colours now. */
export function repaint(map, counts, ground) {
  for (const [layer, properties] of Object.entries(paint(counts, ground))) {
    if (!map.getLayer(layer)) continue;
    for (const [name, value] of Object.entries(properties)) map.setPaintProperty(layer, name, value);
  }
}

/** What marks the dot of a service, or the dot of those at one door that has it among them. */
export function picked(slug) {
  return ["any", ["==", ["get", "slug"], slug], ["in", JSON.stringify(slug), ["coalesce", ["get", "here"], "[]"]]];
}

/** Numbers with commas between them: a place, or a part of the map. */
export function degrees(text) {
  return text.split(",").map(Number);
}
