// Starts every enhancement, on the page and on each part that htmx swaps in. Pages work without it.
import { enhanceDismissible } from "../components/dismissible.js";
import { enhanceKeys } from "../components/keys.js";
import { enhanceKeyList } from "../components/key-list.js";
import { enhanceRows } from "../components/rows.js";
import { enhanceFormKeys } from "../components/form-keys.js";
import { enhanceToasts } from "../components/toast.js";
import { enhanceLanes } from "../components/lanes.js";
import { enhanceCheckAll } from "../components/check-all.js";
import { enhanceErrorSummary } from "../components/error-summary.js";
import { enhanceChipSelects } from "../components/chip-select.js";
import { enhanceLinkEditors } from "../components/link-editor.js";
import { enhanceLogForm } from "../components/log-form.js";

const enhancements = [
  enhanceDismissible,
  enhanceKeys,
  enhanceRows,
  enhanceKeyList,
  enhanceFormKeys,
  enhanceToasts,
  enhanceErrorSummary,
  enhanceCheckAll,
  enhanceLanes,
  enhanceChipSelects,
  enhanceLinkEditors,
  enhanceLogForm,
];

function enhance(root) {
  for (const each of enhancements) {
    each(root);
  }
}

enhance(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    enhance(event.target);
  }
});
