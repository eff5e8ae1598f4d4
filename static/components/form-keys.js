// form[data-form-keys]: Ctrl Enter presses Publish; Esc leaves by [data-leave], which keeps the draft, or, where
// nothing was typed, goes to the address that it names. A form shown again with what was typed has data-typed.

let listening = false;
const begun = new WeakMap();

function given(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function publish(form) {
  form.requestSubmit(form.querySelector("[name='publish']"));
}

function leave(form, button) {
  const untouched = given(form) === begun.get(form) && !form.hasAttribute("data-typed");
  if (untouched && !document.querySelector("[data-error-summary]")) {
    location.assign(button.dataset.leave);
  } else {
    form.requestSubmit(button);
  }
}

// Esc first closes what is open and takes off what is said; keys of a field elsewhere are its own.
function press(event) {
  const form = document.querySelector("form[data-form-keys]");
  if (!form || event.defaultPrevented || event.isComposing) {
    return;
  }
  const outside = event.target.closest?.("input, select, textarea, details[open]") && !form.contains(event.target);
  const button = form.querySelector("[data-leave]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
    event.preventDefault();
    publish(form);
  } else if (event.key === "Escape" && button && !outside && !document.querySelector("[data-toast]")) {
    event.preventDefault();
    leave(form, button);
  }
}

export function enhanceFormKeys(root) {
  if (!listening) {
    listening = true;
    document.addEventListener("keydown", press);
  }
  for (const form of root.querySelectorAll("form[data-form-keys]")) {
    begun.set(form, given(form));
  }
}
