// Asks the browser for a passkey or security key when its form is sent, and sends the answer along.
//
//   <form data-module="kith-passkey" data-how="get" data-options="{…}" data-origin="https://…" data-failed-text="…" …>
//     <input type="hidden" name="answer"> … <p id="answer" role="alert"></p>
//
// `data-how` is "create" to add a key, "get" to be asked for one. What the browser says goes to the server unread: all that is done here is to turn
// bytes into text and back (base64url, as the standard's JSON form has it; older browsers have no function for it).

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export function start(form) {
  const message = form.querySelector("#answer");
  const say = (words) => {
    message.textContent = words;
    message.focus();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    message.textContent = "";
    if (location.origin !== form.dataset.origin) return say(form.dataset.elsewhereText);
    if (!navigator.credentials || !window.PublicKeyCredential) return say(form.dataset.noneText);
    form.setAttribute("aria-busy", "true");
    try {
      form.elements.answer.value = JSON.stringify(await ask(form.dataset.how, JSON.parse(form.dataset.options).publicKey));
      form.submit();
    } catch {
      // Cancelled, timed out, or not one of the keys that were asked for: browsers do not say which.
      say(form.dataset.failedText);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
}

async function ask(how, options) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    publicKey[list] = options[list]?.map((known) => ({ ...known, id: bytes(known.id) }));
  }
  if (how === "create") publicKey.user = { ...options.user, id: bytes(options.user.id) };
  const { id, rawId, type, response } = await navigator.credentials[how]({ publicKey });
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  if (how === "create") {
    answer.attestationObject = text(response.attestationObject);
    answer.transports = response.getTransports?.() ?? [];
  } else {
    answer.authenticatorData = text(response.authenticatorData);
    answer.signature = text(response.signature);
    answer.userHandle = text(response.userHandle) ?? null;
  }
  return { id, rawId: text(rawId), type, response: answer, extensions: {} };
}
