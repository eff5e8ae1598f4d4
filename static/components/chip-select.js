// select[data-chip-select]: what is chosen stands as tags, the rest is offered while typing.
// The select stays in the form and holds the answer, in the order in which things were chosen.

let made = 0;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

class ChipSelect {
  constructor(select) {
    this.select = select;
    this.active = -1;
    const id = `chip-select-${(made += 1)}`;
    const label = select.labels[0];
    this.input = element("input", {
      type: "text", id: `${id}-input`, role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${id}-list`,
    });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) {
        this.input.setAttribute(name, select.getAttribute(name));
      }
    }
    this.list = element("ul", { class: "chip-select-list", id: `${id}-list`, role: "listbox" });
    this.list.hidden = true;
    this.chosen = element("ul", { class: "chosen" });
    this.box = element("div", { class: "chip-select" }, this.chosen, this.input, this.list);
    if (label) {
      label.htmlFor = this.input.id;
      this.list.setAttribute("aria-label", label.textContent.trim());
      this.chosen.setAttribute("aria-label", label.textContent.trim());
    }
    select.hidden = true;
    select.after(this.box);
    this.showChosen();
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.offer());
    this.input.addEventListener("focus", () => this.offer());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.box.addEventListener("focusout", (event) => {
      if (!this.box.contains(event.relatedTarget)) {
        this.close();
      }
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("li")?.option));
    this.chosen.addEventListener("click", (event) => {
      const option = event.target.closest("button")?.option;
      if (option) {
        this.takeOff(option);
        this.input.focus();
      }
    });
    this.box.addEventListener("pointerdown", (event) => {
      if (event.target === this.box) {
        event.preventDefault();
        this.input.focus();
      }
    });
  }

  get options() {
    return [...this.select.options];
  }

  showChosen() {
    this.chosen.replaceChildren(
      ...this.options.filter((option) => option.selected).map((option) => {
        const cross = element("span", { "aria-hidden": "true" }, "×");
        const button = element("button", { type: "button", class: "tag" }, option.text, " ", cross);
        button.setAttribute("aria-label", `${option.text}: ${this.select.dataset.takeOff ?? "remove"}`);
        button.option = option;
        return element("li", {}, button);
      }),
    );
  }

  offer() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.options.filter(
      (option) => !option.selected && words.every((word) => option.text.toLowerCase().includes(word)),
    );
    this.list.replaceChildren(
      ...found.slice(0, 100).map((option, index) => {
        const entry = element("li", { role: "option", id: `${this.list.id}-${index}` }, option.text);
        entry.option = option;
        return entry;
      }),
    );
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.activate(words.length > 0 && found.length > 0 ? 0 : -1);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  activate(index) {
    this.active = index;
    [...this.list.children].forEach((entry, place) => {
      entry.setAttribute("aria-selected", String(place === index));
    });
    const entry = this.list.children[index];
    if (entry) {
      this.input.setAttribute("aria-activedescendant", entry.id);
      entry.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  choose(option) {
    if (!option) {
      return;
    }
    const last = this.options.filter((each) => each.selected).pop();
    if (last) {
      last.after(option);
    } else {
      this.select.prepend(option);
    }
    option.selected = true;
    this.changed();
    this.close();
  }

  takeOff(option) {
    option.selected = false;
    this.changed();
  }

  changed() {
    this.input.value = "";
    this.showChosen();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  press(event) {
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) {
        this.offer();
      } else {
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.activate((this.active + step + count) % count);
      }
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.choose(this.list.children[this.active]?.option);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Backspace" && this.input.value === "") {
      const last = this.options.filter((option) => option.selected).pop();
      if (last) {
        this.takeOff(last);
      }
    }
  }
}

export function enhanceChipSelects(root) {
  for (const select of root.querySelectorAll("select[data-chip-select]:not([hidden])")) {
    new ChipSelect(select);
  }
}
