// Leaves at once, by the button or by Escape: the page is blank before anybody's server has answered.
//
//   <form class="kith-leave" method="post" action="/leave" data-module="kith-leave" data-to="https://…" data-escape>
//     <button>Leave this site</button>
//
// Without this the form does it. With it: what we keep in this browser (every name that begins with "kith-") is wiped, the server is told,
// which ends the session and drops the cookies, other tabs of ours leave too, and the entry of this page in the history becomes the other
// site's. Earlier entries stay: no page can take them away, and /hide-your-visit says so.
//
// Escape leaves only where `data-escape` stands, which is where nobody is signed in, and not while it has something else to close: a
// dialog, the window of a map, a list, a word that is being put together.

const OURS = "kith-";

export function start(form) {
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("kith-leave") : null;
  let gone = false;

  const leave = (told) => {
    if (gone) return;
    gone = true;
    const to = form.dataset.to;
    document.title = new URL(to).host;
    document.body.hidden = true;
    document.body.textContent = "";
    for (const kept of [() => localStorage, () => sessionStorage]) wipe(kept);
    if (!told) {
      channel?.postMessage("leave");
      tellTheWorkspace();
      // It goes on after the page is gone. If it cannot, the session ends by itself.
      fetch(form.action, { method: "POST", credentials: "same-origin", keepalive: true }).catch(() => {});
    }
    location.replace(to);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(false);
  });
  channel?.addEventListener("message", () => leave(true));
  if ("escape" in form.dataset) {
    // Asked on the way in, before whatever is open has closed itself; acted upon on the way out, unless somebody has used the key.
    let open = false;
    window.addEventListener("keydown", (event) => (open = busy(event)), { capture: true });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !open && !event.defaultPrevented) leave(false);
    });
  }
}

/** Whether Escape is for something else. */
function busy(event) {
  return (
    event.isComposing ||
    event.target?.matches?.("select") ||
    document.fullscreenElement !== null ||
    document.querySelector("dialog[open], .maplibregl-popup") !== null
  );
}

/** A browser may refuse to be asked for what it keeps. */
function wipe(kept) {
  try {
    const store = kept();
    for (const name of Object.keys(store)) if (name.startsWith(OURS)) store.removeItem(name);
  } catch {
    // Then nothing was kept.
  }
}

/** Pages of the workspace that are open in other tabs show nothing any more. */
function tellTheWorkspace() {
  if (typeof BroadcastChannel !== "function") return;
  const workspace = new BroadcastChannel("kith-session");
  workspace.postMessage({ over: true });
}
