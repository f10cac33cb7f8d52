// Brings third-party material onto this machine, by lock file and hash: npm packages and the Jinja templates of the design system.
//
// Both go into node_modules, which git ignores. Scripts of packages never run. With KITH_CACHE set, downloads are kept in that folder,
// so that a fresh clone on the same machine fetches nothing.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Installs when `wanted`, a hash of the lock files, is not what stands there already. Returns where things are. */
export function install(root, wanted) {
  const modules = join(root, "node_modules");
  const templates = join(modules, ".python");
  const done = join(modules, ".kith-installed");
  if (!existsSync(done) || readFileSync(done, "utf8") !== wanted) {
    const cache = process.env.KITH_CACHE;
    run(root, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...(cache ? ["--cache", join(cache, "npm")] : [])]);
    run(root, "python3", [
      ..."-m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --no-compile --require-hashes".split(" "),
      ...(cache ? ["--cache-dir", join(cache, "pip")] : []),
      ...["--target", templates, "--requirement", "requirements.txt"],
    ]);
    // Last, so that an interrupted installation is done again.
    writeFileSync(done, wanted);
  }
  return { designSystem: join(modules, "nhsuk-frontend"), templates: join(templates, "nhsuk_frontend_jinja", "templates") };
}

function run(cwd, command, args) {
  // npm is a script on Windows and needs its shell; elsewhere no shell comes near the arguments.
  const { status, error } = spawnSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
  if (error?.code === "ENOENT") throw new Error(`${command} is not installed; the assets need Node 20 with npm, and Python 3 with pip`);
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args[0]} failed with status ${status}`);
}
