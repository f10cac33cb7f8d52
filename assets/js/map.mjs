// A map of services, drawn by MapLibre out of our own tiles.
//
//   <section data-module="kith-map" hidden data-asked="words=choir" data-post="…" data-bounds="west,south,east,north" data-near="lon,lat" data-part data-exact
//     data-counts="{…}" data-workers="/tiles/link-workers" data-ground="{…}" data-sheet="…css" data-worker="…mjs" data-words="{…}">  with .kith-map__canvas and .kith-map__said inside (directory/pages/parts.jinja)
//
// The words of the page come first and are whole without this. On a wide screen the map opens by itself, unless the device asks to save data; on a
// small one it is loaded when somebody asks for it.
//
// Beside a list (#results, in the same .kith-find) the rule is: everything on the map is in the list; and once a part of the map stands in the
// address, because somebody has moved it or came by such an address, the list has what the map shows, no more and no less, whatever made it show
// something else: a move, a window of another size. The list is then read again from the same page, with that part in its address. On a small
// screen the map takes the place of the list until it is hidden again. A map without such a list stands still.

import { colours } from "./colours.mjs";

const WIDE = "(width >= 64em)";
const DEEPEST = 14;
// The map rests when it has not been moved for so many milliseconds.
const REST = 150;
// A part that is narrower than so many degrees is one door, and the map cannot look so close.
const DOOR = 0.0004;

export function start(section) {
  const words = JSON.parse(section.dataset.words);
  const list = document.querySelector("#results");
  const page = list && section.closest(".kith-find");
  const said = section.querySelector(".kith-map__said");
  const canvas = section.querySelector(".kith-map__canvas");
  // Its words say what pressing it does, and change with that. No aria-expanded besides: "Hide the map, expanded" says it twice, and on a small
  // screen, where list and map change places ("Show the list"), it would say what is not so.
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small kith-map__toggle kith-no-print";
  if (page) page.prepend(button);
  else section.before(button);
  let map;
  let opening;

  const show = (open) => {
    section.hidden = !open;
    page?.classList.toggle("kith-find--map", open);
    const beside = !page || matchMedia(WIDE).matches;
    button.textContent = open ? (beside ? words.hide : words.list) : words.show;
    if (!open) return;
    opening ??= draw(section, page, words)
      .then((drawn) => (section.map = map = drawn))
      .catch((error) => {
        console.error("kith-map:", error);
        said.textContent = words.failed;
        canvas.replaceChildren();
        canvas.hidden = true;
        // The list is there whatever became of the map, and the map may be asked for again.
        page?.classList.remove("kith-find--map");
        opening = undefined;
      });
    map?.resize();
  };

  button.addEventListener("click", () => {
    show(section.hidden);
    // Where one takes the place of the other, what was asked for comes into sight.
    if (page && !matchMedia(WIDE).matches) button.scrollIntoView({ block: "start" });
  });
  // Where there is no room beside the list any more, the list is what stays.
  if (page) matchMedia(WIDE).addEventListener("change", ({ matches }) => show(matches && !section.hidden));
  show(matchMedia(WIDE).matches && !navigator.connection?.saveData);
}

async function draw(section, page, words) {
  const canvas = section.querySelector(".kith-map__canvas");
  canvas.hidden = false;
  section.querySelector(".kith-map__said").textContent = "";
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = section.dataset.sheet;
  const under = section.dataset.ground && import("./ground.mjs").then(({ lay }) => lay(JSON.parse(section.dataset.ground)));
  const [maplibre, ground] = await Promise.all([import("./maplibre-gl.mjs"), under, loaded(sheet)]);
  maplibre.setWorkerUrl(section.dataset.worker);
  // What may stand in no address is posted, for each tile.
  if (section.dataset.post !== undefined) {
    maplibre.addProtocol("posted", async ({ url }, { signal }) => {
      const answer = await posted(url.replace("posted://", `${location.protocol}//`), section.dataset.post, signal);
      return { data: await answer.arrayBuffer() };
    });
  }
  const [west, south, east, north] = degrees(section.dataset.bounds);
  const map = new maplibre.Map({
    container: canvas,
    style: style(section.dataset, ground),
    bounds: [west, south, east, north],
    // A part of the map is shown as it is; what was found has some air around it.
    fitBoundsOptions: { padding: "part" in section.dataset ? 0 : 16 },
    minZoom: 5,
    maxZoom: 18,
    // Beyond the end of the world there are no longitudes to ask for.
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    fadeDuration: 0,
    // Whose outlines they are is said below, where it covers nothing.
    attributionControl: false,
    locale: {
      "NavigationControl.ZoomIn": words.zoomIn,
      "NavigationControl.ZoomOut": words.zoomOut,
      "CooperativeGesturesHandler.WindowsHelpText": words.ctrl,
      "CooperativeGesturesHandler.MacHelpText": words.command,
      "CooperativeGesturesHandler.MobileHelpText": words.twoFingers,
      "Map.Title": words.title,
      "Popup.Close": words.close,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.once("idle", () => performance.mark("kith-map-idle"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    // Until the style has been read there is nothing to paint.
    if (map.getLayer("ground")) repaint(map, section.dataset.counts, ground);
    else map.once("style.load", () => repaint(map, section.dataset.counts, ground));
  });

  const open = popups(map, maplibre);
  if ("asked" in section.dataset) tell(map, open, section, words);
  const { counts, workers } = section.dataset;
  if (counts || workers) {
    const offer = () => (counts ? choices : linkWorkers)(map, open, section, words).catch((error) => console.warn("kith-map:", error));
    if (map.isStyleLoaded()) offer();
    else map.once("style.load", offer);
  }
  if (page) {
    // What somebody points at in the list is seen on the map.
    for (const event of ["focusin", "pointerover"]) {
      page.addEventListener(event, ({ target }) => {
        const link = target.closest?.("#results li")?.querySelector("a[href*='/services/']");
        if (link) pick(map, link.getAttribute("href").split("/services/")[1]);
      });
    }
    keepInStep(map, section, page, words);
  }
  return map;
}

/** What the map may show beside: one layer at a time, with what its colour means. The pages of boroughs say the same in words. */
async function choices(map, open, section, words) {
  const answer = await fetch("/tiles/layers");
  const there = answer.ok ? await answer.json() : {};
  // Where nothing is near can only be asked by what may stand in an address.
  const codes = ["none", "counts", ...(section.dataset.post === undefined ? ["missing"] : []), ...(there.deprivation ? ["deprivation"] : []), "workers"];
  const group = document.createElement("fieldset");
  group.className = "kith-map__layers";
  const meaning = document.createElement("p");
  meaning.className = "kith-sub";
  // Heard with the choice itself: there is one voice on the page, and it is the list's.
  meaning.id = "kith-layer-means";
  group.setAttribute("aria-describedby", meaning.id);
  let chosen;
  let workers;
  const choose = (code) => {
    chosen = code;
    for (const layer of ["counts", "missing", "deprivation"]) map.setLayoutProperty(layer, "visibility", layer === code ? "visible" : "none");
    if (code === "workers") workers ??= linkWorkers(map, open, section, words, meaning);
    // Another may have been chosen before it came; one that did not come may be asked for again.
    workers?.then((show) => show(chosen === "workers")).catch((error) => {
      console.warn("kith-map:", error);
      workers = undefined;
      if (chosen === "workers") meaning.textContent = words.failed;
    });
    meaning.textContent = code === "none" ? "" : words.layers[`${code}Text`].replace("{year}", there.deprivation).replace("{km}", there.near_km);
  };
  for (const code of codes) {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "kith-layer", value: code, checked: code === "none" });
    radio.addEventListener("change", () => choose(code));
    label.append(radio, ` ${words.layers[code]}`);
    group.append(label);
  }
  const legend = document.createElement("legend");
  legend.textContent = words.layers.title;
  group.prepend(legend);
  section.querySelector(".kith-map__said").after(group, meaning);
}

/** In which boroughs there are link workers: shown at once; returns what shows and hides it. */
async function linkWorkers(map, open, section, words, after = section.querySelector(".kith-map__said")) {
  const { draw } = await import("./workers.mjs");
  return draw(map, open, section.dataset.workers ?? "/tiles/link-workers", words.layers, after);
}

/** What says what was pressed: one at a time. */
function popups(map, maplibre) {
  let popup;
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") popup?.remove();
  });
  return (at, content, offset) => {
    popup?.remove();
    const before = document.activeElement;
    popup = new maplibre.Popup({ maxWidth: "18rem", offset, focusAfterOpen: false });
    popup.setLngLat(at).setDOMContent(content).addTo(map);
    // It is beside what was pressed, and nothing need scroll for it.
    popup.getElement().querySelector("a").focus({ preventScroll: true });
    popup.on("close", () => {
      pick(map, "");
      // The focus was in what is gone: it goes back to where it came from.
      const somewhere = before !== document.body && before?.isConnected;
      if (document.activeElement === document.body) (somewhere ? before : map.getCanvas()).focus({ preventScroll: true });
    });
  };
}

/** A dot that is pressed says what it is. One of many is looked at from nearer, as near as it goes; there it says who they are. */
function tell(map, popup, section, words) {
  const open = ({ geometry, properties }, content) => popup(geometry.coordinates, content, properties.n ? 16 : 10);
  map.on("click", ["one", "many"], ({ features: [dot] }) => {
    const { slug, name, n, here, part } = dot.properties;
    if (slug) {
      open(dot, link(`/services/${slug}`, name));
      pick(map, slug);
    } else if (here) {
      const list = document.createElement("ul");
      list.append(...JSON.parse(here).map(([slug, name]) => wrapped("li", link(`/services/${slug}`, name))));
      const all = wrapped("div", wrapped("p", words.here), list);
      all.className = "kith-map__here";
      open(dot, all);
    } else if (part) {
      const asked = new URLSearchParams(section.dataset.asked);
      asked.set("part", part);
      open(dot, link(`/find?${asked}`, `${words.hereList} (${n})`));
    } else {
      const zoom = Math.min(map.getZoom() + 2, map.getMaxZoom());
      map.easeTo({ center: dot.geometry.coordinates, zoom, animate: !calm() }, { moved: true });
    }
  });
  map.on("mouseenter", ["one", "many"], () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", ["one", "many"], () => (map.getCanvas().style.cursor = ""));
}

/** Asks for something by POST, as the form of the page would. */
async function posted(address, form, signal) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(address, { method: "POST", headers, body: form, signal });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}

function link(href, text) {
  const link = wrapped("a", text);
  // On somebody else's page no cookie says in which language to go on.
  link.href = (document.body.dataset.prefix ?? "") + href;
  link.dir = "auto";
  return link;
}

function wrapped(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

/** The list follows the map, from when a part of it was asked for. */
function keepInStep(map, section, page, words) {
  const said = section.querySelector(".kith-map__said");
  const list = page.querySelector("#results");
  // What the list has; all that was found has no bounds.
  let has = "part" in section.dataset ? degrees(section.dataset.bounds) : null;
  // Who asked for one door wants the list of that door, until they move the map.
  let following = has !== null && has[2] - has[0] > DOOR;
  let resting;
  let asking;

  const follow = async () => {
    // Hidden, it has no size to go by; it is measured again when it is shown.
    if (section.hidden) return;
    const b = map.getBounds();
    const shown = [Math.max(b.getWest(), -180), Math.max(b.getSouth(), -90), Math.min(b.getEast(), 180), Math.min(b.getNorth(), 90)];
    const pixel = (shown[2] - shown[0]) / map.getCanvas().clientWidth;
    asking?.abort();
    if (has && shown.every((n, i) => Math.abs(n - has[i]) < 2 * pixel)) return;
    asking = new AbortController();
    const asked = new URLSearchParams(section.dataset.asked);
    const part = shown.map((n) => n.toFixed(6)).join(",");
    asked.set("part", part);
    const address = `${location.pathname}?${asked}`;
    const { post } = section.dataset;
    try {
      const answer = post === undefined ? await fetch(address, { signal: asking.signal }) : await posted(location.pathname, `${post}&part=${part}`, asking.signal);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#results");
      if (!fresh) return;
      const held = list.contains(document.activeElement) && document.activeElement.getAttribute("href");
      list.replaceChildren(...fresh.childNodes);
      if (held) list.querySelector(`[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
      if (post === undefined) history.replaceState(null, "", address);
      has = shown;
      // The only voice: nothing in the list is a status.
      said.textContent = list.querySelector("[data-total], h2")?.textContent ?? "";
    } catch (error) {
      if (error.name === "AbortError") return;
      console.warn("kith-map:", error);
      said.textContent = words.behind;
    }
  };

  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(follow, REST);
  };
  // A move is also what comes of a change of its size.
  map.on("moveend", (event) => {
    following ||= Boolean(event.originalEvent || event.moved);
    if (following) rest();
  });
  if (following) rest();
}

/** Marks the dot of a service, or the dot of those at one door that has it among them. */
function pick(map, slug) {
  if (map.getLayer("picked")) map.setFilter("picked", picked(slug));
}

function picked(slug) {
  return ["any", ["==", ["get", "slug"], slug], ["in", JSON.stringify(slug), ["coalesce", ["get", "here"], "[]"]]];
}

function degrees(text) {
  return text.split(",").map(Number);
}

/** Whether the device asks for as little movement as can be. */
function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function loaded(link) {
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error("its sheet did not come"));
    // Before ours, which has the last word.
    document.querySelector("link[rel=stylesheet]").before(link);
  });
}

function style({ asked, post, near, exact, counts }, ground) {
  const tiles = (layer) => `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt`;
  const found = post === undefined ? tiles("services") + (asked && `?${asked}`) : tiles("services").replace(location.protocol, "posted:");
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

function repaint(map, counts, ground) {
  for (const [layer, properties] of Object.entries(paint(counts, ground))) {
    if (!map.getLayer(layer)) continue;
    for (const [name, value] of Object.entries(properties)) map.setPaintProperty(layer, name, value);
  }
}
