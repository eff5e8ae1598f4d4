// [data-toast]: a sentence that can be dismissed; Escape dismisses the last. Announced, also on page load.
// [data-request-failed] holds the one that is shown when a request of htmx fails.

let listening = false;

function announce(region) {
  // A live region speaks of changes only: what came with the page is put in again.
  const said = [...region.children];
  if (said.length === 0) {
    return;
  }
  region.replaceChildren();
  setTimeout(() => region.prepend(...said), 100);
}

// A part of the page that could not be fetched: what was there stays, and a toast says so.
function tellFailure() {
  const region = document.querySelector("[data-toasts]");
  const toast = document.querySelector("[data-request-failed]")?.content.firstElementChild.cloneNode(true);
  if (region && toast) {
    toast.querySelector("[data-toast-close]").hidden = false;
    region.replaceChildren(toast);
  }
}

function listen() {
  document.addEventListener("htmx:responseError", tellFailure);
  document.addEventListener("htmx:sendError", tellFailure);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      document.querySelector("[data-toast]:last-child")?.remove();
    }
  });
  document.addEventListener("click", (event) => {
    event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove();
  });
  document.addEventListener("submit", () => {
    for (const toast of document.querySelectorAll("[data-toast]")) {
      toast.remove();
    }
  });
}

export function enhanceToasts(root) {
  if (!listening) {
    listening = true;
    listen();
  }
  const toasts = root.matches?.("[data-toast]") ? [root] : root.querySelectorAll("[data-toast]");
  for (const toast of toasts) {
    toast.querySelector("[data-toast-close]").hidden = false;
  }
  for (const region of root.querySelectorAll("[data-toasts]")) {
    announce(region);
  }
}
