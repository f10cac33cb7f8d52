// A button that prints the page, in the place of the words that say how to: <div data-module="kith-print" data-text="Print"><p>…</p></div>.

export function start(host) {
  if (host.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button";
  button.textContent = host.dataset.text;
  button.addEventListener("click", () => window.print());
  host.replaceChildren(button);
}
