// [data-error-summary]: takes the focus when the page comes back with errors; its links enter the field.

function enter(event) {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) {
    return;
  }
  event.preventDefault();
  const control = field.matches("input, select, textarea, button")
    ? field
    : field.querySelector("input:not([type=hidden]), select, textarea");
  field.scrollIntoView({ block: "center" });
  (control ?? field).focus({ preventScroll: true });
}

export function enhanceErrorSummary(root) {
  for (const summary of root.querySelectorAll("[data-error-summary]")) {
    summary.addEventListener("click", enter);
    summary.focus();
  }
}
