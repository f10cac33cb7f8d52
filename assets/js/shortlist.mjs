// The page of somebody's list, filled with what this browser keeps. It is asked for by POST: the list stands in no address and in no record of pages visited.
//
// Every form of the page works without this. With it, a form is sent behind the page, what comes back takes the list's place, and what is on it then is kept.

import { keeps, onChange, page, read, write } from "./kept.mjs";
import { start as offerCopy } from "./copy.mjs";
import { start as offerPrint } from "./print.mjs";

export function start(host) {
  if (!keeps()) return;
  const said = host.querySelector("[data-said]");
  const list = () => host.querySelector("[data-list]");
  const slugs = () => list().dataset.slugs.split(" ").filter(Boolean);

  const ask = async (fields) => {
    try {
      const answer = await fetch(page(), { method: "POST", body: new URLSearchParams(fields) });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-list]");
      list().replaceWith(document.adoptNode(fresh));
      said.textContent = "";
      ready();
      return true;
    } catch {
      said.textContent = host.dataset.failed;
      return false;
    }
  };
  // The forms' token is that of the page as it came: it holds for all of them.
  const kept = () => [...[...host.querySelectorAll("input[name=form_token]")].slice(0, 1).map((token) => ["form_token", token.value]), ...read().map((slug) => ["s", slug])];
  const ready = () => {
    for (const element of list().querySelectorAll("[data-module=kith-print]")) offerPrint(element);
    for (const element of list().querySelectorAll("[data-module=kith-copy]")) offerCopy(element);
  };

  host.addEventListener("submit", async (event) => {
    // Another language is another page.
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (await ask(new FormData(event.target, event.submitter))) {
      write(slugs());
      // The button that was pressed is gone.
      list().querySelector("[tabindex='-1'], h2")?.focus();
    }
  });
  onChange(() => ask(kept()));

  // What came with the page was put on the list by a form.
  const here = slugs();
  if (here.length) write([...read(), ...here]);
  if (read().join(" ") !== here.join(" ")) ask(kept());
}
