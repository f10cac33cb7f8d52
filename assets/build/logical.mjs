// From left and right to start and end: one stylesheet for both directions of writing.
//
// The design system is written for English: some 550 declarations name a physical side. Each has a logical twin that browsers of the
// last five years know, so `margin-left` becomes `margin-inline-start` and an Arabic page mirrors by `dir="rtl"` alone. What cannot
// be said logically (transforms, the arrows' clip paths) is mended by hand at the end of css/app.css.
//
// Two places stay physical on purpose:
//   - borders of a box that is rotated: they draw a tick or an arrow head, and a drawing has no direction of writing;
//   - the scroll component: its script sets classes named after the physical side.

import { mapRules, splitOutside } from "./rules.mjs";

const PROPERTIES = {
  left: "inset-inline-start",
  right: "inset-inline-end",
  "margin-left": "margin-inline-start",
  "margin-right": "margin-inline-end",
  "padding-left": "padding-inline-start",
  "padding-right": "padding-inline-end",
  "scroll-margin-left": "scroll-margin-inline-start",
  "scroll-margin-right": "scroll-margin-inline-end",
  "border-top-left-radius": "border-start-start-radius",
  "border-top-right-radius": "border-start-end-radius",
  "border-bottom-left-radius": "border-end-start-radius",
  "border-bottom-right-radius": "border-end-end-radius",
};
for (const [side, logical] of [["left", "start"], ["right", "end"]]) {
  for (const part of ["", "-width", "-style", "-color"]) PROPERTIES[`border-${side}${part}`] = `border-inline-${logical}${part}`;
}

const KEYWORDS = {
  "text-align": { left: "start", right: "end" },
  float: { left: "inline-start", right: "inline-end" },
  clear: { left: "inline-start", right: "inline-end" },
};

// Shorthands that name the sides clockwise from the top: matched only when right and left differ.
const CLOCKWISE = {
  margin: ["margin-block-start", "margin-inline-end", "margin-block-end", "margin-inline-start"],
  padding: ["padding-block-start", "padding-inline-end", "padding-block-end", "padding-inline-start"],
  inset: ["inset-block-start", "inset-inline-end", "inset-block-end", "inset-inline-start"],
  "border-width": ["border-block-start-width", "border-inline-end-width", "border-block-end-width", "border-inline-start-width"],
  "border-style": ["border-block-start-style", "border-inline-end-style", "border-block-end-style", "border-inline-start-style"],
  "border-color": ["border-block-start-color", "border-inline-end-color", "border-block-end-color", "border-inline-start-color"],
};

/** Rewrites every physical side in the tree. */
export function toLogical(nodes) {
  // A variant may size the borders of a box that another rule rotates, so the boxes are known before any rule is changed.
  const rotatedBoxes = new Set();
  mapRules(nodes, (rule) => {
    const rotates = rule.declarations.some(({ property, value }) => property === "transform" && value.includes("rotate("));
    if (rotates) for (const box of boxesOf(rule)) rotatedBoxes.add(box);
    return rule;
  });
  return mapRules(nodes, (rule) => {
    if (rule.selector.includes("nhsuk-scroll")) return rule;
    const rotated = boxesOf(rule).some((box) => rotatedBoxes.has(box));
    return { ...rule, declarations: rule.declarations.flatMap((declaration) => logicalDeclaration(declaration, rotated)) };
  });
}

/** What a rule's selectors select in the end, whatever stands around it: `.a .b::after, .c` gives `.b::after` and `.c`. */
function boxesOf(rule) {
  return splitOutside(rule.selector, ",").map((selector) => splitOutside(selector, " \n\t>+~").at(-1));
}

function logicalDeclaration(declaration, rotated) {
  const { property, value } = declaration;
  if (rotated && property.startsWith("border")) return [declaration];
  if (PROPERTIES[property]) return [{ ...declaration, property: PROPERTIES[property] }];
  const keyword = KEYWORDS[property]?.[value];
  if (keyword) return [{ ...declaration, value: keyword }];
  const sides = CLOCKWISE[property];
  const values = sides ? splitOutside(value, " \n\t") : [];
  if (values.length !== 4 || values[1] === values[3]) return [declaration];
  return sides.map((side, at) => ({ ...declaration, property: side, value: values[at] }));
}
