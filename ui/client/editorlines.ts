// Each line of an editor runs in the direction of its own letters, as in a native field with dir="auto".
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

const auto = Decoration.line({ attributes: { dir: "auto" } });

function inSight(view: EditorView): DecorationSet {
  const set = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      set.add(line.from, line.from, auto);
      at = line.to + 1;
    }
  }
  return set.finish();
}

export const lines = [
  EditorView.perLineTextDirection.of(true),
  ViewPlugin.fromClass(class {
    decorations: DecorationSet;
    constructor(view: EditorView) { this.decorations = inSight(view); }
    update(u: ViewUpdate) { if (u.docChanged || u.viewportChanged) this.decorations = inSight(u.view); }
  }, { decorations: (p) => p.decorations }),
];
