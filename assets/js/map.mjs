// The map beside the list of services: the same services, and what the map shows is what the list shows.
//
//   <section data-module="kith-map" hidden data-asked="words=choir" data-bounds="west,south,east,north" data-near="lon,lat"
//     data-sheet="…css" data-worker="…mjs" data-words="{…}">  with .kith-map__canvas and .kith-map__said inside, after #results
//
// The list comes first and is whole without this. On a wide screen the map opens by itself, unless the device asks to save data; on a
// small one it is loaded when somebody asks for it, and takes the place of the list until it is hidden again. Moving it reads the same
// page with the part of the map that is shown in its address, and puts that page's list in the place of the one there is.

const WIDE = "(width >= 64em)";
const DEEPEST = 14;

export function start(section) {
  const page = section.closest(".kith-find");
  const words = JSON.parse(section.dataset.words);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small kith-map__toggle kith-no-print";
  page.prepend(button);
  let map;
  let opening;

  const show = (open) => {
    section.hidden = !open;
    page.classList.toggle("kith-find--map", open);
    const beside = matchMedia(WIDE).matches;
    button.textContent = open ? (beside ? words.hide : words.list) : words.show;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    opening ??= draw(section, page, words)
      .then((drawn) => (section.map = map = drawn))
      .catch((error) => {
        console.error("kith-map:", error);
        section.querySelector(".kith-map__said").textContent = words.failed;
        // The list is there whatever became of the map, and the map may be asked for again.
        page.classList.remove("kith-find--map");
        opening = undefined;
      });
    map?.resize();
  };

  button.addEventListener("click", () => {
    show(section.hidden);
    // Where one takes the place of the other, what was asked for comes into sight.
    if (!matchMedia(WIDE).matches) button.scrollIntoView({ block: "start" });
  });
  // Where there is no room beside the list any more, the list is what stays.
  matchMedia(WIDE).addEventListener("change", ({ matches }) => show(matches && !section.hidden));
  show(matchMedia(WIDE).matches && !navigator.connection?.saveData);
}

async function draw(section, page, words) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = section.dataset.sheet;
  const [maplibre] = await Promise.all([import("./maplibre-gl.mjs"), loaded(sheet)]);
  maplibre.setWorkerUrl(section.dataset.worker);
  const [west, south, east, north] = section.dataset.bounds.split(",").map(Number);
  const map = new maplibre.Map({
    container: section.querySelector(".kith-map__canvas"),
    style: style(section.dataset.asked, section.dataset.near),
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: 16 },
    minZoom: 5,
    maxZoom: 18,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    fadeDuration: 0,
    attributionControl: { compact: true, customAttribution: words.credit },
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
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map));

  const popup = new maplibre.Popup({ closeButton: true, maxWidth: "18rem", offset: 8 });
  map.on("click", "one", ({ features: [dot] }) => {
    const link = document.createElement("a");
    link.href = `/services/${dot.properties.slug}`;
    link.textContent = dot.properties.name;
    popup.setLngLat(dot.geometry.coordinates).setDOMContent(link).addTo(map);
    pick(map, dot.properties.slug);
  });
  popup.on("close", () => pick(map, ""));
  map.on("click", "many", ({ features: [dot] }) => {
    const zoom = Math.min(map.getZoom() + 2, 18);
    map.easeTo({ center: dot.geometry.coordinates, zoom, animate: !calm() }, { moved: true });
  });
  for (const layer of ["one", "many"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }

  // What somebody points at in the list is seen on the map.
  for (const event of ["focusin", "pointerover"]) {
    page.addEventListener(event, ({ target }) => {
      const link = target.closest?.("#results li")?.querySelector("a[href^='/services/']");
      if (link) pick(map, link.getAttribute("href").slice("/services/".length));
    });
  }

  keepInStep(map, section, page, words);
  return map;
}

/** The list follows the map whenever somebody has moved it. */
function keepInStep(map, section, page, words) {
  const said = section.querySelector(".kith-map__said");
  let asking;
  map.on("moveend", async (event) => {
    if (!event.originalEvent && !event.moved) return;
    asking?.abort();
    asking = new AbortController();
    const b = map.getBounds();
    const part = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((n) => n.toFixed(4)).join(",");
    const asked = new URLSearchParams(section.dataset.asked);
    asked.set("part", part);
    const address = `${location.pathname}?${asked}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#results");
      if (!fresh) return;
      page.querySelector("#results").replaceChildren(...fresh.childNodes);
      history.replaceState(null, "", address);
      // Said here, and once: the list's own count comes and goes with it.
      said.textContent = page.querySelector("#results [data-total], #results h2")?.textContent ?? "";
    } catch (error) {
      if (error.name === "AbortError") return;
      console.warn("kith-map:", error);
      said.textContent = words.behind;
    }
  });
}

function pick(map, slug) {
  if (map.getLayer("picked")) map.setFilter("picked", ["==", ["get", "slug"], slug]);
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

function style(asked, near) {
  const query = asked ? `?${asked}` : "";
  const tiles = (layer) => `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt`;
  const text = { "text-size": 12, "text-font": ["Arial"] };
  const number = ["get", "n"];
  const spot = near?.split(",").map(Number);
  const layers = [
    { id: "ground", type: "background" },
    { id: "boroughs", type: "fill", source: "boroughs", "source-layer": "borough" },
    { id: "borders", type: "line", source: "boroughs", "source-layer": "borough" },
    { id: "names", type: "symbol", source: "boroughs", "source-layer": "borough", filter: ["has", "name"], minzoom: 8.5, layout: { ...text, "text-field": ["get", "name"] } },
    { id: "near", type: "circle", source: "near" },
    { id: "many", type: "circle", source: "services", "source-layer": "services", filter: ["has", "n"] },
    {
      id: "numbers",
      type: "symbol",
      source: "services",
      "source-layer": "services",
      filter: ["has", "n"],
      layout: { ...text, "text-field": ["to-string", number], "text-allow-overlap": true },
    },
    { id: "one", type: "circle", source: "services", "source-layer": "services", filter: ["has", "slug"] },
    { id: "picked", type: "circle", source: "services", "source-layer": "services", filter: ["==", ["get", "slug"], ""] },
  ];
  const paints = paint();
  return {
    version: 8,
    sources: {
      boroughs: { type: "vector", tiles: [tiles("borough")], maxzoom: 10 },
      services: { type: "vector", tiles: [tiles("services") + query], maxzoom: DEEPEST },
      near: { type: "geojson", data: { type: "FeatureCollection", features: spot ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: spot } }] : [] } },
    },
    layers: layers.map((layer) => ({ ...layer, paint: paints[layer.id] })),
  };
}

/** The colours of the page, as they are now. */
function paint() {
  const colour = colours();
  const halo = { "text-halo-color": colour("surface"), "text-halo-width": 1.5 };
  return {
    ground: { "background-color": colour("sunken") },
    boroughs: { "fill-color": colour("surface") },
    borders: { "line-color": colour("line-strong"), "line-width": 1 },
    names: { "text-color": colour("muted"), ...halo },
    near: { "circle-radius": 9, "circle-color": "transparent", "circle-stroke-color": colour("warm"), "circle-stroke-width": 3 },
    many: {
      "circle-color": colour("surface"),
      "circle-stroke-color": colour("accent-ink"),
      "circle-stroke-width": 2,
      "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "n"]], 0.7, 10, 4.6, 16, 7, 22],
    },
    numbers: { "text-color": colour("ink") },
    one: { "circle-color": colour("accent-ink"), "circle-stroke-color": colour("surface"), "circle-stroke-width": 1.5, "circle-radius": 7 },
    picked: { "circle-color": colour("warm"), "circle-stroke-color": colour("surface"), "circle-stroke-width": 2, "circle-radius": 10 },
  };
}

function repaint(map) {
  for (const [layer, properties] of Object.entries(paint())) {
    for (const [name, value] of Object.entries(properties)) map.setPaintProperty(layer, name, value);
  }
}

/** Reads a colour of the page as three numbers: the map knows neither variables nor mixed colours. */
function colours() {
  const probe = document.body.appendChild(document.createElement("span"));
  const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  queueMicrotask(() => probe.remove());
  return (name) => {
    probe.style.color = `var(--kith-${name})`;
    pixel.fillStyle = getComputedStyle(probe).color;
    pixel.fillRect(0, 0, 1, 1);
    const [r, g, b] = pixel.getImageData(0, 0, 1, 1).data;
    return `rgb(${r}, ${g}, ${b})`;
  };
}
