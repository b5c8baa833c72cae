// Takes back what was done on this page, step by step, and does it again. Only the steps of this page: what
// others wrote meanwhile stays as they wrote it. It is pure, as the session is.
//
// A step of text is kept as the change that takes it back, brought over everything that came after it, as the
// history of CodeMirror does: of several steps of one text the last is over the text as it is, and each one
// before it over the text as the one after it leaves it. Where others have written into words that are taken
// back, theirs stay.
import { ChangeSet, Text } from "@codemirror/state";
import { changed } from "./reading";
import { rowOf } from "./roworder";
import type { Change, Session, Witness } from "./session";
import type { Edit } from "./wire";

/** What takes a step back. */
type Step =
  | { kind: "text"; at: string; change: ChangeSet }
  | { kind: "set"; at: string; value: unknown; lost: boolean }
  | { kind: "choose"; at: string; add: string[]; remove: string[]; lost: boolean }
  | { kind: "hide"; at: string; lost: boolean } // of a row: take it away
  | { kind: "show"; at: string; before: string[] } // bring it back behind the last of those that is still there
  | { kind: "move"; at: string; before: string[]; lost: boolean };

/** What undoing did. Lost is a step that others have changed since: it is left as it is. */
export type Undone =
  | { kind: "nothing" }
  | { kind: "lost"; at: string }
  | { kind: "done"; what: "words" | "value" | "row"; at: string; caret: number; changes: Change[] };

const most = 200; // steps that are kept
const pause = 500; // ms; what is typed later is another step
const longest = 40; // UTF-16 units of one step that is typed, so that a script without spaces has steps too
const atOnce = 8; // more than so much in one change is pasted or cut, and is a step of its own

export class Undo implements Witness {
  private done: Step[] = [];
  private undone: Step[] = [];
  private into: Step[] | null = null; // where what is done now goes, while a step is taken back
  private last = -Infinity; // when something was typed into the last step; never, if it is closed
  private size = 0; // of the last step
  private spaced = false; // it ends with a space

  constructor(private session: Session, private now: () => number) { session.witness = this; }

  /** How many steps can be taken back, and done again. */
  get depth(): { undo: number; redo: number } { return { undo: this.done.length, redo: this.undone.length }; }

  /** Ends the step that is being typed, as when the person goes elsewhere. */
  close(): void { this.last = -Infinity; }

  undo(): Undone { return this.run(this.done, this.undone); }

  redo(): Undone { return this.run(this.undone, this.done); }

  private run(from: Step[], to: Step[]): Undone {
    this.close();
    for (let step = from.pop(); step; step = from.pop()) {
      this.into = to;
      const result = this.take(step);
      this.into = null;
      if (result === "empty") continue; // others have taken it away already, and there is nothing to see
      if (result !== "lost") return result;
      if (step.kind === "text") this.sway(from, step.at, step.change.invert(doc(this.session.text(step.at))), true);
      return { kind: "lost", at: step.at };
    }
    return { kind: "nothing" };
  }

  private take(step: Step): Undone | "empty" | "lost" {
    const s = this.session, at = step.at, place = rowOf(at), rows = place ? s.rows(place.field) : [], here = !place || rows.includes(place.row);
    if (step.kind === "show" ? here : !here) return "lost"; // somebody else has taken the row away, or brought it back
    if ("lost" in step && step.lost) return "lost";
    switch (step.kind) {
      case "text": {
        if (step.change.empty) return "empty";
        let caret = 0;
        step.change.iterChanges((_a, _b, _c, to) => { caret = to; });
        s.amend(at, step.change);
        return { kind: "done", what: "words", at, caret, changes: [{ kind: "text", at }] };
      }
      case "set":
        if (same(s.value(at), step.value)) return "empty";
        return this.edit({ kind: "set", at, value: step.value }, "value");
      case "choose": {
        const chosen = (s.value(at) as string[] | null) ?? [];
        const add = step.add.filter((o) => !chosen.includes(o)), remove = step.remove.filter((o) => chosen.includes(o));
        return add.length + remove.length ? this.edit({ kind: "choose", at, add, remove }, "value") : "empty";
      }
      case "hide":
        return this.edit({ kind: "delete_row", at }, "row");
      case "show":
      case "move": {
        const after = [...step.before].reverse().find((id) => rows.includes(id)) ?? "";
        if (step.kind === "show") return this.edit({ kind: "restore_row", at, after }, "row");
        return (rows[rows.indexOf(place!.row) - 1] ?? "") === after ? "empty" : this.edit({ kind: "move_row", at, after }, "row");
      }
    }
  }

  private edit(e: Edit, what: "value" | "row"): Undone {
    this.session.edit(e);
    return { kind: "done", what, at: e.at, caret: 0, changes: [what === "row" ? { kind: "rows", at: e.at.split("/")[0]! } : { kind: "value", at: e.at }] };
  }

  typed(at: string, change: ChangeSet, before: string): void {
    const back = change.invert(doc(before)), open = this.done[this.done.length - 1];
    let length = 0, inserted = "";
    change.iterChanges((from, to, _a, _b, text) => { inserted += text.toString(); length += Math.max(to - from, text.length); });
    const begins = this.spaced && /^\S/.test(inserted); // a new word
    if (!this.into && open?.kind === "text" && open.at === at && this.now() - this.last < pause && length <= atOnce && !begins
      && this.size + length <= longest && touches(open.change, change)) {
      open.change = back.compose(open.change);
      this.size += length;
    } else {
      this.push({ kind: "text", at, change: back });
      this.size = length;
    }
    if (this.into) return;
    this.undone = [];
    this.spaced = /\s$/.test(inserted);
    this.last = length > atOnce ? -Infinity : this.now();
  }

  editing(e: Edit): void {
    const s = this.session, at = e.at;
    switch (e.kind) {
      case "set":
        if (!same(s.value(at), e.value)) this.push({ kind: "set", at, value: s.value(at), lost: false });
        break;
      case "choose": {
        const chosen = (s.value(at) as string[] | null) ?? [];
        const add = (e.remove ?? []).filter((o) => chosen.includes(o)), remove = (e.add ?? []).filter((o) => !chosen.includes(o));
        if (add.length + remove.length) this.push({ kind: "choose", at, add, remove, lost: false });
        break;
      }
      case "insert_row": this.push({ kind: "hide", at: `${at}/${e.row}`, lost: false }); break;
      case "restore_row": this.push({ kind: "hide", at, lost: false }); break;
      case "delete_row": this.push({ kind: "show", at, before: this.above(at) }); break;
      case "move_row": this.push({ kind: "move", at, before: this.above(at), lost: false }); break;
      default: return;
    }
    this.close();
    if (!this.into) this.undone = [];
  }

  /** The rows above a row, as they are. */
  private above(at: string): string[] {
    const { field, row } = rowOf(at)!, rows = this.session.rows(field);
    return rows.slice(0, Math.max(rows.indexOf(row), 0));
  }

  private push(step: Step): void {
    const to = this.into ?? this.done;
    to.push(step);
    if (to.length > most) to.shift();
  }

  swayed(at: string, change: ChangeSet): void {
    this.sway(this.done, at, change, false);
    this.sway(this.undone, at, change, false);
  }

  /** Brings the steps of a text over a change of it. */
  private sway(steps: Step[], at: string, change: ChangeSet, before: boolean): void {
    for (let i = steps.length - 1; i >= 0 && !change.empty; i--) {
      const step = steps[i]!;
      if (step.kind !== "text" || step.at !== at) continue;
      const back = step.change;
      step.change = back.map(change, before);
      change = change.map(back, !before);
    }
  }

  others(e: Edit): void {
    const row = e.kind === "insert_row" ? null : rowOf(e.at);
    for (const steps of [this.done, this.undone]) {
      for (const step of steps) {
        // Words of others in a row: it is not taken away any more.
        if (step.kind === "hide" && row?.column && step.at === `${row.field}/${row.row}`) step.lost = true;
        if (step.kind === "move" && (e.kind === "move_row" || e.kind === "restore_row") && step.at === e.at) step.lost = true;
        if (step.kind === "choose" && step.at === e.at) {
          const touched = e.kind === "set" ? [...step.add, ...step.remove] : [...(e.add ?? []), ...(e.remove ?? [])];
          const left = (list: string[]) => list.filter((o) => !touched.includes(o));
          if (left(step.add).length + left(step.remove).length < step.add.length + step.remove.length) {
            step.add = left(step.add);
            step.remove = left(step.remove);
            step.lost = step.add.length + step.remove.length === 0;
          }
        }
      }
    }
    if (e.kind === "set" || e.kind === "choose") this.overtaken(e);
  }

  /**
   * Others have set a value: what was set here before is not theirs to go back behind. Only what is set here and
   * not confirmed comes after theirs: taken back, it gives theirs.
   */
  private overtaken(e: Edit): void {
    const pending = this.session.where(e.at) !== "saved" && !this.undone.some((s) => s.kind === "set" && s.at === e.at);
    for (const steps of [this.done, this.undone]) {
      let top = steps === this.done && pending;
      for (const step of [...steps].reverse()) {
        if (step.kind !== "set" || step.at !== e.at) continue;
        if (top) step.value = changed(step.value, e, e.at); else step.lost = true;
        top = false;
      }
    }
  }
}

const doc = (text: string) => Text.of(text.split("\n"));

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Whether a change begins where the last one was, which is where taking that back would change something. */
function touches(back: ChangeSet, change: ChangeSet): boolean {
  const places: [number, number][] = [];
  back.iterChangedRanges((from, to) => places.push([from, to]));
  let yes = false;
  change.iterChangedRanges((from, to) => { if (places.some(([a, b]) => to >= a && from <= b)) yes = true; });
  return yes;
}
