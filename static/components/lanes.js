// What one development touched: hovering or focusing a mark draws a line through all lanes and a box beside it.
// Markup: [data-lanes] holds .lane elements with a.mark-link[data-x][data-developments], and a
// <template data-development> for each development. One tab stop a lane; arrows move, Enter opens, Esc closes.
const LINGER = 150;

export function enhanceLanes(root) {
  for (const figure of root.querySelectorAll("[data-lanes]:not([data-enhanced])")) {
    figure.dataset.enhanced = "";
    new Lanes(figure);
  }
}

class Lanes {
  constructor(figure) {
    this.figure = figure;
    this.rows = [...figure.querySelectorAll(".lane")]
      .map((lane) => ({ lane, marks: inTime(lane.querySelectorAll(".mark-link")) }))
      .filter((row) => row.marks.length);
    for (const { marks } of this.rows) {
      this.makeTabStop(marks[0], marks);
    }
    this.build();
    this.listen();
  }

  build() {
    this.guide = document.createElement("div");
    this.guide.className = "lane-guide";
    this.box = document.createElement("div");
    this.box.className = "lane-box";
    this.box.id = `lane-box-${document.querySelectorAll(".lane-box").length}`;
    this.guide.hidden = this.box.hidden = true;
    this.figure.append(this.guide, this.box);
  }

  listen() {
    const { figure } = this;
    figure.addEventListener("pointerover", (event) => {
      const mark = event.target.closest(".mark-link");
      if (mark) {
        this.show(mark);
      } else if (!event.target.closest(".lane-box")) {
        this.hideSoon();
      } else {
        clearTimeout(this.timer);
      }
    });
    figure.addEventListener("pointerleave", () => this.hideSoon());
    figure.addEventListener("focusin", (event) => {
      const mark = event.target.closest(".mark-link");
      if (mark) {
        this.show(mark);
      }
    });
    figure.addEventListener("focusout", () => this.hideSoon());
    figure.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.box.hidden) {
        this.hide();
      }
    });
  }

  onKey(event) {
    const mark = event.target.closest(".mark-link");
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!mark || !move || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const at = this.rows.findIndex((row) => row.marks.includes(mark));
    const [down, along] = move;
    const row = this.rows[at + down];
    if (!row) {
      return;
    }
    const next = along ? row.marks[row.marks.indexOf(mark) + along] : nearest(row.marks, place(mark));
    if (next) {
      this.makeTabStop(next, row.marks);
      next.focus();
    }
  }

  makeTabStop(chosen, marks) {
    for (const mark of marks) {
      mark.setAttribute("tabindex", mark === chosen ? "0" : "-1");
    }
  }

  show(mark) {
    clearTimeout(this.timer);
    if (this.mark === mark) {
      return;
    }
    this.forget();
    this.mark = mark;
    const keys = mark.dataset.developments.split(" ");
    this.figure.classList.add("has-focus");
    for (const { lane, marks } of this.rows) {
      const touched = marks.some((each) => each.dataset.developments.split(" ").some((key) => keys.includes(key)));
      lane.classList.toggle("is-on", touched);
    }
    this.fill(mark, keys);
    mark.setAttribute("aria-describedby", this.box.id);
    this.guide.hidden = this.box.hidden = false;
    this.position(mark);
  }

  fill(mark, keys) {
    this.box.replaceChildren();
    for (const key of keys) {
      const told = this.figure.querySelector(`template[data-development="${CSS.escape(key)}"]`);
      const part = document.createElement("div");
      if (!told) {
        // A page of very many developments comes without their boxes: the mark's own words stand in.
        part.textContent = mark.getAttribute("aria-label");
        this.box.replaceChildren(part);
        return;
      }
      part.append(told.content.cloneNode(true));
      if (keys.length > 1) {
        part.querySelector(".moves")?.remove();
      }
      for (const link of part.querySelectorAll("a")) {
        link.tabIndex = -1;
      }
      this.box.append(part);
    }
  }

  position(mark) {
    const frame = this.figure.getBoundingClientRect();
    const plot = mark.ownerSVGElement.getBoundingClientRect();
    const left = plot.left - frame.left + (plot.width * place(mark)) / 100;
    const axes = [...this.figure.querySelectorAll(".lane-axis")].map((axis) => axis.getBoundingClientRect());
    const top = axes[0] ? axes[0].bottom - frame.top : 0;
    const bottom = axes.length > 1 ? axes.at(-1).top - frame.top : frame.height;
    Object.assign(this.guide.style, { left: `${left}px`, top: `${top}px`, height: `${bottom - top}px` });
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const beside = left + 16 + width <= frame.width ? left + 16 : Math.max(left - 16 - width, 0);
    const below = plot.bottom - frame.top - 6;
    const above = plot.top - frame.top - height + 6;
    const fits = frame.top + below + height <= window.innerHeight || frame.top + above < 0;
    Object.assign(this.box.style, { left: `${beside}px`, top: `${fits ? below : above}px` });
  }

  hideSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const focused = this.figure.contains(document.activeElement) && document.activeElement.closest(".mark-link");
      if (focused) {
        this.show(focused);
      } else {
        this.hide();
      }
    }, LINGER);
  }

  forget() {
    this.mark?.removeAttribute("aria-describedby");
    this.mark = undefined;
  }

  hide() {
    clearTimeout(this.timer);
    this.forget();
    this.guide.hidden = this.box.hidden = true;
    this.figure.classList.remove("has-focus");
    for (const { lane } of this.rows) {
      lane.classList.remove("is-on");
    }
  }
}

function place(mark) {
  return Number(mark.dataset.x);
}

function inTime(marks) {
  return [...marks].sort((a, b) => place(a) - place(b));
}

function nearest(marks, x) {
  return marks.reduce((best, mark) => (Math.abs(place(mark) - x) < Math.abs(place(best) - x) ? mark : best));
}
