// What somebody keeps on their list: addresses of services, in this browser only. Whatever leaves quickly wipes every key that begins `kith-`.

const KEY = "kith-shortlist";
export const MOST = 20;

/** The addresses, the first kept first; none where the browser keeps nothing. */
export function read() {
  try {
    const all = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(all) ? all.filter((slug) => /^[a-z0-9-]{1,200}$/.test(slug)).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Whether it is kept. An empty list leaves nothing behind. */
export function write(slugs) {
  // Somebody has left this page, and what was asked before that is answered now.
  if (document.body.hidden) return false;
  try {
    if (slugs.length) localStorage.setItem(KEY, JSON.stringify([...new Set(slugs)].slice(0, MOST)));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** Whether this browser keeps anything at all. */
export function keeps() {
  return write(read());
}

/** The page of the list, in the language of this one. */
export function page() {
  const language = location.pathname.match(/^\/([a-z]{2,3})\//);
  const shown = document.documentElement.lang;
  return language && language[1] === shown ? `/${shown}/shortlist` : "/shortlist";
}

/** Tells the others on this page, and is told by other windows, for as long as the part of the page that it is for is there. */
export function onChange(heard, part = document.body) {
  const gone = new AbortController();
  const hear = () => (part.isConnected ? heard() : gone.abort());
  const { signal } = gone;
  window.addEventListener("storage", (event) => (event.key === KEY || event.key === null) && hear(), { signal });
  window.addEventListener("kith-kept", hear, { signal });
  // Out of the browser's history comes the page as it was.
  window.addEventListener("pageshow", (event) => event.persisted && hear(), { signal });
}

export function changed() {
  window.dispatchEvent(new Event("kith-kept"));
}
