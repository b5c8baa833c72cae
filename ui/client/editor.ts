// The editor of one text, a script of its own that only pages with a mouse load. It has a copy of the splice
// algebra, so nothing but splices as they travel goes to and fro.
import { Annotation, ChangeSet, Compartment, EditorSelection, EditorState, Text, type Transaction, type TransactionSpec } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { cleaned } from "./cleaned";
import type { Editor, EditorScript, Options, Other, Passage } from "./editing";
import { hands } from "./editorkeys";
import { lines } from "./editorlines";
import { others, setOthers } from "./editorothers";
import { passages, setPassages, sayings } from "./editorpassages";
import type { Splice } from "./wire";

const remote = Annotation.define<boolean>();

class OneText implements Editor {
  private view: EditorView;
  private pending: ChangeSet | null = null;
  private editable = new Compartment();
  private reading = new Compartment();
  private attributes: Record<string, string>;
  private held: Other[] | null = null; // while something is being composed
  private marks: readonly Passage[] | null = null;

  constructor(private o: Options) {
    this.attributes = { ...o.attributes };
    this.view = new EditorView({
      parent: o.parent,
      state: EditorState.create({
        doc: Text.of(o.text.split("\n")),
        extensions: [
          EditorView.cspNonce.of(o.nonce), EditorView.lineWrapping, lines, hands(o.line, () => o.hearer.enter()), passages, others,
          sayings((about) => o.hearer.said(about)),
          EditorView.contentAttributes.of(() => this.attributes),
          this.editable.of(EditorView.editable.of(true)),
          this.reading.of(EditorState.readOnly.of(false)),
          EditorState.transactionFilter.of((tr) => tidy(tr, o.line)),
          EditorView.updateListener.of((u) => this.updated(u)),
        ],
      }),
    });
    const content = this.view.contentDOM;
    content.addEventListener("compositionstart", () => o.hearer.composing(true));
    content.addEventListener("compositionend", () => setTimeout(() => this.composed())); // once what was composed has been read
  }

  get content(): HTMLElement { return this.view.contentDOM; }
  get text(): string { return this.view.state.doc.toString(); }
  get composing(): boolean { return this.view.compositionStarted; }
  get touched(): boolean { return this.pending !== null; }
  get selection(): [number, number] { const s = this.view.state.selection.main; return [s.anchor, s.head]; }

  private updated(u: ViewUpdate): void {
    const own = u.docChanged && !u.transactions.some((tr) => tr.annotation(remote));
    if (own) {
      this.pending = this.pending ? this.pending.compose(u.changes) : u.changes;
      this.o.hearer.changed();
    } else if (u.selectionSet && !u.docChanged) this.o.hearer.moved();
  }

  private composed(): void {
    if (this.view.compositionStarted) return; // the next one has begun, and ends later
    this.o.hearer.composing(false);
    if (this.held) { const held = this.held; this.held = null; this.show(held); }
    if (this.marks) { const marks = this.marks; this.marks = null; this.mark(marks); }
  }

  drain(): Splice[] {
    const splices: Splice[] = [];
    this.pending?.iterChanges((from, to, _a, _b, insert) => splices.push({ from, to, insert: insert.toString() }), true);
    this.pending = null;
    return splices;
  }

  write(splices: readonly Splice[]): void {
    const length = this.pending ? this.pending.length : this.view.state.doc.length;
    let change = changeOf(splices, length);
    if (this.pending) { // not told yet: theirs stands first, as with the server
      const own = this.pending;
      this.pending = own.map(change);
      change = change.map(own, true);
    }
    this.view.dispatch({ changes: change, annotations: remote.of(true) });
  }

  fill(text: string): void {
    this.pending = null;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: Text.of(text.split("\n")) }, annotations: remote.of(true) });
  }

  select(from: number, to: number): void {
    const most = this.view.state.doc.length, range = EditorSelection.range(Math.min(from, most), Math.min(to, most));
    this.view.dispatch({ selection: EditorSelection.create([range]), effects: EditorView.scrollIntoView(range, { y: "nearest", yMargin: 60 }) });
  }

  focus(): void { this.view.focus(); }

  set(attributes: Record<string, string>): void {
    this.attributes = { ...attributes };
    this.view.dispatch({});
  }

  enable(on: boolean): void { this.view.dispatch({ effects: this.editable.reconfigure(EditorView.editable.of(on)) }); }

  lock(on: boolean): void {
    if (on !== this.view.state.readOnly) this.view.dispatch({ effects: this.reading.reconfigure(EditorState.readOnly.of(on)) });
  }

  mark(list: readonly Passage[]): void {
    if (this.composing) this.marks = list; else this.view.dispatch({ effects: setPassages.of(list) });
  }

  show(list: readonly Other[]): void {
    if (this.composing) this.held = [...list]; else this.view.dispatch({ effects: setOthers.of(list) });
  }

  close(): void { this.view.destroy(); }
}

function changeOf(splices: readonly Splice[], length: number): ChangeSet {
  return ChangeSet.of(splices.map((s) => ({ from: s.from, to: s.to, insert: Text.of(s.insert.split("\n")) })), length, "\n");
}

/** What comes in by whatever way, as the server takes it. */
function tidy(tr: Transaction, line: boolean): Transaction | TransactionSpec {
  if (!tr.docChanged || tr.annotation(remote)) return tr;
  if (tr.startState.readOnly) return {}; // by whatever way it comes
  const changes: { from: number; to: number; insert: Text }[] = [];
  let differs = false;
  tr.changes.iterChanges((from, to, _a, _b, inserted) => {
    const text = inserted.toString(), clean = cleaned(line, text);
    differs ||= clean !== text;
    changes.push({ from, to, insert: Text.of(clean.split("\n")) });
  }, true);
  if (!differs) return tr;
  const set = tr.startState.changes(changes), last = changes[changes.length - 1]!;
  return { changes: set, selection: { anchor: set.mapPos(last.to, 1) }, scrollIntoView: true, userEvent: "input" };
}

export const open: EditorScript["open"] = (o) => new OneText(o);
