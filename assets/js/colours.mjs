// The colours of the page, for what is drawn on a canvas.

/** Reads a colour of the page as three numbers, as it is now: the map knows neither variables nor mixed colours. */
export function colours() {
  const probe = document.body.appendChild(document.createElement("span"));
  const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  queueMicrotask(() => probe.remove());
  return (name) => {
    probe.style.color = `var(--kith-${name})`;
    pixel.fillStyle = getComputedStyle(probe).color;
    pixel.fillRect(0, 0, 1, 1);
    const [r, g, b] = pixel.getImageData(0, 0, 1, 1).data;
    return `rgb(${r}, ${g}, ${b})`;
  };
}
