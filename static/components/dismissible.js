// [data-dismissible]: an open <details> closes on Escape, on a press outside, and where another opens.

const SELECTOR = "details[data-dismissible]";
let listening = false;

function close(details, refocus) {
  details.open = false;
  if (refocus) {
    details.querySelector("summary").focus();
  }
}

function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    const open = [...document.querySelectorAll(`${SELECTOR}[open]`)].pop();
    if (open) {
      event.preventDefault();
      close(open, true);
    }
  });
  document.addEventListener("pointerdown", (event) => {
    for (const details of document.querySelectorAll(`${SELECTOR}[open]`)) {
      if (!details.contains(event.target)) {
        close(details, false);
      }
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    const details = button?.closest(SELECTOR);
    if (details) {
      event.preventDefault();
      close(details, true);
    }
  });
}

// A body that would leave the window opens from the other side.
function keepInWindow(details) {
  const body = details.querySelector(".popover-body");
  if (body && body.getBoundingClientRect().left < 8) {
    details.classList.add("from-left");
  } else if (body && body.getBoundingClientRect().right > document.documentElement.clientWidth - 8) {
    details.classList.remove("from-left");
  }
}

export function enhanceDismissible(root) {
  if (!listening) {
    listening = true;
    listen();
  }
  for (const button of root.querySelectorAll("[data-dismiss]")) {
    button.hidden = false;
  }
  for (const details of root.querySelectorAll(SELECTOR)) {
    details.addEventListener("toggle", () => {
      if (!details.open) {
        return;
      }
      for (const other of document.querySelectorAll(`${SELECTOR}[open]`)) {
        if (other !== details && !other.contains(details)) {
          other.open = false;
        }
      }
      keepInWindow(details);
      details.querySelector(".popover-body :is(input:not([type=hidden]), select, textarea)")?.focus();
    });
  }
}
