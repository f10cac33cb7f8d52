// A button beside the field for a place: where somebody is, as their browser tells it.
//
//   <div class="nhsuk-input-wrapper kith-near" data-module="kith-near" data-waiting="Finding where you are …" data-failed="…"> with the field and a hidden button inside,
//   in a form with a .kith-near__said (directory/pages/parts.jinja)
//
// The browser is asked when the button is pressed, and not before. The place goes into the field, where it is seen and can be taken out again, and the form is sent as
// its own button sends it: by POST, so that the point stands in no address.

// Degrees have so many digits after the point: nobody need know at which door somebody stands.
const DIGITS = 3;
// How many milliseconds a device may take, and how old a place may be that it has already.
const LONGEST = 15_000;
const FRESH = 60_000;

export function start(row) {
  // Browsers tell it to no page that came unencrypted.
  if (!isSecureContext || !navigator.geolocation) return;
  const field = row.querySelector("input");
  const button = row.querySelector("button");
  const said = field.form.querySelector(".kith-near__said");
  const label = button.textContent.trim();
  let waiting = false;

  // What is under way stands on the button, and is heard beside it: a button whose words change is not read again everywhere.
  const say = (text, busy = false) => {
    waiting = busy;
    button.textContent = busy ? text : label;
    button.setAttribute("aria-disabled", busy);
    said.classList.toggle("nhsuk-u-visually-hidden", busy);
    said.textContent = text;
  };
  const found = ({ coords: { latitude, longitude } }) => {
    field.value = [latitude, longitude].map((n) => n.toFixed(DIGITS)).join(",");
    field.form.requestSubmit([...field.form.elements].find((element) => element.type === "submit"));
  };

  button.addEventListener("click", () => {
    if (waiting) return;
    say(row.dataset.waiting, true);
    navigator.geolocation.getCurrentPosition(found, () => say(row.dataset.failed), { timeout: LONGEST, maximumAge: FRESH });
  });
  // Out of the browser's history it can be pressed again.
  window.addEventListener("pageshow", ({ persisted }) => persisted && say(""));
  button.hidden = false;
}
