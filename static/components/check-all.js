// [data-check-all="essay"]: one box that checks all boxes [data-check="essay"]; shown where scripts run.

function follow(all, boxes) {
  const checked = boxes.filter((box) => box.checked).length;
  all.checked = checked === boxes.length;
  all.indeterminate = checked > 0 && checked < boxes.length;
}

export function enhanceCheckAll(root) {
  for (const holder of root.querySelectorAll("[data-check-all]")) {
    const name = CSS.escape(holder.dataset.checkAll);
    const boxes = [...document.querySelectorAll(`[data-check="${name}"]`)];
    const all = holder.querySelector("input");
    holder.hidden = false;
    follow(all, boxes);
    all.addEventListener("change", () => {
      for (const box of boxes) {
        box.checked = all.checked;
      }
    });
    for (const box of boxes) {
      box.addEventListener("change", () => follow(all, boxes));
    }
  }
}
