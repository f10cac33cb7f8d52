// A map of services, drawn by MapLibre out of our own tiles: what it shows beside them, what a dot says that is pressed, and the list that goes along with
// it. When it is shown is the business of map.mjs.

import { degrees, picked, repaint, style } from "./style.mjs";

// The map rests when it has not been moved for so many milliseconds.
const REST = 150;
// In a frame on somebody else's page nothing tells who looks, though that page may be of the same site and the browser would send our cookies along.
const FRAMED = document.body.dataset.prefix !== undefined;
const SENT = FRAMED ? { credentials: "omit" } : {};
// A part that is narrower than so many degrees is one door, and the map cannot look so close.
const DOOR = 0.0004;

export async function draw(section, page, words) {
  const canvas = section.querySelector(".kith-map__canvas");
  canvas.hidden = false;
  section.querySelector(".kith-map__said").textContent = "";
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = section.dataset.sheet;
  const under = section.dataset.ground && import("./ground.mjs").then(({ lay }) => lay(JSON.parse(section.dataset.ground)));
  const [maplibre, ground] = await Promise.all([import("./maplibre-gl.mjs"), under, loaded(sheet)]);
  maplibre.setWorkerUrl(section.dataset.worker);
  if (ground?.fetch) {
    maplibre.addProtocol("ground", async ({ url }, { signal }) => {
      const answer = await ground.fetch(url, signal);
      // As MapLibre's own would: where a tile is not there, the one above it is drawn larger.
      if (!answer.ok) throw new maplibre.AJAXError(answer.status, answer.statusText, url, await answer.blob());
      return { data: await answer.arrayBuffer(), cacheControl: answer.headers.get("cache-control"), expires: answer.headers.get("expires") };
    });
  }
  const [west, south, east, north] = degrees(section.dataset.bounds);
  const map = new maplibre.Map({
    container: canvas,
    style: style(section.dataset, ground),
    ...(FRAMED && { transformRequest: (url) => ({ url, ...SENT }) }),
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

  sayWhatFails(map, section, words);
  const open = popups(map, maplibre);
  if ("asked" in section.dataset) tell(map, open, section, words);
  const { counts, workers } = section.dataset;
  if (counts || workers) {
    const offer = () =>
      (counts ? choices : linkWorkers)(map, open, section, words).catch((error) => {
        console.warn("kith-map:", error);
        // Without the layer that it is for, a map says that there is nothing.
        if (!counts) section.querySelector(".kith-map__said").textContent = words.failed;
      });
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

/** A map that lacks what it is for looks as if nothing were there: that it does is said, once. Streets that do not come are no such thing. */
function sayWhatFails(map, section, words) {
  let said = false;
  map.on("error", ({ sourceId, error }) => {
    console.warn("kith-map:", error);
    if (said || !["services", "boroughs"].includes(sourceId)) return;
    said = true;
    section.querySelector(".kith-map__said").textContent = words.failed;
  });
}

/** What the map may show beside: one layer at a time, with what its colour means, and a way to the same in words. */
async function choices(map, open, section, words) {
  const answer = await fetch("/tiles/layers");
  const there = answer.ok ? await answer.json() : {};
  const codes = ["none", "counts", "missing", ...(there.deprivation ? ["deprivation"] : []), "workers"];
  const group = document.createElement("fieldset");
  group.className = "kith-map__layers";
  const meaning = document.createElement("p");
  meaning.className = "kith-sub";
  // Heard with the choice itself: there is one voice on the page, and it is the list's.
  meaning.id = "kith-layer-means";
  const inWords = Object.assign(document.createElement("a"), { textContent: words.layers.inWords });
  const asked = section.dataset.asked;
  inWords.href = `/find/how-near${asked ? `?${asked}` : ""}`;
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
    if (["missing", "deprivation"].includes(code)) meaning.append(" ", inWords);
  };
  // An address may name one that is not offered here, or was never.
  const named = layerAsked();
  const first = codes.includes(named) ? named : "none";
  for (const code of codes) {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "kith-layer", value: code, checked: code === first });
    radio.addEventListener("change", () => {
      choose(code);
      rememberLayer(code);
    });
    label.append(radio, ` ${words.layers[code]}`);
    group.append(label);
  }
  const legend = document.createElement("legend");
  legend.textContent = words.layers.title;
  group.prepend(legend);
  section.querySelector(".kith-map__said").after(group, meaning);
  if (first !== "none") choose(first);
}

/** The layer that the address names. */
function layerAsked() {
  return new URLSearchParams(location.search).get("layer");
}

/** Puts the layer into the address, so that whoever opens it sees the same, and into what leads on from it: other filters, other pages, the form. */
function rememberLayer(code) {
  const named = (href) => {
    const address = new URL(href, location.href);
    if (code === "none") address.searchParams.delete("layer");
    else address.searchParams.set("layer", code);
    return `${address.pathname}${address.search}${address.hash}`;
  };
  history.replaceState(null, "", named(location.href));
  const on = document.querySelectorAll('#results a[href^="/find?"], .kith-tongues a');
  for (const link of on) link.setAttribute("href", named(link.getAttribute("href")));
  const field = document.querySelector("#find [name=layer]");
  if (field) field.value = code === "none" ? "" : code;
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
    asked.set("part", shown.map((n) => n.toFixed(6)).join(","));
    const layer = layerAsked();
    if (layer) asked.set("layer", layer);
    const address = `${location.pathname}?${asked}`;
    try {
      const answer = await fetch(address, { signal: asking.signal, ...SENT });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#results");
      if (!fresh) return;
      const held = list.contains(document.activeElement) && document.activeElement.getAttribute("href");
      list.replaceChildren(...fresh.childNodes);
      list.dispatchEvent(new Event("kith-fresh", { bubbles: true }));
      if (held) list.querySelector(`[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
      history.replaceState(null, "", address);
      // Another filter, by the form, is one for this part.
      const field = document.querySelector("#find [name=part]");
      if (field) field.value = asked.get("part");
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
