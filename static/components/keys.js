// Single letters, dead inside fields and where they are switched off. [data-key="n"]: presses a link or
// enters a field; [data-key-row="a"]: the same of the chosen row, or of the page where no row holds it;
// [data-go="o"]: follows a link after g; j and k: the next and the previous row.

import { actionOf, pick, rowsOfPage, shown, step } from "./rows.js";

const STORED = "tracker.single-letter-keys";
const WAIT = 1500;
let listening = false;
let going = -Infinity;

export function switchedOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function store(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Private windows may refuse: then the choice holds for this page only.
  }
}

function showHints(on) {
  for (const hint of document.querySelectorAll("[data-key-hint]")) {
    hint.hidden = !on;
  }
}

function inField(target) {
  return target.closest?.("input, select, textarea, [contenteditable]") !== null;
}

// What a letter presses, whichever row is chosen: the page's own comes before the top bar's.
function targetOf(letter) {
  const named = CSS.escape(letter);
  const own = document.querySelectorAll(`[data-key-row="${named}"]`);
  const keyed = document.querySelectorAll(
    `main [data-key="${named}"]:not([data-row]), [data-key="${named}"]:not([data-row])`,
  );
  const found = [...keyed, ...[...own].filter((each) => !each.closest("[data-rows]"))].filter(shown);
  return found.find((each) => each.closest("main")) ?? found[0] ?? null;
}

// Whether a letter does something on this page, now or once a row is chosen.
export function works(letter) {
  const inRows = [...document.querySelectorAll(`[data-rows] [data-key-row="${CSS.escape(letter)}"]`)];
  return targetOf(letter) !== null || inRows.some(shown);
}

function use(target) {
  if (target.matches("input, select, textarea")) {
    target.focus();
    target.select?.();
  } else {
    if (target.matches("[data-picks]")) {
      pick();
    }
    target.click();
  }
}

function go(letter) {
  const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
  link?.click();
  return link !== null;
}

// Presses what the letter stands for; returns whether it stands for anything.
function pressed(letter, now) {
  const follows = now - going < WAIT;
  going = -Infinity;
  if (follows && go(letter)) {
    return true;
  }
  if (letter === "g" && document.querySelector("[data-go]")) {
    going = now;
    return true;
  }
  const target = actionOf(CSS.escape(letter)) ?? targetOf(letter);
  if (target) {
    use(target);
    return true;
  }
  return (letter === "j" || letter === "k") && step(letter === "j" ? 1 : -1);
}

function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (event.key.length !== 1 || (event.repeat && !"jk".includes(event.key))) {
    return;
  }
  if (inField(event.target) || !switchedOn()) {
    return;
  }
  if (pressed(event.key, event.timeStamp)) {
    event.preventDefault();
  }
}

export function enhanceKeys(root) {
  if (!listening) {
    listening = true;
    document.addEventListener("keydown", press);
  }
  showHints(switchedOn());
  for (const holder of root.querySelectorAll("[data-keys-switch]")) {
    const box = holder.querySelector("input");
    holder.hidden = false;
    box.checked = switchedOn();
    box.addEventListener("change", () => {
      store(box.checked);
      showHints(box.checked);
    });
  }
}

export function rowsWork() {
  return rowsOfPage().length > 0;
}
