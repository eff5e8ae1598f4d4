// [data-keys]: the list of keys, which opens by "?". Of its lines those are shown that do something on this
// page: [data-letter] while letters work, [data-needs] where there are rows, or what its selector finds.

import { rowsWork, switchedOn, works } from "./keys.js";

function applies(line) {
  const { letter, needs } = line.dataset;
  if (letter !== undefined && !switchedOn()) {
    return false;
  }
  if (needs === "rows") {
    return rowsWork();
  }
  return needs ? document.querySelector(needs) !== null : letter === undefined || works(letter);
}

function name(list) {
  for (const line of list.querySelectorAll("dl > div")) {
    line.hidden = !applies(line);
  }
}

export function enhanceKeyList(root) {
  for (const list of root.querySelectorAll("[data-keys]")) {
    list.hidden = false;
    name(list);
    list.addEventListener("toggle", () => name(list));
    list.addEventListener("change", () => name(list));
  }
}
