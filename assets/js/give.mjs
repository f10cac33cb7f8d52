// A message opens with the press that counts it: <form data-module="kith-give" data-text="sms:…" data-email="mailto:…">.
//
// Without this the next page has a button that opens it. The form goes behind the page, the worker's own device is asked to open the message, and then the next
// page comes all the same, for who has nothing that opens it.

const OPENS_WITHIN = 700;

export function start(form) {
  form.addEventListener("submit", async (event) => {
    const opens = form.dataset[event.submitter?.value ?? ""];
    // What is not said to be safe is told by the server.
    if (event.defaultPrevented || !opens || !form.querySelector("[name=safe]")?.checked) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      location.href = opens;
      setTimeout(() => location.assign(answer.url), OPENS_WITHIN);
    } catch {
      // On a bad line: the way without scripts. The same form counts once.
      const how = form.appendChild(document.createElement("input"));
      how.type = "hidden";
      how.name = "how";
      how.value = event.submitter.value;
      form.submit();
    }
  });
}
