// .link-editor: the marks beside the strengths take the shape and colour of the effect that is chosen.

const BASES = { minor: 3.5, moderate: 4.9, major: 6.9 };

function follow(editor) {
  const effect = editor.querySelector("input[name$='-effect']:checked")?.value ?? "advances";
  const sign = { advances: 1, "sets-back": -1, context: 0 }[effect];
  for (const radio of editor.querySelectorAll("input[name$='-strength']")) {
    const mark = radio.closest(".choice").querySelector("use");
    if (mark && radio.value in BASES) {
      mark.setAttribute("class", `mark ${effect}`);
      mark.setAttribute("href", `#mark-${effect}-${radio.value}`);
      mark.setAttribute("y", String(sign * BASES[radio.value]));
    }
  }
}

export function enhanceLinkEditors(root) {
  for (const editor of root.querySelectorAll(".link-editor")) {
    follow(editor);
    editor.addEventListener("change", (event) => {
      if (event.target.name.endsWith("-effect")) {
        follow(editor);
      }
    });
  }
}
