// From fixed colours to variables: what makes our own brand and the dark theme possible.
//
// The design system prints its palette as literal colours, the same grey for a line, a page and a disabled button. What a colour
// means follows from the property it stands in, so each property has a role (ink, fill, line) and each role its table from literal
// to variable. The variables and both their values, light and dark, stand in css/tokens.css.
//
// Left alone: the yellow focus ring with its black ink (the strongest signal there is, in both themes), tags (their pairs of colours
// are tuned to each other), reversed variants (light on a fixed dark ground), care cards (their
// red, yellow and black say how urgent), and whatever is for print or for forced colours.

import { mapRules } from "./rules.mjs";

const INK = {
  "#212b32": "ink",
  "#4c6272": "muted",
  "#005eb8": "link",
  "#330072": "link-visited",
  "#7c2855": "link-hover",
  "#002f5c": "link-active",
  "#003087": "link",
  "#d5281b": "error",
  "#007f3b": "success",
};

const FILL = {
  "#ffffff": "surface",
  "#f0f4f5": "page",
  "#d8dde0": "sunken",
  "#e0e4e6": "hover",
  "#005eb8": "accent-fill",
  "#0055a6": "accent-fill-hover",
  "#004b93": "accent-fill-hover",
  "#003d78": "accent-fill-active",
  "#002f5c": "accent-fill-active",
  "#007f3b": "success-fill",
  "#d9e7f4": "accent-soft",
  "#c7dcef": "accent-soft-active",
  "#fff9c4": "notice",
};

const LINE = {
  "#212b32": "ink",
  "#4c6272": "input",
  "#768692": "input",
  "#aeb7bd": "line-strong",
  "#d8dde0": "line",
  "#f0f4f5": "line",
  "#ffffff": "surface",
  "#005eb8": "accent-line",
  "#0055a6": "accent-fill-hover",
  "#004b93": "accent-fill-hover",
  "#002f5c": "accent-fill-active",
  "#337ec6": "accent-fill-line",
  "#d5281b": "error",
  "#007f3b": "success",
};

// Primary buttons are green in the design system and wear our accent here.
const BUTTON = {
  "#007f3b": "accent-fill",
  "#00662f": "accent-fill-hover",
  "#00401e": "accent-fill-active",
};

const ROLES = [
  [/^(color|fill|stroke|text-decoration-color)$/, INK],
  [/^background(-color)?$/, FILL],
  [/^(border|outline|box-shadow)/, LINE],
];

const FIXED_SELECTOR = /nhsuk-tag|--reverse|nhsuk-button--warning|card--care/;
const FIXED_GROUP = /print|forced-colors/;
const FOCUS = "#ffeb3b";

/** Replaces literal colours by variables, and drops the design system's own colour properties, which nothing reads. */
export function toVariables(nodes) {
  return mapRules(nodes, (rule, groups) => {
    if (rule.selector === ":root") {
      return { ...rule, declarations: rule.declarations.filter(({ property }) => !property.endsWith("-colour")) };
    }
    if (FIXED_SELECTOR.test(rule.selector) || groups.some((prelude) => FIXED_GROUP.test(prelude))) return rule;
    if (rule.declarations.some(({ value }) => value.includes(FOCUS))) return rule;
    return { ...rule, declarations: rule.declarations.map((declaration) => themed(declaration, rule)) };
  });
}

function themed(declaration, rule) {
  const { property, value } = declaration;
  const role = ROLES.find(([properties]) => properties.test(property))?.[1];
  if (!role) return declaration;
  const isButton = rule.selector.includes("nhsuk-button") && !rule.selector.includes("secondary");
  // A secondary button is drawn in the accent: its words are no link.
  const isSecondary = rule.selector.includes("nhsuk-button--secondary");
  const variable = (colour) => {
    if (isButton && role !== INK && BUTTON[colour]) return BUTTON[colour];
    if (isSecondary && role === INK && colour === "#005eb8") return "accent-ink";
    return role[colour];
  };
  return { ...declaration, value: value.replace(/#[0-9a-f]{6}\b/g, (colour) => (variable(colour) ? `var(--kith-${variable(colour)})` : colour)) };
}
