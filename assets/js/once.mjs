// Sends a form once: a second press while the first is under way does nothing.
//
//   <form data-module="kith-once">
//
// The server holds for itself against the same form sent twice; this spares people the doubt. The button is not disabled, because a
// disabled button would not send its own name and value, and would lose the focus. After eight seconds, or when the page comes back
// out of the browser's history, the form can be sent again: on a bad line the first attempt may be lost.

const AGAIN_AFTER = 8000;

export function start(form) {
  let sent = false;
  let timer;

  const release = () => {
    clearTimeout(timer);
    sent = false;
    form.removeAttribute("aria-busy");
  };

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    form.setAttribute("aria-busy", "true");
    timer = setTimeout(release, AGAIN_AFTER);
  });

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) release();
  });
}
