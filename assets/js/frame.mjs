// Starts the map of a frame on somebody else's page (directory/pages/framed.jinja). The list beside it needs no script, and nothing else of ours runs there.

import { start } from "./map.mjs";

for (const section of document.querySelectorAll("[data-module=kith-map]")) start(section);
