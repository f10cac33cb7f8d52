// The button of a map of services, and when the map is there. What draws it (drawn.mjs, and MapLibre with it) is loaded when it is shown, and not before:
// whoever reads the list on a telephone pays for no map.
//
//   <section data-module="kith-map" hidden data-asked="words=choir" data-bounds="west,south,east,north" data-near="lon,lat" data-part data-exact
//     data-counts="{…}" data-workers="/tiles/link-workers" data-ground="{…}" data-sheet="…css" data-worker="…mjs" data-words="{…}">  with .kith-map__canvas and .kith-map__said inside (directory/pages/parts.jinja)
//
// The words of the page come first and are whole without this. On a wide screen the map opens by itself, unless the device asks to save data; on a
// small one it is loaded when somebody asks for it.
//
// Beside a list (#results, in the same .kith-find) the rule is: everything on the map is in the list; and once a part of the map stands in the
// address, because somebody has moved it or came by such an address, the list has what the map shows, no more and no less, whatever made it show
// something else: a move, a window of another size. The list is then read again from the same page, with that part in its address. On a small
// screen the map takes the place of the list until it is hidden again. A map without such a list stands still.

const WIDE = "(width >= 64em)";

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
    opening ??= import("./drawn.mjs")
      .then(({ draw }) => draw(section, page, words))
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
