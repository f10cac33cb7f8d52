// A stylesheet as a tree, read and written without loss of order.
//
// The passes over the design system's prebuilt CSS (logical.mjs, palette.mjs) need three things: the selector of a declaration, what
// else stands in the same rule, and the group (@media, @supports) around it. A minifier's own visitor gives typed values instead, in
// which `0 8px 0 0` is spread over four objects; for rewriting text, text is the better material. The reader knows strings, comments
// and brackets, and it expects no nesting of style rules: the prebuilt file has none.
//
//   group        { kind: "group", prelude: "@media print", children: [] }
//   rule         { kind: "rule", selector, declarations: [{ property, value, important }] }
//   statement    { kind: "statement", text: "@import …" }

const GROUPS = /^@(media|supports|container|layer)\b/;

/** Reads CSS text into a list of nodes. */
export function parse(css) {
  const text = css.replace(/^\uFEFF/, "").replace(/\/\*[\s\S]*?\*\//g, "");
  const cursor = { at: 0 };
  const nodes = parseNodes(text, cursor);
  if (cursor.at < text.length) throw new Error(`stylesheet: unbalanced "}" at character ${cursor.at}`);
  return nodes;
}

function parseNodes(text, cursor) {
  const nodes = [];
  while (cursor.at < text.length) {
    const end = endOf(text, cursor.at, "{;}");
    const prelude = text.slice(cursor.at, end).trim();
    if (text[end] === "}") {
      if (prelude) throw new Error(`stylesheet: "${prelude}" outside a rule`);
      cursor.at = end;
      return nodes;
    }
    cursor.at = end + 1;
    if (text[end] !== "{") {
      // The sheet is served as UTF-8, and a charset may stand only in the first line.
      if (prelude && !prelude.startsWith("@charset")) nodes.push({ kind: "statement", text: prelude });
    } else if (GROUPS.test(prelude)) {
      const children = parseNodes(text, cursor);
      if (text[cursor.at] !== "}") throw new Error(`stylesheet: "${prelude}" is not closed`);
      cursor.at += 1;
      nodes.push({ kind: "group", prelude, children });
    } else {
      const close = endOf(text, cursor.at, "{}");
      if (text[close] !== "}") throw new Error(`stylesheet: nesting in "${prelude}" is not understood`);
      nodes.push({ kind: "rule", selector: prelude, declarations: parseDeclarations(text.slice(cursor.at, close)) });
      cursor.at = close + 1;
    }
  }
  return nodes;
}

function parseDeclarations(body) {
  return splitOutside(body, ";").flatMap((part) => {
    const colon = part.indexOf(":");
    if (colon < 0) return [];
    const important = /\s*!important\s*$/i;
    const value = part.slice(colon + 1).trim();
    return [{ property: part.slice(0, colon).trim(), value: value.replace(important, ""), important: important.test(value) }];
  });
}

/** The index of the first of `stops` that stands outside strings and round or square brackets. */
function endOf(text, from, stops) {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === '"' || char === "'") at = closingQuote(text, at);
    else if (char === "(" || char === "[") depth += 1;
    else if (char === ")" || char === "]") depth -= 1;
    else if (depth === 0 && stops.includes(char)) return at;
  }
  return text.length;
}

function closingQuote(text, open) {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[open]) return at;
  }
  throw new Error(`stylesheet: a string is not closed at character ${open}`);
}

/** Splits at each of `separators` outside strings and brackets; empty parts are left out. */
export function splitOutside(text, separators) {
  const parts = [];
  for (let from = 0; from <= text.length; ) {
    const end = endOf(text, from, separators);
    const part = text.slice(from, end).trim();
    if (part) parts.push(part);
    from = end + 1;
  }
  return parts;
}

/** Writes nodes back as text; the minifier sees to the looks. */
export function stringify(nodes) {
  return nodes
    .map((node) => {
      if (node.kind === "statement") return `${node.text};\n`;
      if (node.kind === "group") return `${node.prelude} {\n${stringify(node.children)}}\n`;
      const lines = node.declarations.map(({ property, value, important }) => `  ${property}: ${value}${important ? " !important" : ""};\n`);
      return `${node.selector} {\n${lines.join("")}}\n`;
    })
    .join("");
}

/** A new tree in which every rule has been through `change(rule, groups)`; null drops the rule, and emptied groups go too. */
export function mapRules(nodes, change, groups = []) {
  return nodes.flatMap((node) => {
    if (node.kind === "statement") return [node];
    if (node.kind === "rule") {
      const changed = change(node, groups);
      return changed && changed.declarations.length > 0 ? [changed] : [];
    }
    const children = mapRules(node.children, change, [...groups, node.prelude]);
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}
