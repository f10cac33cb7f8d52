// One stylesheet out of the design system's prebuilt CSS and our own layer.
//
// The order is the cascade: the design system first, ours after it. Compiling its SCSS would take a second tool and give the same
// rules, so the prebuilt file is read and changed instead: fonts out, old browsers out, what no page uses out, sides made logical, colours made variables.

import { gaps, outweighing, places, withoutIs, withoutPairs } from "./older.mjs";
import { mapRules, parse, splitOutside, stringify } from "./rules.mjs";
import { toLogical } from "./logical.mjs";
import { toVariables } from "./palette.mjs";

// The newest browsers of the telephones of 2014: Safari 12.1 of an iPhone 6, Chrome 81 of Android 4.4 (e2e/journeys/old-phone.mjs looks at every page with
// that). Nesting, `light-dark()`, ranges of widths and short logical properties are newer: the minifier writes them out. What is newer and only adds
// something (`:has()`, `:focus-visible`, `color-mix()`) stays; older.mjs has what such a browser needs instead.
const TARGETS = { chrome: 81 << 16, edge: 81 << 16, firefox: 68 << 16, safari: (12 << 16) | (1 << 8), ios_saf: (12 << 16) | (1 << 8) };

// What no page of ours has: blocks of the design system by the names of their classes. They would be more than half of the sheet. A block that comes into
// use is taken out here; crates/app/tests/it/pages.rs says so when a page names one.
export const UNUSED = [
  ...["action-link", "breadcrumb", "card", "card-group", "character-count", "code", "contents-list", "do-dont-list", "expander", "file-upload"],
  ...["footer", "header", "hero", "image", "inset-text", "panel", "search-input", "tabs", "warning-callout"],
];
// Of its small helpers (`nhsuk-u-…`), on the other hand, these are all that we use.
export const HELPERS = ["margin-bottom-0", "margin-bottom-1", "margin-bottom-2", "margin-bottom-3", "margin-bottom-4", "text-align-centre", "text-align-left", "text-align-right", "visually-hidden", "frontend-not-supported-hidden"];

const OLD_BROWSERS = /\\0|-ms-high-contrast: (active|none)\)$|not \(caret-color/;

/**
 * Builds the sheet. `designSystem` is the prebuilt CSS, `own` our files in order, `fileFor(name)` gives the served name of an image,
 * which the sheet then refers to beside itself.
 */
export async function buildStyles({ designSystem, own, fileFor }) {
  const tree = toVariables(toLogical(withoutUnused(withoutOldBrowsers(withoutFonts(parse(designSystem))))));
  const { Features, transform } = await import("lightningcss");
  // What is written to the start and the end stays so: the minifier would write a rule for each of the world's languages.
  const plainly = { targets: TARGETS, exclude: Features.LogicalProperties };
  // Ours wins over the design system without a contest of selectors.
  const flat = own.map((code, n) => transform({ filename: `our ${n}`, code: Buffer.from(code), include: Features.Nesting }).code.toString());
  const ours = outweighing(withoutIs(parse(flat.join("\n"))));
  const all = [...tree, ...ours];
  const sheet = stringify([...all, ...places(withoutPairs(all)), ...gaps(ours)]);
  const code = sheet.replace(/url\("(?:\/assets\/images\/)?([\w-]+\.svg)"\)/g, (_, name) => `url("${fileFor(name)}")`);
  const { code: minified, warnings } = transform({
    filename: "kith.css",
    code: Buffer.from(code),
    minify: true,
    errorRecovery: false,
    ...plainly,
  });
  for (const { message, loc } of warnings) console.warn(`kith.css:${loc.line}: ${message}`);
  // Last, since the minifier puts together what belongs together, and says "narrower than" in the words of today.
  const css = stringify(withoutPairs(parse(minified.toString())))
    .replace(/\n\s*/g, "")
    .replace(/(@media|,)\s*not \(/g, "$1 not all and (");
  // The font of the design system is licensed to NHS bodies only, and nothing may be fetched from elsewhere.
  for (const banned of ["Frutiger", "https:", "/assets/images"]) {
    if (css.includes(banned)) throw new Error(`kith.css still contains "${banned}"`);
  }
  return css;
}

/** Drops the licensed font. What is left of `font-family` on the page would be the browser's serif, so our stack takes its place. */
function withoutFonts(nodes) {
  return mapRules(nodes, (rule) => {
    if (rule.selector === "@font-face") return null;
    const declarations = rule.declarations.map((declaration) =>
      declaration.property === "font-family" && declaration.value.includes("Frutiger") ? { ...declaration, value: "var(--kith-font)" } : declaration,
    );
    return { ...rule, declarations };
  });
}

/** Drops what is written for Internet Explorer and the first Edge: a seventh of the file. */
function withoutOldBrowsers(nodes) {
  return nodes.flatMap((node) => {
    if (node.kind !== "group") return [node];
    const prelude = node.prelude.replace(/, (\(min-width: [\d.]+em\) and )?\(-ms-high-contrast: active\)$/, "");
    if (OLD_BROWSERS.test(prelude)) return [];
    return [{ ...node, prelude, children: withoutOldBrowsers(node.children) }];
  });
}

/** Drops what no page uses. A name that stands for nothing is a slip, and says so. */
function withoutUnused(nodes) {
  const slips = new Set([...UNUSED, ...HELPERS.map((helper) => `u-${helper}`)]);
  const used = (selector) =>
    [...selector.matchAll(/\.nhsuk-([a-z0-9]+(?:-[a-z0-9]+)*)/g)].every(([, name]) => {
      slips.delete(name);
      return name.startsWith("u-") ? HELPERS.includes(name.slice(2)) : !UNUSED.includes(name);
    });
  const left = mapRules(nodes, (rule) => {
    const selectors = splitOutside(rule.selector, ",").filter(used);
    return selectors.length > 0 ? { ...rule, selector: selectors.join(", ") } : null;
  });
  if (slips.size > 0) throw new Error(`styles.mjs: the design system has no ${[...slips].join(", ")}`);
  return left;
}
