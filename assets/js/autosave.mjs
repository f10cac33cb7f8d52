// Keeps a long form's draft on the server while it is written.
//
//   <form data-module="kith-autosave" data-autosave-url="/drafts/…" data-saved-text="Saved {time}" data-failed-text="Not saved yet">
//     … <p class="kith-saved" role="status"></p>
//
// Every ten seconds, and when the page goes out of sight, the fields that changed are posted as an ordinary form. Hidden fields (which
// draft, which version) go with each post. A name without a value any more, such as a box that was unticked, is sent empty. Passwords
// and files are never sent. Nothing is kept on the device.

const EVERY = 10_000;
// Browsers refuse a larger body for a request that outlives its page.
const KEEPALIVE_LIMIT = 60_000;

export function start(form) {
  const status = form.querySelector(".kith-saved[role=status]");
  const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  let saved = fields(form);
  let underWay = null;
  let leaving = false;

  const save = async ({ keepalive = false } = {}) => {
    if (leaving || (underWay && !keepalive)) return;
    const now = fields(form);
    const body = changes(form, saved, now);
    if (!body) return;
    underWay = new AbortController();
    try {
      const response = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body,
        credentials: "same-origin",
        headers: { "Kith-Request": "autosave" },
        keepalive: keepalive && body.toString().length < KEEPALIVE_LIMIT,
        // A redirect leads to the sign-in page, which is no sign of having saved.
        redirect: "manual",
        signal: underWay.signal,
      });
      if (!response.ok) throw new Error(`autosave: ${response.status}`);
      saved = now;
      say(form.dataset.savedText?.replace("{time}", clock.format(new Date())));
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.failedText);
    } finally {
      underWay = null;
    }
  };

  const say = (text) => {
    if (status && text && status.textContent !== text) status.textContent = text;
  };

  setInterval(save, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ keepalive: true });
  });
  // The form itself is on its way: a draft that arrived after it would be a ghost. Others on the form may stop it at the last moment.
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    underWay?.abort();
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
}

/** What the form would send, name → its values. */
function fields(form) {
  const secret = new Set([...form.querySelectorAll("[type=password], [type=file]")].map((field) => field.name));
  const values = new Map();
  for (const [name, value] of new FormData(form)) {
    if (secret.has(name) || typeof value !== "string") continue;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

/** The names that differ, with their values now, and the hidden fields; null when nothing differs. */
function changes(form, before, now) {
  const body = new URLSearchParams();
  for (const name of new Set([...before.keys(), ...now.keys()])) {
    const values = now.get(name) ?? [""];
    if (JSON.stringify(before.get(name) ?? [""]) === JSON.stringify(values)) continue;
    for (const value of values) body.append(name, value);
  }
  if ([...body].length === 0) return null;
  for (const field of form.querySelectorAll("[type=hidden]")) {
    if (field.name && !body.has(field.name)) body.append(field.name, field.value);
  }
  return body;
}
