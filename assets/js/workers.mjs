// A layer of the map: in which boroughs there are link workers, live or planned, or nobody has said. Never by colour alone: what is there is full, what is
// planned is striped, what is not known is bare; and a borough that is pressed says it in words and leads to its page. /link-workers says the same as a table.

import { colours } from "./colours.mjs";

// How each is shown in the legend.
const KEYS = { live: "kith-map__key--live", planned: "kith-map__key--planned", nothing: "kith-map__key--nothing" };
const NAMES = ["text-color", "text-halo-width"];
const LAYERS = ["workers-live", "workers-planned"];
// Of the stripes, in pixels of a screen with two to the point.
const STRIPE = 20;

/** Draws it, with its legend after `after`; returns what shows and hides it. `open` says something at a place of the map. */
export async function draw(map, open, address, words, after) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const { boroughs } = await answer.json();
  const all = new Map(boroughs.map((borough) => [borough.slug, borough]));
  const colour = colours();
  map.addImage("stripes", stripes(colour("accent-ink")), { pixelRatio: 2 });
  // Names of streets, where there are some, stay above.
  const above = ["beside-borders", "borders"].find((layer) => map.getLayer(layer));
  for (const [layer, known] of [["workers-live", "live"], ["workers-planned", "planned"]]) {
    const those = boroughs.filter((borough) => borough.known === known).map(({ slug }) => slug);
    const filter = ["in", ["get", "slug"], ["literal", those]];
    const look = known === "live" ? { "fill-color": colour("accent-ink"), "fill-opacity": 0.5 } : { "fill-pattern": "stripes" };
    map.addLayer({ id: layer, type: "fill", source: "boroughs", "source-layer": "borough", filter, paint: look }, above);
  }
  const legend = meanings(words);
  after.after(legend);
  let shown = true;
  // Names stand on colours now; hidden, they are as they were.
  let plain;
  const names = (on) => {
    if (on) plain ??= NAMES.map((property) => map.getPaintProperty("names", property));
    const values = on ? [colours()("ink"), 2] : plain;
    if (values) NAMES.forEach((property, n) => map.setPaintProperty("names", property, values[n]));
    if (!on) plain = undefined;
  };
  names(true);
  // After the map has painted itself anew.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    const colour = colours();
    map.setPaintProperty("workers-live", "fill-color", colour("accent-ink"));
    map.updateImage("stripes", stripes(colour("accent-ink")));
    plain = undefined;
    names(shown);
  });
  const dots = ["one", "many"].filter((layer) => map.getLayer(layer));
  // A dot that lies on it goes before it.
  const free = (point) => shown && (dots.length === 0 || map.queryRenderedFeatures(point, { layers: dots }).length === 0);
  map.on("click", "boroughs", ({ point, lngLat, features: [shape] }) => {
    if (free(point)) open(lngLat, told(shape.properties.of, all.get(shape.properties.slug), words));
  });
  map.on("mousemove", "boroughs", () => {
    if (shown) map.getCanvas().style.cursor = "pointer";
  });
  map.on("mouseleave", "boroughs", () => (map.getCanvas().style.cursor = ""));
  return (on) => {
    shown = on;
    legend.hidden = !on;
    names(on);
    for (const layer of LAYERS) map.setLayoutProperty(layer, "visibility", on ? "visible" : "none");
  };
}

/** What is said of a borough. One that has no page leads to the table. */
function told(name, borough, words) {
  const box = document.createElement("div");
  box.className = "kith-map__borough";
  const say = (tag, text) => box.appendChild(Object.assign(document.createElement(tag), { textContent: text, dir: "auto" }));
  say("b", name);
  say("p", words[borough?.known ?? "nothing"]);
  say("a", words.of.replace("{place}", name)).href = borough ? `/link-workers/${borough.slug}` : "/link-workers";
  return box;
}

function meanings(words) {
  const list = document.createElement("ul");
  list.className = "kith-map__legend";
  for (const [known, look] of Object.entries(KEYS)) {
    const key = document.createElement("span");
    key.className = `kith-map__key ${look}`;
    const item = document.createElement("li");
    item.append(key, words[known]);
    list.append(item);
  }
  if (location.pathname.endsWith("/link-workers")) return list;
  const link = Object.assign(document.createElement("a"), { href: "/link-workers", textContent: words.table });
  const item = document.createElement("li");
  item.append(link);
  list.append(item);
  return list;
}

/** Stripes from the lower left to the upper right that go on from one square to the next. */
function stripes(colour) {
  const canvas = Object.assign(document.createElement("canvas"), { width: STRIPE, height: STRIPE });
  const brush = canvas.getContext("2d");
  brush.strokeStyle = colour;
  brush.lineWidth = STRIPE / 5;
  for (const at of [-STRIPE, 0, STRIPE]) {
    brush.moveTo(at - 2, STRIPE + 2);
    brush.lineTo(at + STRIPE + 2, -2);
  }
  brush.stroke();
  return brush.getImageData(0, 0, STRIPE, STRIPE);
}
