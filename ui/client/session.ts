// One open page's view of a draft: what the server has confirmed, what is on its way, and what is only
// here. It is pure: no network, clock or page, so that simulations can drive it.
import type { ChangeSet } from "@codemirror/state";
import { blamed, changed, concerns } from "./reading";
import { reordered, rowOf, type Row } from "./roworder";
import { DraftText, type Due, type KeptText } from "./text";
import type { Answer, Batch, Edit, Entry, Splice } from "./wire";

/** What may be kept over a reload. */
export interface Kept {
  client: string; next: number; log: string; seq: number;
  texts: KeptText[]; queue: Edit[]; flight: Batch | null; held: Held[];
}

/** An edit that the server refused for good. Its words stay on the page. */
export interface Held { edit: Edit; reason: string }

/** What an entry changed on the page. A lacking row was taken from the bin and its values are not known here. */
export type Change =
  | { kind: "text" | "value" | "rows"; at: string }
  | { kind: "lacking"; at: string }
  | { kind: "lock" | "unlock"; at: string } // at is a section
  | { kind: "canvas"; at: string };

export type Where = "here" | "sending" | "saved" | "refused";

/** Who hears of each change as it is made: what was done here, and what others did beneath it. */
export interface Witness {
  /** A text was changed here, from what it read before. */
  typed(at: string, change: ChangeSet, before: string): void;
  /** An edit is about to be made here. */
  editing(e: Edit): void;
  /** A text was changed by others. */
  swayed(at: string, change: ChangeSet): void;
  /** Others have made an edit; it is made. */
  others(e: Edit): void;
}

/** A batch stays well below the server's limit of 256 KiB. */
const batchBytes = 200_000;

export class Session {
  private texts = new Map<string, DraftText>();
  private values = new Map<string, unknown>();
  private lists = new Map<string, { rows: Row[]; columns: Record<string, boolean> }>();
  private queue: Edit[] = []; // what waits; a text only as a marker, its change is with the text
  private flight: Batch | null = null;
  private held: Held[] = [];
  private next = 1;
  private settled = new Map<string, number>(); // by place, and by what it is in, the seq of the last own edit that the server has
  witness: Witness | null = null;
  private single = 0; // how many batches are to hold one edit each, to find the one that is refused

  constructor(public client: string, public log: string, public seq: number) {}

  /** Takes up what a page left behind, at the seq it had read. */
  static restore(k: Kept): Session {
    const s = new Session(k.client, k.log, k.seq);
    for (const t of k.texts) s.texts.set(t.at, DraftText.from(t));
    s.queue = k.queue;
    s.flight = k.flight;
    s.held = k.held;
    s.next = k.next;
    return s;
  }

  /** What has to be kept; null where the server has everything. */
  keep(): Kept | null {
    if (!this.unsent && !this.held.length) return null;
    const pending = [...this.pending(), ...this.held.map((h) => h.edit)];
    const texts = [...this.texts].filter(([at]) => pending.some((e) => e.kind === "text" && e.at === at));
    return {
      client: this.client, next: this.next, log: this.log, seq: this.seq, texts: texts.map(([at, t]) => t.keep(at)),
      queue: this.queue, flight: this.flight, held: this.held,
    };
  }

  /**
   * Takes over what another page left, with its client id and numbers. Both must be at one seq, nothing on
   * its way here, and nothing waiting here in a text of which something was left; else it returns null.
   */
  absorb(left: Session): Change[] | null {
    if (left.seq !== this.seq || left.log !== this.log || this.flight) return null;
    for (const [at, t] of left.texts) if (this.texts.has(at) && !this.texts.get(at)!.matches(t)) return null;
    const pending = [...left.held.map((h) => h.edit), ...left.pending()];
    for (const e of pending) if (e.kind === "insert_row") this.furnish(e.at, e.row!, e.values ?? {});
    for (const [at, t] of left.texts) {
      const mine = this.texts.get(at);
      const change = mine?.takeOver(t);
      if (change) this.witness?.swayed(at, change);
      if (!mine) this.texts.set(at, t);
    }
    this.client = left.client;
    this.next = left.next;
    this.flight = left.flight;
    this.queue = [...left.queue, ...this.queue];
    this.held = [...left.held, ...this.held];
    return pending.map((e) => {
      const kind = e.kind === "text" ? "text" : e.kind === "set" || e.kind === "choose" ? "value" : "rows";
      return { kind, at: kind === "rows" ? e.at.split("/")[0]! : e.at };
    }).sort((a, b) => Number(a.kind !== "rows") - Number(b.kind !== "rows")) as Change[]; // rows before what is in them
  }

  /** Tells the session a text as the server has it at the session's seq. */
  watch(at: string, text: string): void { if (!this.texts.has(at)) this.texts.set(at, new DraftText(text)); }

  /** Tells the session any other value as the server has it at the session's seq. */
  hold(at: string, value: unknown): void { if (!this.values.has(at)) this.values.set(at, value); }

  /** Tells the session the rows of a field and its columns; true marks those that are texts. */
  list(field: string, ids: readonly string[], columns: Record<string, boolean>): void {
    if (this.lists.has(field)) return;
    this.lists.set(field, { rows: ids.map((id) => ({ id, deleted: false })), columns });
  }

  /** Whether the session knows the text. */
  knows(at: string): boolean { return this.texts.has(at); }

  /** The text with everything that was done here. */
  text(at: string): string { return this.texts.get(at)?.text ?? ""; }

  /** The text as the server has it. */
  confirmed(at: string): string { return this.texts.get(at)?.confirmed ?? ""; }

  /** Whether the row's values are not known here yet. */
  lacks(field: string, row: string): boolean {
    return Object.entries(this.lists.get(field)?.columns ?? {}).some(([column, isText]) => isText && !this.texts.has(`${field}/${row}/${column}`));
  }

  /** The value with everything that was done here: what is set here and not confirmed wins. */
  value(at: string): unknown {
    let v: unknown = this.values.get(at) ?? null;
    for (const e of this.overlay()) v = changed(v, e, at);
    return v;
  }

  /** The visible rows of a field, with everything that was done here. */
  rows(field: string): string[] {
    let rows = this.lists.get(field)?.rows ?? [];
    for (const e of this.overlay()) if (e.at.split("/")[0] === field) rows = reordered(rows, e);
    return rows.filter((r) => !r.deleted).map((r) => r.id);
  }

  /** Begins a composition at the text: until it ends, nothing is written over what is displayed. */
  compose(at: string): void { const t = this.texts.get(at); if (t) t.composing = true; }

  /** Ends the composition. Its words are told by type before, and what came meanwhile is due after. */
  composed(at: string): void { const t = this.texts.get(at); if (t) t.composing = false; }

  /** What the display of a text has to be changed to, if it has to. */
  due(at: string): Due | null { return this.texts.get(at)?.catchUp() ?? null; }

  /** Notes that the display of a text was changed from `before` to `after`. It returns whether that is a change. */
  type(at: string, before: string, after: string, caret?: number): boolean {
    const t = this.texts.get(at), was = t?.text ?? "", change = t?.type(before, after, caret);
    if (!change) return false;
    this.wrote(at, change, was);
    return true;
  }

  /** Notes that the display of a text was changed by the splices. It returns whether that is a change. */
  splice(at: string, splices: readonly Splice[]): boolean {
    const t = this.texts.get(at), was = t?.text ?? "", change = t?.splice(splices);
    if (!change) return false;
    this.wrote(at, change, was);
    return true;
  }

  /** Where a position in a text of an earlier seq is now; null where it is not known, or the seq is not reached. */
  since(at: string, seq: number): ((position: number, assoc: number) => number) | null {
    return seq <= this.seq ? this.texts.get(at)?.since(seq) ?? null : null;
  }

  /** Changes a text, which the display has to follow. */
  amend(at: string, change: ChangeSet): void {
    const t = this.texts.get(at);
    if (!t || change.empty) return;
    const was = t.text;
    t.amend(change);
    this.wrote(at, change, was);
  }

  private wrote(at: string, change: ChangeSet, was: string): void {
    this.release(at);
    if (!this.queue.some((e) => e.kind === "text" && e.at === at)) this.add({ kind: "text", at });
    this.witness?.typed(at, change, was);
  }

  /** Notes any edit but one of text. A later set of the same place replaces one that still waits. */
  edit(e: Edit): void {
    if (e.kind === "delete_row" && this.withdraw(e.at)) return;
    this.witness?.editing(e);
    this.release(e.at);
    if (e.kind === "set") this.queue = this.queue.filter((q) => !((q.kind === "set" || q.kind === "choose") && q.at === e.at));
    if (e.kind === "insert_row") this.furnish(e.at, e.row!, e.values ?? {});
    this.add(e);
  }

  /** Takes back a row that was refused, with what is in it: the server never had it. It says whether it was one. */
  private withdraw(at: string): boolean {
    const inserts = (e: Edit) => e.kind === "insert_row" && `${e.at}/${e.row}` === at;
    if (!this.held.some((h) => inserts(h.edit))) return false;
    this.held = this.held.filter((h) => !inserts(h.edit) && h.edit.at !== at && !h.edit.at.startsWith(at + "/"));
    return true;
  }

  /** What is in a row that was refused is refused with it. */
  private add(e: Edit): void {
    const row = rowOf(e.at);
    const refused = row && this.held.find((h) => h.edit.kind === "insert_row" && h.edit.at === row.field && h.edit.row === row.row);
    if (refused) this.held.push({ edit: e, reason: refused.reason });
    else this.queue.push(e);
  }

  private release(at: string): void { this.held = this.held.filter((h) => h.edit.at !== at || h.edit.kind === "insert_row"); }

  /** Gives up the words of a text that were refused; they are kept elsewhere now. */
  giveUp(at: string): void {
    this.held = this.held.filter((h) => h.edit.at !== at);
    this.queue = this.queue.filter((q) => q.at !== at);
    const t = this.texts.get(at), was = t?.text ?? "", change = t?.giveUp();
    if (change) this.witness?.typed(at, change, was);
  }

  private pending(): Edit[] { return this.flight ? [...this.flight.edits, ...this.queue] : this.queue; }

  /** What is shown over the confirmed: a refused value stays on the page too. */
  private overlay(): Edit[] { return [...this.held.map((h) => h.edit), ...this.pending()]; }

  private furnish(field: string, row: string, values: Record<string, unknown>): void {
    for (const [column, isText] of Object.entries(this.lists.get(field)?.columns ?? {})) {
      const at = `${field}/${row}/${column}`, v = values[column];
      if (isText) this.watch(at, typeof v === "string" ? v : "");
      else this.hold(at, null);
    }
  }

  /** How many edits the server has not confirmed and may still take. */
  get unsent(): number { return this.pending().length; }

  /** Whether this batch, or any where none is given, is on its way. */
  flies(batch?: Batch): boolean { return this.flight !== null && (!batch || batch === this.flight); }

  /** The number of the batch on its way; 0 where there is none. */
  get flying(): number { return this.flight?.batch ?? 0; }

  /** The edits that were refused, with the reason. */
  get refusals(): readonly Held[] { return this.held; }

  /** Where the words of a place are. */
  where(at: string): Where {
    const touches = (e: Edit) => concerns(e, at);
    if (this.held.some((h) => touches(h.edit))) return "refused";
    if (this.queue.some(touches)) return "here";
    return this.flight?.edits.some(touches) ? "sending" : "saved";
  }

  /** The seq of the last edit of this page that the server has of a place or of what is in it; 0 where there is none. */
  settledAt(at: string): number { return this.settled.get(at) ?? 0; }

  /** The places whose words the server has not confirmed. */
  places(): Set<string> { return new Set(this.overlay().map((e) => e.at)); }

  /** Why the words of a place were refused; empty where they were not. */
  reason(at: string): string { return this.held.find((h) => h.edit.at === at || h.edit.at.startsWith(at + "/"))?.reason ?? ""; }

  /** The batch to send now: the one on its way again, or what waits; null where there is nothing. */
  take(): Batch | null {
    if (this.flight) return this.flight;
    const edits: Edit[] = [];
    let bytes = 0;
    while (this.queue.length && bytes < batchBytes && !(this.single > 0 && edits.length)) {
      const e = this.complete(this.queue[0]!);
      const size = e ? JSON.stringify(e).length * 3 : 0; // a unit is at most three bytes
      if (edits.length && bytes + size > batchBytes) { this.texts.get(e!.at)?.untake(); break; }
      this.queue.shift();
      if (e) { edits.push(e); bytes += size; }
    }
    if (!edits.length) return null;
    if (this.single > 0) this.single--;
    this.flight = { client: this.client, batch: this.next++, log: this.log, base: this.seq, edits };
    return this.flight;
  }

  private complete(e: Edit): Edit | null {
    if (e.kind !== "text") return e;
    const splices = this.texts.get(e.at)?.take() ?? [];
    return splices.length ? { kind: "text", at: e.at, splices } : null;
  }

  /** Takes another client id: the number of the batch on its way was used for another content. */
  renew(client: string): void {
    this.client = client;
    this.next = 1;
    if (this.flight) this.flight = { ...this.flight, client, batch: this.next++ };
  }

  /** Whether the answer can be taken at once, or entries before it must be read first. */
  adjoins(a: Answer): boolean { return a.seq <= this.seq + 1; }

  /** Takes the answer to the batch on its way, once all entries before it have been received. */
  acknowledged(a: Answer): Change[] {
    if (!this.flight || a.seq !== this.seq + 1) return [];
    return this.settle(a.seq, a.edits);
  }

  /**
   * Takes that the batch on its way is refused for good. The edits of the field that the refusal names are
   * held back, the others wait again; where it names none of several, they are sent one by one. With all,
   * as when the draft is locked, every edit is held back.
   */
  refused(reason: string, field?: string, all = false): void {
    const flight = this.flight;
    if (!flight) return;
    this.flight = null;
    const guilty = all || flight.edits.length === 1 ? flight.edits : flight.edits.filter((e) => field && blamed(e, field));
    if (!guilty.length) this.single = flight.edits.length;
    const again: Edit[] = [];
    for (const e of flight.edits) {
      if (e.kind === "text") this.texts.get(e.at)?.untake();
      const bare: Edit = e.kind === "text" ? { kind: "text", at: e.at } : e;
      const later = this.queue.some((q) => q.kind === e.kind && q.at === e.at && (e.kind === "text" || e.kind === "set"));
      if (later) continue; // it has been changed since, and goes again as it is now
      if (guilty.includes(e)) this.held.push({ edit: bare, reason });
      else again.push(bare);
    }
    const waiting = this.queue;
    this.queue = [];
    for (const e of [...again, ...waiting]) this.add(e);
  }

  /** Takes the next entry of the log and says what it changed on the page. Older ones change nothing. */
  received(entry: Entry): Change[] {
    if (entry.seq !== this.seq + 1) return [];
    if (this.flight && entry.client === this.flight.client && entry.batch === this.flight.batch) return this.settle(entry.seq, entry.edits);
    const changes: Change[] = [];
    for (const e of entry.edits) {
      if (e.kind === "text") {
        const t = this.texts.get(e.at);
        if (t) {
          const change = t.foreign(e.splices ?? [], entry.seq);
          this.witness?.swayed(e.at, change);
          changes.push({ kind: "text", at: e.at });
        }
      } else changes.push(...this.apply(e));
      this.witness?.others(e);
    }
    this.seq = entry.seq;
    return changes;
  }

  /** Takes the batch on its way for confirmed, as the server applied it. */
  private settle(seq: number, edits: readonly Edit[]): Change[] {
    this.flight = null;
    this.seq = seq;
    const changes: Change[] = [];
    const settle = (at: string, as: Edit["splices"] | null) => {
      const change = this.texts.get(at)?.settle(as ?? null, seq);
      if (change) this.witness?.swayed(at, change);
    };
    for (const e of edits) {
      for (let at = e.at; at; at = at.slice(0, Math.max(at.lastIndexOf("/"), 0))) this.settled.set(at, seq);
      if (e.kind === "text") {
        settle(e.at, e.splices ?? []);
        changes.push({ kind: "text", at: e.at });
      } else changes.push(...this.apply(e));
    }
    for (const at of this.texts.keys()) settle(at, null);
    return changes;
  }

  /** Applies a confirmed edit to what is confirmed. */
  private apply(e: Edit): Change[] {
    switch (e.kind) {
      case "canvas":
        return [{ kind: "canvas", at: "" }];
      case "set":
      case "choose":
        if (!this.values.has(e.at)) return [];
        this.values.set(e.at, changed(this.values.get(e.at) ?? null, e, e.at));
        return [{ kind: "value", at: e.at }];
      case "lock":
      case "unlock":
        return [{ kind: e.kind, at: e.at }];
      case "text":
      case "set_aside":
      case "take_up":
      case "self_check":
        return [];
    }
    const field = e.at.split("/")[0]!, list = this.lists.get(field);
    if (!list) return [];
    const id = e.kind === "insert_row" ? e.row! : rowOf(e.at)?.row ?? "";
    const known = list.rows.some((r) => r.id === id);
    list.rows = reordered(list.rows, e);
    const changes: Change[] = [{ kind: "rows", at: field }];
    if (e.kind === "insert_row") {
      this.furnish(field, id, e.values ?? {});
      for (const [column, isText] of Object.entries(list.columns)) {
        if (!isText && e.values && column in e.values) this.values.set(`${field}/${id}/${column}`, e.values[column]);
      }
    } else if (!known && e.kind === "restore_row") {
      for (const [column, isText] of Object.entries(list.columns)) if (!isText) this.hold(`${field}/${id}/${column}`, null); // until it is adopted
      changes.push({ kind: "lacking", at: `${field}/${id}` });
    }
    return changes;
  }

  /** Takes the values of a row that was lacking, as the server has them at the session's seq. */
  adopt(field: string, row: string, cells: Record<string, unknown>): void {
    for (const [column, isText] of Object.entries(this.lists.get(field)?.columns ?? {})) {
      const at = `${field}/${row}/${column}`, v = cells[column] ?? null;
      if (isText) this.watch(at, typeof v === "string" ? v : "");
      else this.values.set(at, v);
    }
  }
}
