// A browser of 2020, as the newest that a telephone of 2014 with Android can have. What drives the other journeys speaks to browsers of today only, so this one
// is spoken to directly, in its own protocol through a pipe.

import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const PACKED = join(dirname(createRequire(import.meta.url).resolve("chrome-aws-lambda/package.json")), "bin", "chromium.br");
const ARGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-dev-shm-usage --hide-scrollbars --remote-debugging-pipe";
const TIMEOUT = 30_000;

/** Starts it, hands it to `work` and ends it. */
export async function withOldBrowser(work) {
  const folder = mkdtempSync(join(tmpdir(), "kith-old-browser-"));
  const program = join(folder, "chromium");
  writeFileSync(program, brotliDecompressSync(readFileSync(PACKED)));
  chmodSync(program, 0o755);
  const args = [...ARGS.split(" "), `--user-data-dir=${join(folder, "profile")}`, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"];
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    return await work(spoken(child.stdio[3], child.stdio[4]));
  } finally {
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Its protocol: messages that end with a zero, each answered under its number, and events in between. */
function spoken(to, from) {
  const waiting = new Map();
  const listeners = [];
  let number = 0;
  let rest = "";
  from.setEncoding("utf8");
  from.on("data", (text) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop();
    for (const message of messages.map((one) => JSON.parse(one))) {
      if (!message.id) for (const listen of listeners) listen(message);
      else waiting.get(message.id)(message);
    }
  });
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = (number += 1);
      const timer = setTimeout(() => reject(new Error(`the old browser does not answer ${method}`)), TIMEOUT);
      waiting.set(id, ({ result, error }) => {
        clearTimeout(timer);
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return { newPage: (guise) => newPage(send, listeners, guise) };
}

/** A page that is on its way to another may not answer any more: that it got there is what is waited for. */
function gone(error) {
  if (!/navigated or closed|context was destroyed/.test(error.message)) throw error;
}

/** A page as large as a telephone. `faults` has what its scripts threw. */
async function newPage(send, listeners, { js = true, width = 360, height = 740 } = {}) {
  const { browserContextId } = await send("Target.createBrowserContext");
  const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const ask = (method, params) => send(method, params, sessionId);
  const faults = [];
  const loads = [];
  listeners.push((event) => {
    if (event.sessionId !== sessionId) return;
    if (event.method === "Runtime.exceptionThrown") faults.push(event.params.exceptionDetails.exception?.description ?? event.params.exceptionDetails.text);
    if (event.method === "Runtime.consoleAPICalled" && event.params.type === "error") faults.push(event.params.args.map(({ value, description }) => value ?? description).join(" "));
    if (event.method === "Page.loadEventFired") for (const load of loads.splice(0)) load();
  });
  for (const domain of ["Page", "Runtime"]) await ask(`${domain}.enable`);
  await ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: true });
  await ask("Emulation.setScriptExecutionDisabled", { value: !js });
  const loaded = async (doing) => {
    const there = new Promise((resolve, reject) => {
      loads.push(resolve);
      setTimeout(() => reject(new Error("the old browser's page does not load")), TIMEOUT).unref();
    });
    await doing();
    await there;
  };
  const evaluate = async (work, ...args) => {
    const expression = `(${work})(${args.map((arg) => JSON.stringify(arg)).join(", ")})`;
    const { result, exceptionDetails } = await ask("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  return {
    faults,
    evaluate,
    goto: (address) => loaded(() => ask("Page.navigate", { url: address })),
    /** Does in the page what leads to another. */
    leads: (work, ...args) => loaded(() => evaluate(work, ...args).catch(gone)),
    /** The addresses that "Back" leads to, and the one that is open. */
    been: async () => {
      const { currentIndex, entries } = await ask("Page.getNavigationHistory");
      return entries.slice(0, currentIndex + 1).map(({ url }) => url);
    },
    dark: () => ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] }),
    picture: async () => Buffer.from((await ask("Page.captureScreenshot")).data, "base64"),
  };
}
