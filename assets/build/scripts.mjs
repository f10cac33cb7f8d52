// Our scripts, put together: the modules of assets/js and what they take of the design system, without the rest of it.
//
// A page loads boot.mjs (a frame on somebody else's page, frame.mjs), and that loads what the page asks for: each `import()` is a file of its own, what
// several share is one more. The map's library goes out as it comes, since its worker has to be a file of its own anyway.

import { basename, join } from "node:path";

const ENTRIES = ["boot.mjs", "frame.mjs"];
// As in styles.mjs, so that each of them can at least read what it is given: what these do not have is written otherwise. What runs is said in boot.mjs.
const TARGETS = ["chrome81", "edge81", "firefox68", "safari12.1", "ios12.1"];

/**
 * Builds them from the folder `root`. `served` says under which names third-party modules are served that stand beside ours. Returns the files,
 * `{ name, served, bytes }`, where `name` is what a template asks for, if any may.
 */
export async function buildScripts({ root, served }) {
  const { build } = await import("esbuild");
  const beside = {
    name: "beside",
    setup: ({ onResolve }) => onResolve({ filter: /^\.\/maplibre-gl/ }, ({ path }) => ({ path: `./${served[path.slice(2)]}`, external: true })),
  };
  const { outputFiles, metafile } = await build({
    entryPoints: ENTRIES.map((name) => join(root, "js", name)),
    absWorkingDir: root,
    outdir: join(root, "js"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    target: TARGETS,
    // Said to be missing in Safari 12 for a corner of it that nobody here uses.
    supported: { destructuring: true },
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "warning",
    plugins: [beside],
  });
  return outputFiles.map(({ path, contents }) => {
    const served = basename(path);
    const { entryPoint } = metafile.outputs[`js/${served}`];
    return { name: ENTRIES.find((name) => entryPoint === `js/${name}`), served, bytes: Buffer.from(contents) };
  });
}
