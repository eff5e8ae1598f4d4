// [data-log-form]: Alt 1 to 3 add a suggestion, Enter in a field never sends, what publishing does is asked
// again after each change, the focus goes to what was added, and what was sent is not sent twice.

const WAIT = 500;

function askAgain(form) {
  for (const part of form.querySelectorAll("[data-publish-effect]")) {
    part.dispatchEvent(new CustomEvent("effect-changed"));
  }
}

function addSuggestion(event) {
  if (!event.altKey || !/^Digit[1-3]$/.test(event.code)) {
    return;
  }
  const add = document.querySelector(`[data-suggestion="${event.code.slice(-1)}"]`);
  if (add) {
    event.preventDefault();
    add.click();
  }
}

function listen(form) {
  document.addEventListener("keydown", addSuggestion);
  let timer = 0;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => askAgain(form), WAIT);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.target.matches("[data-find-link]")) {
      event.preventDefault();
      form.querySelector("[data-add-link]").click();
    } else if (event.target.matches("input:not([type='checkbox'], [type='radio'])")) {
      event.preventDefault();
    }
  });
}

function focusAdded(root) {
  if (root.id === "sources") {
    [...root.querySelectorAll("input[name$='-url']")].pop()?.focus();
  } else if (root.id === "links") {
    const added = root.querySelector("[data-added] input[type='radio']");
    (added ?? root.querySelector("[data-find-link]"))?.focus();
  }
}

export function enhanceLogForm(root) {
  for (const form of root.querySelectorAll("[data-log-form]")) {
    listen(form);
  }
  if (root !== document) {
    focusAdded(root);
  }
}
