// Where others write, drawn over an editor: a line and the name, never a colour alone. Nothing of it is in the
// text, so that it disturbs neither a composition nor a screen reader.
import { EditorSelection, StateEffect, StateField } from "@codemirror/state";
import { EditorView, layer, RectangleMarker, type LayerMarker } from "@codemirror/view";
import type { Other } from "./editing";

export const setOthers = StateEffect.define<readonly Other[]>();

interface Seen extends Other { moved: number } // counts its moves

const where = StateField.define<readonly Seen[]>({
  create: () => [],
  update(list, tr) {
    if (tr.docChanged) list = list.map((o) => ({ ...o, from: tr.changes.mapPos(o.from, -1), to: tr.changes.mapPos(o.to, -1) }));
    for (const e of tr.effects) {
      if (!e.is(setOthers)) continue;
      const most = tr.newDoc.length, before = list;
      list = e.value.map((o) => {
        const was = before.find((b) => b.client === o.client), place = was?.said === o.said ? was : o;
        const from = Math.min(place.from, most), to = Math.min(place.to, most);
        return { ...o, from, to, moved: (was?.moved ?? 0) + (was && was.from === from && was.to === to ? 0 : 1) };
      });
    }
    return list;
  },
});

const flagFor = 1500; // ms that the name is shown after a move

class Flag implements LayerMarker {
  constructor(private o: Seen, private left: number, private top: number, private height: number, private far: boolean) {}

  eq(other: Flag): boolean {
    return other.o.client === this.o.client && other.o.moved === this.o.moved && other.o.name === this.o.name
      && other.left === this.left && other.top === this.top && other.height === this.height;
  }

  draw(): HTMLElement {
    const el = document.createElement("div"), name = document.createElement("span");
    name.dir = "auto";
    name.textContent = this.o.name;
    el.append(name);
    this.place(el);
    this.show(el);
    return el;
  }

  update(el: HTMLElement, old: LayerMarker): boolean {
    if (!(old instanceof Flag) || old.o.client !== this.o.client || old.o.name !== this.o.name) return false;
    this.place(el);
    if (old.o.moved !== this.o.moved) this.show(el);
    return true;
  }

  private place(el: HTMLElement): void {
    const moving = el.classList.contains("moving");
    el.className = `other other-${this.o.colour}${this.top < 24 ? " low" : ""}${this.far ? " far" : ""}${moving ? " moving" : ""}`;
    el.style.left = `${this.left}px`;
    el.style.top = `${this.top}px`;
    el.style.height = `${this.height}px`;
  }

  private show(el: HTMLElement): void {
    el.classList.add("moving");
    window.clearTimeout(Number(el.dataset.timer));
    el.dataset.timer = String(window.setTimeout(() => el.classList.remove("moving"), flagFor));
  }
}

function drawn(view: EditorView): LayerMarker[] {
  const all: LayerMarker[] = [];
  for (const o of view.state.field(where)) {
    if (o.from !== o.to) all.push(...RectangleMarker.forRange(view, `other-range other-${o.colour}`, EditorSelection.range(o.from, o.to)));
    for (const r of RectangleMarker.forRange(view, "", EditorSelection.cursor(o.to))) all.push(new Flag(o, r.left, r.top, r.height, r.left > view.contentDOM.clientWidth / 2));
  }
  return all;
}

export const others = [
  where,
  layer({ above: true, class: "others", markers: drawn, update: (u) => u.docChanged || u.transactions.some((tr) => tr.effects.some((e) => e.is(setOthers))) }),
];
