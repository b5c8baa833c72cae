// Passages that findings are about, marked in an editor. They move with the text until the next check says anew.
import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import type { Passage } from "./editing";

export const setPassages = StateEffect.define<readonly Passage[]>();

export const passages = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, tr) {
    set = set.map(tr.changes);
    for (const e of tr.effects) if (e.is(setPassages)) set = marked(e.value, tr.newDoc.length);
    return set;
  },
  provide: (f) => EditorView.decorations.from(f),
});

function marked(list: readonly Passage[], length: number): DecorationSet {
  const ranges = list.filter((p) => p.from < p.to && p.to <= length).map((p) =>
    Decoration.mark({ class: `passage passage-${p.look}`, about: p.about }).range(p.from, p.to));
  return Decoration.set(ranges, true);
}

/** The passage at a place, the shortest where several are; "" where there is none. */
function aboutAt(view: EditorView, at: number): { about: string; from: number } | null {
  let found: { about: string; from: number; to: number } | null = null;
  view.state.field(passages).between(at, at, (from, to, d) => {
    if (!found || to - from < found.to - found.from) found = { about: (d.spec as { about: string }).about, from, to };
  });
  return found;
}

const settled = 300; // ms until the pointer is taken to rest on a passage

/** Shows what a finding asks while the caret or the pointer is in its passage. Escape puts it away. */
export function sayings(said: (about: string) => { text: string; lang: string } | null): Extension {
  return ViewPlugin.fromClass(class {
    private box = document.createElement("div");
    private shown = "";
    private away = ""; // put away by Escape
    private timer = 0;
    private over: number | null = null;

    constructor(private view: EditorView) {
      this.box.className = "saying";
      this.box.hidden = true;
      this.box.setAttribute("aria-hidden", "true"); // the list beside the field says it to those who do not see it
      this.box.dir = "auto";
      view.dom.append(this.box);
      this.box.addEventListener("mouseleave", () => { this.over = null; this.later(); });
    }

    update(u: ViewUpdate): void { if (u.docChanged || u.selectionSet || u.focusChanged || u.transactions.some((tr) => tr.effects.length)) this.later(); }

    pointed(at: number | null): void {
      if (at === this.over) return;
      this.over = at;
      this.later();
    }

    left(to: EventTarget | null): void { if (!(to instanceof Node && this.box.contains(to))) this.pointed(null); }

    /** Puts what is shown away; it says whether there was anything. */
    dismiss(): boolean {
      if (this.box.hidden) return false;
      this.away = this.shown;
      this.look();
      return true;
    }

    destroy(): void { window.clearTimeout(this.timer); this.box.remove(); }

    private later(): void {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.look(), settled);
    }

    private look(): void {
      const view = this.view, head = view.state.selection.main.head;
      const at = (this.over !== null ? aboutAt(view, this.over) : null) ?? (view.hasFocus ? aboutAt(view, head) : null);
      if (at?.about !== this.away) this.away = "";
      const what = at && !this.away ? said(at.about) : null;
      this.box.hidden = !what;
      this.shown = at?.about ?? "";
      if (!what || !at) return;
      this.box.textContent = what.text;
      this.box.lang = what.lang;
      const place = view.coordsAtPos(at.from, 1), frame = view.dom.getBoundingClientRect();
      this.box.hidden = !place; // out of sight
      if (!place) return;
      this.box.style.left = `${Math.max(0, Math.min(place.left - frame.left, frame.width - this.box.offsetWidth))}px`;
      this.box.style.top = `${this.below(view, place.bottom - frame.top)}px`;
    }

    /** Below the line that the passage begins on, and not over the caret's line where that is the next one. */
    private below(view: EditorView, top: number): number {
      const caret = view.hasFocus ? view.coordsAtPos(view.state.selection.main.head) : null, frame = view.dom.getBoundingClientRect();
      return Math.max(top, caret && this.over === null ? caret.bottom - frame.top : 0) + 4;
    }
  }, {
    eventHandlers: {
      mousemove(e, view) { this.pointed(view.posAtCoords({ x: e.clientX, y: e.clientY })); },
      mouseleave(e) { this.left(e.relatedTarget); },
      keydown(e) { return e.key === "Escape" && this.dismiss(); },
    },
  });
}
