// The thread on a phone without scripts, beside the other: other people, since a code of an app works once, and another group.

import { walk } from "../thread.mjs";

export const name = "from a surgery to a piano and back, on a phone without scripts";
export const long = true;

export async function run({ newPage, axe }) {
  await walk(
    {
      what: "no-scripts",
      guise: { js: false, width: 360, height: 740 },
      who: "Edna Marsh",
      number: "999 000 0026",
      referrer: "Dr Anjali Rao",
      worker: "Femi Adeyemi",
      group: "Tune & Teacake",
      to: "tony@tuneandteacake.example",
    },
    newPage,
    axe,
  );
}
