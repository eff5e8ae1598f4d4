// [data-rows]: its rows are gone through by j and k; Enter opens the one chosen by its first link, which has
// the focus, so that it is read out. Keys that act on a row act on the one chosen, or the one with the focus.

export function shown(element) {
  return element.getClientRects().length > 0;
}

function linkOf(row) {
  return row.querySelector("a[href]");
}

export function rowsOfPage() {
  return [...document.querySelectorAll("[data-rows] > *")].filter((row) => linkOf(row) && shown(row));
}

export function chosenRow() {
  return document.activeElement?.closest("[data-rows] > *") ?? document.querySelector("[data-rows] > .chosen");
}

function mark(row) {
  for (const before of document.querySelectorAll("[data-rows] > .chosen")) {
    before.classList.toggle("chosen", before === row);
  }
  row.classList.add("chosen");
}

// Goes on by so many rows; from outside, the first that begins in view comes first. Returns whether it did.
export function step(by) {
  const rows = rowsOfPage();
  if (rows.length === 0) {
    return false;
  }
  const place = rows.indexOf(chosenRow());
  const inView = rows.findIndex((row) => row.getBoundingClientRect().bottom > 0);
  const wanted = place < 0 ? Math.max(inView, 0) : Math.min(Math.max(place + by, 0), rows.length - 1);
  const row = rows[wanted];
  mark(row);
  linkOf(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

// What a letter presses in the chosen row, if anything.
export function actionOf(letter) {
  const row = chosenRow();
  const action = row?.querySelector(`[data-key-row="${letter}"]`);
  if (!action || !shown(action)) {
    return null;
  }
  mark(row);
  return action;
}

// Of a form about rows ([data-picks]): where none is checked, the one chosen is meant.
export function pick() {
  const box = chosenRow()?.querySelector("input[type='checkbox']");
  if (box && !document.querySelector("[data-rows] input:checked")) {
    box.checked = true;
  }
}

// Enter where nothing else would take it.
function open(event) {
  const row = document.querySelector("[data-rows] > .chosen");
  const elsewhere = event.target !== document.body && event.target.id !== "main";
  if (event.key === "Enter" && row && !elsewhere && !event.defaultPrevented) {
    event.preventDefault();
    linkOf(row).click();
  }
}

let listening = false;

export function enhanceRows() {
  if (!listening) {
    listening = true;
    document.addEventListener("keydown", open);
  }
}
