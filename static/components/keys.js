// [data-key="n"]: a single letter presses a link or enters a field. Dead inside fields; can be switched off.

const STORED = "tracker.single-letter-keys";
let listening = false;

function switchedOn() {
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

function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (event.key.length !== 1 || inField(event.target) || !switchedOn()) {
    return;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([data-row])`);
  if (!target || target.getClientRects().length === 0) {
    return;
  }
  event.preventDefault();
  if (target.matches("input, select, textarea")) {
    target.focus();
    target.select?.();
  } else {
    target.click();
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
