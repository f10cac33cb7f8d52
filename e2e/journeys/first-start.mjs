// A house in which there is nobody: whoever started it makes the first administrator with the code from the terminal, and finds the list of what
// is still to be done. The house is this journey's own.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, COLOURS, noSidewaysScroll, sees, shot } from "../lib.mjs";

export const name = "an empty house is set up";

const PASSWORD = "chairs-and-tea-urns";

export async function run({ newPage, axe }) {
  const house = await start();
  try {
    const page = await newPage({ at: house.url });
    const look = async (as) => {
      await axe(page);
      await shot(page, `first-start-${as}`);
      await page.emulateMedia({ colorScheme: "dark" });
      await axe(page, COLOURS);
      await noSidewaysScroll(page);
      await page.emulateMedia({ colorScheme: "light" });
    };
    const make = () => page.getByRole("button", { name: "Make the administrator" }).click();

    await page.goto("/find");
    await sees(page, "Nobody can sign in here yet");
    await look("stranger");
    await page.getByLabel("Set-up code").fill("1234");
    await make();
    await sees(page, "There is a problem");
    await look("mistakes");
    await page.getByLabel("Set-up code").fill(house.code);
    await page.getByLabel("Name", { exact: true }).fill("Ada Novak");
    await page.getByLabel("E-mail address").fill("ada@house.example");
    await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
    await make();
    await sees(page, "You are the first administrator");
    await look("made");

    // Whoever comes with the code afterwards is told nothing.
    const late = await newPage({ at: house.url, js: false, width: 360, height: 740 });
    const answer = await late.goto("/set-up");
    check(answer.status() === 404, `the set-up page of a house that has an administrator: status ${answer.status()}`);
  } finally {
    house.stop();
  }
}

/** Starts `kith serve` on an empty folder; its address and the code that it prints. */
async function start() {
  const { KITH_PROGRAM: kith } = process.env;
  check(kith, "KITH_PROGRAM must say where kith is");
  const data = mkdtempSync(join(tmpdir(), "kith-first-start-"));
  const port = await freePort();
  const server = spawn(kith, ["--data", data, "serve", "--bind", `127.0.0.1:${port}`], { stdio: ["ignore", "pipe", "ignore"] });
  const stop = () => {
    server.kill();
    rmSync(data, { recursive: true, force: true });
  };
  process.once("exit", stop);
  const code = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (part) => {
      said += part;
      const code = said.match(/set-up code:\s+(\S+)\s/);
      if (code) resolve(code[1]);
    });
    server.once("error", reject).once("exit", () => reject(new Error(`kith serve ended: ${said}`)));
  });
  return { url: `http://127.0.0.1:${port}`, code, stop };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
