// A service is put on the list of this browser, or taken off it.
//
//   <ol data-keep="Keep" data-kept="On your list" data-list="Your list" data-full="…"> … <span data-module="kith-keep" data-slug="…" data-name="…">
//
// What the button says stands on the element itself or on what holds it. In an empty element the button is put here; in a form, which works by itself, its
// button is taken over. Where the browser keeps nothing, the form stays as it is and the element stays empty.

import { changed, keeps, MOST, onChange, page, read, write } from "./kept.mjs";

export function start(host) {
  if (!keeps()) return;
  const { slug, name, keep, kept, list, full } = { ...host.closest("[data-keep]").dataset, ...host.dataset };
  const button = host.querySelector("button") ?? host.appendChild(document.createElement("button"));
  if (!button.className) {
    button.type = "button";
    button.className = "kith-keep";
  }
  const link = document.createElement("a");
  link.href = page();
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  host.append(" ", link, said);

  const show = () => {
    const all = read();
    const on = all.includes(slug);
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? kept : keep;
    if (name) {
      const about = button.appendChild(document.createElement("span"));
      about.className = "nhsuk-u-visually-hidden";
      about.textContent = ` ${name}`;
    }
    link.textContent = `${list} (${all.length})`;
    link.hidden = !on;
    said.textContent = "";
  };
  const press = (event) => {
    event.preventDefault();
    const all = read();
    const on = all.includes(slug);
    if (!on && all.length >= MOST) {
      said.textContent = ` ${full}`;
      return;
    }
    write(on ? all.filter((other) => other !== slug) : [...all, slug]);
    changed();
  };
  if (host.localName === "form") host.addEventListener("submit", press);
  else button.addEventListener("click", press);
  onChange(show, host);
  show();
}
