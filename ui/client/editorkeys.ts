// What keys and other input do in the editor. As little as can be: the browser moves, deletes and corrects as in
// its own fields. Undoing is the page's, which takes back steps across fields.
import { EditorSelection, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** The handlers of an editor; `enter` is called for Enter in a line. */
export function hands(line: boolean, enter: () => void): Extension {
  return EditorView.domEventHandlers({
    keydown(e, view) {
      if (e.isComposing || view.compositionStarted) return false;
      const mod = mac ? e.metaKey && !e.ctrlKey : e.ctrlKey && !e.metaKey;
      if (e.key === "Enter" && line && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); enter(); return true; }
      if (!mod || e.altKey) return false;
      // The browser knows only the lines in sight; these go to the ends of the whole text.
      const end = view.state.doc.length;
      if (e.key.toLowerCase() === "a" && !e.shiftKey) return go(view, e, EditorSelection.range(0, end));
      const to = e.key === (mac ? "ArrowUp" : "Home") ? 0 : e.key === (mac ? "ArrowDown" : "End") ? end : -1;
      if (to < 0) return false;
      return go(view, e, e.shiftKey ? EditorSelection.range(view.state.selection.main.anchor, to) : EditorSelection.cursor(to));
    },
    beforeinput(e, view) {
      const all = view.state.selection.main, kind = e.inputType;
      if (/^history|^format/.test(kind)) { e.preventDefault(); return true; } // the text has no such thing, and the page its own history
      if (view.compositionStarted || e.isComposing) return false;
      let insert: string | null = null;
      if (kind === "insertParagraph" || kind === "insertLineBreak") insert = line ? null : "\n";
      else if (all.empty) return false;
      else if (kind === "insertText") insert = e.data;
      else if (kind.startsWith("delete") && kind !== "deleteByDrag") insert = "";
      else return false;
      e.preventDefault();
      if (insert !== null) view.dispatch(view.state.replaceSelection(insert), { scrollIntoView: true, userEvent: insert ? "input.type" : "delete.selection" });
      return true;
    },
    copy: nothing, cut: nothing,
  });
}

function go(view: EditorView, e: Event, range: ReturnType<typeof EditorSelection.range>): boolean {
  e.preventDefault();
  view.dispatch({ selection: EditorSelection.create([range]), scrollIntoView: range.empty, userEvent: "select" });
  return true;
}

/** With nothing selected there is nothing to copy, as in other fields. */
function nothing(e: ClipboardEvent, view: EditorView): boolean {
  if (!view.state.selection.main.empty) return false;
  e.preventDefault();
  return true;
}
