// Warns before a session ends, and ends it in every tab at once.
//
//   <dialog class="kith-dialog" data-module="kith-timeout" data-seconds-left="1800" data-extend-url="/session/extend"
//           data-signout-url="/sign-out/timed-out" data-failed-text="We could not reach the server. Try again.">
//     <h2 id="…">…</h2> <p>… <span data-countdown aria-live="polite"></span> …</p> <p data-problem role="alert"></p>
//     <button type="button" data-stay>Stay signed in</button> <a href="…">Sign out</a>
//
// Two minutes before the end (`data-warn-before`, in seconds, sets another time) the dialog opens. "Stay signed in", or Escape, posts
// to the extend address; a good answer may carry `{"seconds": n}`, and without it the session is as long again as it was. Any page
// opened in another tab lengthens the session too, so the tabs tell each other. Time is read from the clock and not counted: a laptop
// that slept through the end must not show a person's record when it wakes.

const WARN_BEFORE = 120;
// The last minute is told in steps of this many seconds, so that a voice does not count aloud.
const STEP = 20;
// So many seconds later than told it is over: the server sends whole seconds and counts from when it made the page. Who came to it a moment too
// early would be let in again, with a session that is as long as ever.
const AFTER = 2;

export function start(dialog) {
  const { extendUrl, signoutUrl, failedText } = dialog.dataset;
  const length = Number(dialog.dataset.secondsLeft);
  const warnBefore = Number(dialog.dataset.warnBefore || WARN_BEFORE);
  const countdown = dialog.querySelector("[data-countdown]");
  const problem = dialog.querySelector("[data-problem]");
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("kith-session") : null;
  const tell = inWords(document.documentElement.lang);
  let deadline = Date.now() + length * 1000;
  let over = false;

  const signOut = () => {
    if (over) return;
    over = true;
    channel?.postMessage({ over: true });
    const written = unsent();
    if (written) {
      // The server keeps what a form brings after the end, for its writer alone. Should the session live after all, it does nothing with it and shows it.
      written.append(Object.assign(document.createElement("input"), { type: "hidden", name: "held-only", value: "1" }));
      HTMLFormElement.prototype.submit.call(written);
      return;
    }
    // Not in the history: "back" must not lead into the record.
    location.replace(signoutUrl);
  };

  const lengthenTo = (until) => {
    deadline = Math.max(deadline, until);
    look();
  };

  const look = () => {
    const left = Math.ceil((deadline - Date.now()) / 1000);
    if (left <= -AFTER) signOut();
    else if (left > warnBefore) {
      if (dialog.open) dialog.close();
    } else {
      if (!dialog.open) dialog.showModal();
      const text = tell(Math.max(left, 0));
      if (countdown && countdown.textContent !== text) countdown.textContent = text;
    }
  };

  const stay = async () => {
    if (problem) problem.textContent = "";
    try {
      const response = await fetch(extendUrl, {
        method: "POST",
        credentials: "same-origin",
        headers: { Accept: "application/json", "Kith-Request": "extend" },
        redirect: "manual",
      });
      // Refused, or sent to the sign-in page: the session is over already. Anything else may be better in a moment.
      if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return signOut();
      if (!response.ok) throw new Error(`extend: ${response.status}`);
      const { seconds = length } = await response.json().catch(() => ({}));
      const until = Date.now() + seconds * 1000;
      channel?.postMessage({ until });
      lengthenTo(until);
    } catch {
      if (problem && failedText) problem.textContent = failedText;
    }
  };

  dialog.querySelector("[data-stay]")?.addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  channel?.addEventListener("message", ({ data }) => {
    if (data.over) signOut();
    else if (data.until) lengthenTo(data.until);
  });
  channel?.postMessage({ until: deadline });
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);
  setInterval(look, 1000);
  look();
}

/** The form in which somebody has typed or chosen, unless it is kept while it is written. */
function unsent() {
  const touched = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    // A list begins with its first entry where the page names no other.
    if (field.type === "select-one") return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    return "defaultValue" in field && field.value !== field.defaultValue;
  };
  const forms = [...document.querySelectorAll("main form[method=post]")];
  return forms.find((form) => !form.dataset.autosaveUrl && !form.querySelector("[type=password], [type=file]") && [...form.elements].some(touched));
}

/** Says a time in the page's language: whole minutes first, then steps of seconds. */
function inWords(language) {
  const unit = (name) => new Intl.NumberFormat(language || undefined, { style: "unit", unit: name, unitDisplay: "long" });
  const minutes = unit("minute");
  const seconds = unit("second");
  return (left) => (left > 60 ? minutes.format(Math.ceil(left / 60)) : seconds.format(Math.ceil(left / STEP) * STEP));
}
