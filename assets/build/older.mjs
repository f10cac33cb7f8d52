// For the browsers of a telephone of 2014: the newest that an iPhone 6 or an Android 4.4 can have are of 2018 and 2020. They know neither cascade layers
// nor `:is()`, and drop a whole rule for it; so both are written out in selectors that every browser knows, with the same weight.

import { mapRules, splitOutside } from "./rules.mjs";

// They match everything and have the weight of an id, a class, an element: nothing is called `_`.
const WEIGHTS = [":not(#_)", ":not(._)", ":not(_)"];

/**
 * Gives every selector the weight of one more id, so that these rules win over those without, whatever those weigh. Custom properties of the root are
 * left alone: a deployment's brand sets one after us.
 */
export function outweighing(nodes) {
  const heavier = (selector) => {
    if (selector.startsWith(":root")) return selector;
    const pseudo = selector.search(/::|:(?:before|after)\b/);
    return pseudo < 0 ? selector + WEIGHTS[0] : selector.slice(0, pseudo) + WEIGHTS[0] + selector.slice(pseudo);
  };
  return mapRules(nodes, (rule) => ({ ...rule, selector: splitOutside(rule.selector, ",").map(heavier).join(", ") }));
}

/** Every `:is()` as a list of selectors. */
export function withoutIs(nodes) {
  return mapRules(nodes, (rule) => ({ ...rule, selector: splitOutside(rule.selector, ",").flatMap(unfold).join(", ") }));
}

const SIDES = { inline: ["-inline-start", "-inline-end"], block: ["-top", "-bottom"] };

/** What is written for two sides at once, for each. Lines run across in every language that we have, so above and below are plainly that. */
export function withoutPairs(nodes) {
  const split = (declaration) => {
    const [, kind, way, end] = /^(margin|padding|inset|border)-(inline|block)(-start|-end)?$/.exec(declaration.property) ?? [];
    if (!kind) return [declaration];
    const sides = end ? [SIDES[way][end === "-start" ? 0 : 1]] : SIDES[way];
    const values = end || kind === "border" ? [declaration.value] : splitOutside(declaration.value, " ");
    return sides.map((side, n) => ({ ...declaration, property: `${kind}${side}`.replace(/^inset-(top|bottom)$/, "$1"), value: values[n] ?? values[0] }));
  };
  return mapRules(nodes, (rule) => ({ ...rule, declarations: rule.declarations.flatMap(split) }));
}

const PLACES = { "inset-inline-start": ["left", "right"], "inset-inline-end": ["right", "left"] };
const FLOATS = { "inline-start": ["left", "right"], "inline-end": ["right", "left"] };

/** What stands at the start or the end, once for each direction of writing, for browsers that know no such place. */
export function places(nodes) {
  const turned = (way) => ({ property, value, important }) => {
    if (PLACES[property]) return [{ property: PLACES[property][way], value, important }];
    return property === "float" && FLOATS[value] ? [{ property, value: FLOATS[value][way], important }] : [];
  };
  const ways = [0, 1].map((way) =>
    mapRules(nodes, (rule) => {
      const declarations = rule.declarations.flatMap(turned(way));
      if (way === 0) return { ...rule, declarations };
      // What the other direction set goes.
      const set = new Set(declarations.map(({ property }) => property));
      const unset = [["left", "right"], ["right", "left"]].filter(([side, other]) => set.has(side) && !set.has(other));
      const afresh = [...unset.map(([, property]) => ({ property, value: "auto", important: false })), ...declarations];
      return { ...rule, selector: splitOutside(rule.selector, ",").map((selector) => `[dir="rtl"] ${selector}`).join(", "), declarations: afresh };
    }),
  );
  return [{ kind: "group", prelude: "@supports not (float: inline-start)", children: ways.flat() }];
}

/** Room between what stands in a row, for browsers that know gaps in a grid only. `inset` came with those. */
export function gaps(nodes) {
  const rows = new Map();
  const apart = mapRules(nodes, (rule) => {
    const own = Object.fromEntries(rule.declarations.map(({ property, value }) => [property, value]));
    // Another rule of the same name changes what it has said, on a narrow screen for instance.
    const said = { ...rows.get(rule.selector), ...own };
    if (!/flex$/.test(said.display)) return null;
    rows.set(rule.selector, { display: said.display, "flex-wrap": said["flex-wrap"], "flex-direction": said["flex-direction"] });
    const [row = own["row-gap"], column = own["column-gap"] ?? row] = splitOutside(own.gap ?? "", " ");
    const margins = [];
    if (column && said["flex-direction"] !== "column") margins.push({ property: "margin-inline-end", value: column });
    if (row && (said["flex-wrap"] === "wrap" || said["flex-direction"] === "column")) margins.push({ property: "margin-bottom", value: row });
    return { ...rule, selector: splitOutside(rule.selector, ",").map((selector) => `${selector} > :not(:last-child)`).join(", "), declarations: margins };
  });
  return [{ kind: "group", prelude: "@supports not (inset: 0)", children: apart }];
}

function unfold(selector) {
  const start = selector.indexOf(":is(");
  if (start < 0) return [selector];
  const end = closing(selector, start + 3);
  const [before, after] = [selector.slice(0, start), selector.slice(end + 1)];
  const choices = splitOutside(selector.slice(start + 4, end), ",");
  // `.a:is(p)` and `.a:is(.b *)` would have to be turned round: that is better done by whoever writes it.
  const simple = before.trim() === "" || /[\w)\]]\s+$/.test(before) ? /./ : /[>+~]\s*$/.test(before) ? /^\S+$/ : /^[.:[#]\S*$/;
  if (!choices.every((choice) => simple.test(choice))) throw new Error(`styles: "${selector}" cannot be written without :is()`);
  // Each weighs as much as the weightiest, or an element more where that has a class instead.
  const weights = choices.map(weightOf);
  const [whole] = [...weights].sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2]);
  return choices.flatMap((choice, n) => {
    const missing = WEIGHTS.map((weight, kind) => weight.repeat(Math.max(0, whole[kind] - weights[n][kind])));
    return unfold(before + choice + missing.join("") + after);
  });
}

/** How many ids, classes and elements a selector names. What stands in `:not()` and `:is()` counts, as it should. */
function weightOf(selector) {
  const bare = selector.replace(/\[[^\]]*\]/g, ".x").replace(/:(?:not|is)\(/g, " ").replace(/::[\w-]+/g, " x").replace(/:[\w-]+/g, ".x").replace(/\.x\([^)]*\)/g, ".x");
  const count = (pattern) => bare.match(pattern)?.length ?? 0;
  return [count(/#[\w-]+/g), count(/\.[\w-]+/g), count(/(?<![\w.#-])[a-z][\w-]*/gi)];
}

function closing(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    else if (text[at] === ")" && (depth -= 1) === 0) return at;
  }
  throw new Error(`styles: "${text}" is not closed`);
}
