// A note and a record on paper: black on white though the screen is dark, nothing that can only be clicked, nothing cut off.

import { check, inside } from "../lib.mjs";

export const name = "what is printed can be read on paper";

// A4 between margins of 15 mm, at 96 dots an inch.
const PAPER = { width: 680, height: 1009 };

export async function run({ newPage }) {
  const desk = await inside(newPage, "Sam Lee", { dark: true, ...PAPER });
  await desk.goto("/cases");
  const record = await desk.locator(".kith-table tbody a[href^='/cases/']").first().getAttribute("href");
  await paper(desk, record);
  const surgery = await inside(newPage, "Grace Okoro", { dark: true, ...PAPER });
  await surgery.goto("/notes");
  const note = await surgery.locator(".kith-table tbody a[href^='/notes/']").first().getAttribute("href");
  await paper(surgery, note);
  await paper(surgery, "/services/carpenters-road-singers");
  await paper(surgery, "/services/carpenters-road-singers/print");
  // In large letters, and still on one side.
  await surgery.emulateMedia({ media: null });
  const sheet = await surgery.pdf({ format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
  const sides = [...sheet.toString("latin1").matchAll(/\/Type\s*\/Page(?!s)/g)].length;
  check(sides === 1, `a sheet to hand out has ${sides} sides`);
}

async function paper(page, path) {
  await page.goto(path);
  await page.emulateMedia({ media: "print" });
  const faults = await page.evaluate((width) => {
    const faults = [];
    const drawn = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 0;
    const name = (element) => `${element.localName}.${[...element.classList].join(".")} "${element.textContent.trim().slice(0, 30)}"`;
    for (const element of document.querySelectorAll("header, footer.kith-footer, nav, button, .nhsuk-button, .nhsuk-skip-link, dialog, input:not([type=hidden]), textarea, select")) {
      if (drawn(element)) faults.push(`${name(element)} is printed`);
    }
    const light = (colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return { light: (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255, alpha };
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const { light: value, alpha } = light(getComputedStyle(at).backgroundColor);
        if (alpha > 0) return value;
      }
      return 1;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let count = 0;
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || !drawn(element) || element.closest("script, .nhsuk-u-visually-hidden")) continue;
      count += 1;
      if (light(getComputedStyle(element).color).light > 0.45) faults.push(`${name(element)} is pale`);
      if (ground(element) < 0.85) faults.push(`${name(element)} stands on a dark ground`);
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > width + 1) faults.push(`${name(element)} is cut off`);
      // On a narrow sheet a table says its headings in every row, as on a phone.
      for (let at = element; at !== document.body && !element.closest("thead"); at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        if ((overflowX !== "visible" && at.scrollWidth > at.clientWidth + 1) || (overflowY !== "visible" && at.scrollHeight > at.clientHeight + 1)) faults.push(`${name(at)} hides a part`);
      }
    }
    if (count < 20) faults.push(`only ${count} pieces of text`);
    if (document.documentElement.scrollWidth > width) faults.push(`${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelectorAll("main details:not(.kith-no-print, .kith-no-print *)")) {
      const inner = element.querySelector(":scope > :not(summary)");
      if (inner && !inner.checkVisibility({ contentVisibilityAuto: true })) faults.push(`${name(element)} is folded`);
    }
    return [...new Set(faults)];
  }, PAPER.width);
  check(faults.length === 0, `${path} on paper:\n  ${faults.slice(0, 20).join("\n  ")}`);
}
