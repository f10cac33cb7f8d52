// What lies under the map where the operator has set something: pictures, dimmed so that what we show stands out, or vector tiles, drawn in the page's own
// colours. It is loaded only then. Names are drawn from the device's own fonts: there is no server of letters.
//
// Vector tiles come in one of three vocabularies, whose layers have different names; a layer that a tile does not have costs nothing, so each is drawn by
// whatever name it has: Protomaps (https://docs.protomaps.com/basemaps/layers), OpenMapTiles (https://openmaptiles.org/schema/), OS Open Zoomstack.

// Pictures are of so many pixels.
const PICTURE = 256;

/** The source, the layers under the boroughs, the names above them, and how all is painted. `fetch`: how its tiles come, where not by themselves. */
export function lay({ tiles, kind, from, to, bounds }) {
  const ours = tiles.startsWith("/");
  const elsewhere = !ours && kind === "vector" && new URL(tiles).protocol;
  const address = ours ? location.origin + tiles : elsewhere ? tiles.replace(elsewhere, "ground:") : tiles;
  const source = { type: kind, tiles: [address], minzoom: from, maxzoom: to, ...(bounds && { bounds }) };
  if (kind === "raster") {
    return { source: { ...source, tileSize: PICTURE }, under: [{ id: "ground-picture", type: "raster", source: "ground" }], names: [], paint: pictures };
  }
  const drawn = { source, under: [...fills(), ...lines(), ...buildings()], names: names(), paint: vectors };
  // MapLibre reads vector tiles in a worker, which may ask nobody but us: a script has the policy that it came with. The page may ask that server.
  return elsewhere ? { ...drawn, fetch: (url, signal) => fetch(url.replace("ground:", elsewhere), { signal }) } : drawn;
}

/** The outlines and what stands beside them: what lies under them may have any colour. */
function outlines(colour) {
  return {
    boroughs: { "fill-opacity": 0 },
    "beside-borders": { "line-color": colour("surface"), "line-width": 5, "line-opacity": 0.7 },
    borders: { "line-color": colour("muted"), "line-width": 1.5 },
    names: { "text-color": colour("ink"), "text-halo-color": colour("surface"), "text-halo-width": 2 },
    one: { "circle-color": colour("accent-ink"), "circle-stroke-color": colour("surface"), "circle-stroke-width": 3, "circle-radius": 7 },
  };
}

/** Pictures are drawn pale on a light page and dark on a dark one. */
function pictures(colour) {
  const [red, green, blue] = colour("surface").match(/\d+/g).map(Number);
  const dark = red + green + blue < 384;
  const look = dark ? { "raster-brightness-max": 0.45, "raster-opacity": 0.7 } : { "raster-brightness-min": 0.25, "raster-opacity": 0.7 };
  return {
    ...outlines(colour),
    ground: { "background-color": colour("surface") },
    "ground-picture": { "raster-saturation": -0.5, "raster-fade-duration": 0, ...look },
  };
}

// ---- Vector tiles ----

// What something is, by whatever name.
const IS = ["coalesce", ["get", "kind"], ["get", "pmap:kind"], ["get", "class"], ["get", "type"], ""];
const is = (...names) => ["in", IS, ["literal", names]];
const of = (type, id, layer, more) => ({ id: `ground-${id}-${layer}`, type, source: "ground", "source-layer": layer, ...more });
const SOLID = ["==", ["geometry-type"], "Polygon"];

const GREENS = [
  "park", "garden", "wood", "forest", "grass", "grassland", "meadow", "cemetery", "recreation_ground", "village_green", "nature_reserve", "national_park", "golf_course",
  "pitch", "playground", "allotments", "scrub", "heath", "zoo",
];
const MOTORWAYS = ["highway", "motorway", "trunk", "Motorway"];
const MAIN = ["major_road", "medium_road", "primary", "secondary", "tertiary", "Primary", "A Road", "B Road"];
const SMALL = ["minor_road", "minor", "service", "residential", "unclassified", "street", "living_street", "pedestrian", "Minor", "Local", "Restricted"];
const TOWNS = ["locality", "city", "town", "village", "City", "Town", "Village", "Capital"];
const QUARTERS = ["neighbourhood", "macrohood", "suburb", "quarter", "hamlet", "borough", "Suburban Area", "Hamlet", "Small Settlements"];

function fills() {
  return [
    ...["landcover", "landuse"].map((layer) => of("fill", "green", layer, { filter: is(...GREENS) })),
    ...["park", "greenspace", "greenspaces", "woodland", "national_parks"].map((layer) => of("fill", "green", layer, { filter: SOLID })),
    ...["water", "sea", "surfacewater"].map((layer) => of("fill", "water", layer, { filter: SOLID })),
    ...["waterway", "waterlines"].map((layer) => of("line", "stream", layer, { minzoom: 11 })),
  ];
}

function lines() {
  const layout = { "line-cap": "round", "line-join": "round" };
  const roads = (id, kinds, minzoom) =>
    ["roads", "transportation"].map((layer) => of("line", id, layer, { minzoom, layout, filter: ["all", ["==", ["geometry-type"], "LineString"], is(...kinds)] }));
  return [...roads("small", SMALL, 12), ...roads("main", MAIN, 9), ...roads("motorway", MOTORWAYS, 6)];
}

function buildings() {
  return ["building", "buildings", "local_buildings"].map((layer) => of("fill", "building", layer, { minzoom: 14, filter: SOLID }));
}

function names() {
  const name = ["coalesce", ["get", "name:en"], ["get", "name:latin"], ["get", "name"], ["get", "name1"], ""];
  const text = { "text-field": name, "text-font": ["Arial"], "text-padding": 6 };
  const places = (id, kinds, size, minzoom) =>
    ["places", "place", "names"].map((layer) => of("symbol", id, layer, { minzoom, filter: is(...kinds), layout: { ...text, "text-size": size } }));
  const streets = ["roads", "transportation_name"].map((layer) =>
    of("symbol", "street", layer, { minzoom: 14, filter: is(...SMALL, ...MAIN), layout: { ...text, "text-size": 11, "symbol-placement": "line" } }),
  );
  return [...streets, ...places("quarter", QUARTERS, 11, 11), ...places("town", TOWNS, 13, 7)];
}

/** Thin from afar, and as wide as they are from near. */
const wide = (near) => ["interpolate", ["exponential", 1.6], ["zoom"], 8, 0.5, 12, near / 8, 18, near];

function vectors(colour) {
  const words = { "text-color": colour("muted"), "text-halo-color": colour("map-land"), "text-halo-width": 1.5 };
  const looks = {
    green: { "fill-color": colour("map-green"), "fill-antialias": false },
    water: { "fill-color": colour("map-water") },
    stream: { "line-color": colour("map-water"), "line-width": 1.5 },
    small: { "line-color": colour("map-road"), "line-width": wide(14) },
    main: { "line-color": colour("map-road"), "line-width": wide(22) },
    motorway: { "line-color": colour("map-motorway"), "line-width": wide(28) },
    building: { "fill-color": colour("map-building") },
    street: words,
    quarter: words,
    town: { ...words, "text-color": colour("ink") },
  };
  const painted = [...fills(), ...lines(), ...buildings(), ...names()].map(({ id }) => [id, looks[id.split("-")[1]]]);
  return { ...outlines(colour), ground: { "background-color": colour("map-land") }, ...Object.fromEntries(painted) };
}
