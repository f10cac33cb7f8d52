// Starts what improves a page. Every task works without any of this.
//
// The design system's components come first, then ours: an element asks for one by `data-module="kith-timeout"` (several are
// separated by spaces). A module is loaded only where it is asked for, and one that fails takes no other down with it. An element
// whose module has started says so, as the design system's do.

import { startAll } from "./design.mjs";

const MODULES = {
  "kith-autosave": () => import("./autosave.mjs"),
  "kith-leave": () => import("./leave.mjs"),
  "kith-copy": () => import("./copy.mjs"),
  "kith-give": () => import("./give.mjs"),
  "kith-keep": () => import("./keep.mjs"),
  "kith-map": () => import("./map.mjs"),
  "kith-near": () => import("./near.mjs"),
  "kith-once": () => import("./once.mjs"),
  "kith-passkey": () => import("./passkey.mjs"),
  "kith-print": () => import("./print.mjs"),
  "kith-shortlist": () => import("./shortlist.mjs"),
  "kith-timeout": () => import("./timeout.mjs"),
};

// Our modules are written for browsers from 2023 on; older ones have the pages as they are without scripts, whole, rather than half of what scripts add.
// Leaving at once is for all of them.
const recent = "isWellFormed" in String.prototype;

function startIn(part) {
  for (const element of part.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(/\s+/)) {
      if (!recent && name !== "kith-leave") continue;
      MODULES[name]?.()
        .then((module) => {
          module.start(element);
          element.setAttribute(`data-${name}-init`, "");
        })
        .catch((error) => console.error(`${name}:`, error));
    }
  }
}

startAll();
startIn(document);
// Whatever puts something new into the page says so there.
document.addEventListener("kith-fresh", ({ target }) => startIn(target));

// Views that do not fit on a phone stand in a row that scrolls: the one that is open comes into sight, and so does, whole, what has the focus.
for (const row of document.querySelectorAll(".kith-views ul")) {
  const show = (link) => row.scrollWidth > row.clientWidth && link?.scrollIntoView({ block: "nearest", inline: "nearest" });
  show(row.querySelector("[aria-current]"));
  row.addEventListener("focusin", (event) => show(event.target));
}
