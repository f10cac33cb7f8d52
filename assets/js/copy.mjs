// A button that copies a text: <li data-module="kith-copy" data-copy="https://…" data-text="Copy the link" data-done="Copied">. Where the browser lets no page
// copy, none is offered; the text stands beside it.

export function start(host) {
  if (!navigator.clipboard || host.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--secondary";
  button.textContent = host.dataset.text;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(host.dataset.copy);
      said.textContent = ` ${host.dataset.done}`;
    } catch {
      host.hidden = true;
    }
  });
  host.append(button, said);
}
