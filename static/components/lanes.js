// What one development touched: hovering or focusing a mark draws a line through all lanes and a box beside it.
// Markup: [data-lanes] holds .lane elements with a.mark-link[data-x][data-developments], and a
// <template data-development> for each development. One tab stop a lane; arrows move, Enter opens, Esc closes.
const LINGER = 150;
// As wide as the box is in lane-box.css.
const WIDTH = 340;

export function enhanceLanes(root) {
  for (const figure of root.querySelectorAll("[data-lanes]:not([data-enhanced])")) {
    figure.dataset.enhanced = "";
    new Lanes(figure);
  }
}

class Lanes {
  constructor(figure) {
    this.figure = figure;
    this.rows = [];
    this.rowOf = new Map();
    this.lanesOf = new Map();
    this.told = new Map();
    this.on = [];
    this.index();
    this.build();
    this.listen();
  }

  // Once, so that a hover looks up what it touches and never walks all marks.
  index() {
    for (const lane of this.figure.querySelectorAll(".lane")) {
      const marks = inTime(lane.querySelectorAll(".mark-link"));
      if (!marks.length) {
        continue;
      }
      const row = { lane, marks, stop: marks[0], number: this.rows.length };
      this.rows.push(row);
      for (const mark of marks) {
        this.rowOf.set(mark, row);
        mark.tabIndex = mark === row.stop ? 0 : -1;
        for (const key of keysOf(mark)) {
          const lanes = this.lanesOf.get(key);
          if (lanes) {
            lanes.add(lane);
          } else {
            this.lanesOf.set(key, new Set([lane]));
          }
        }
      }
    }
    for (const told of this.figure.querySelectorAll("template[data-development]")) {
      this.told.set(told.dataset.development, told);
    }
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
    const here = this.rowOf.get(mark);
    const [down, along] = move;
    const row = this.rows[here.number + down];
    if (!row) {
      return;
    }
    const next = along ? row.marks[row.marks.indexOf(mark) + along] : nearest(row.marks, place(mark));
    if (next) {
      row.stop.tabIndex = -1;
      row.stop = next;
      next.tabIndex = 0;
      next.focus();
    }
  }

  show(mark) {
    clearTimeout(this.timer);
    if (this.mark === mark) {
      return;
    }
    this.forget();
    this.mark = mark;
    const keys = keysOf(mark);
    // All is measured before anything changes, so that the browser lays out once, after this.
    const at = this.measure(mark);
    this.light(new Set(keys.flatMap((key) => [...(this.lanesOf.get(key) ?? [])])));
    this.fill(mark, keys);
    mark.setAttribute("aria-describedby", this.box.id);
    this.figure.classList.add("has-focus");
    this.guide.hidden = this.box.hidden = false;
    this.position(at);
  }

  light(lanes) {
    for (const lane of this.on) {
      lane.classList.remove("is-on");
    }
    for (const lane of lanes) {
      lane.classList.add("is-on");
    }
    this.on = [...lanes];
  }

  fill(mark, keys) {
    this.box.replaceChildren();
    for (const key of keys) {
      const told = this.told.get(key);
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

  measure(mark) {
    const frame = this.figure.getBoundingClientRect();
    const plot = mark.ownerSVGElement.getBoundingClientRect();
    const axes = this.figure.querySelectorAll(".lane-axis");
    const first = axes[0]?.getBoundingClientRect();
    const last = axes.length > 1 ? axes[axes.length - 1].getBoundingClientRect() : undefined;
    return {
      frame,
      left: plot.left - frame.left + (plot.width * place(mark)) / 100,
      over: plot.top - frame.top,
      under: plot.bottom - frame.top,
      top: first ? first.bottom - frame.top : 0,
      bottom: last ? last.top - frame.top : frame.height,
    };
  }

  // The box hangs from the lane, or stands on it where the lane is low in the window: its height need not be known.
  position({ frame, left, over, under, top, bottom }) {
    Object.assign(this.guide.style, { left: `${left}px`, top: `${top}px`, height: `${bottom - top}px` });
    const width = Math.min(WIDTH, frame.width - 16);
    const beside = left + 16 + width <= frame.width ? left + 16 : Math.max(left - 16 - width, 0);
    const low = frame.top + (over + under) / 2 > window.innerHeight / 2;
    Object.assign(this.box.style, {
      left: `${beside}px`,
      top: low ? "auto" : `${under - 6}px`,
      bottom: low ? `${frame.height - over - 6}px` : "auto",
    });
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
    this.light([]);
  }
}

function keysOf(mark) {
  return mark.dataset.developments.split(" ");
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
