// One text of a draft, as the server has it, as this page has changed it, and as it is displayed.
import { ChangeSet } from "@codemirror/state";
import { applied, changeOf, difference, splicesOf } from "./splices";
import type { Splice } from "./wire";

/** The splices of a change as they are, for a display, which may hold halves of a pair. */
function splicesIn(change: ChangeSet): Splice[] {
  const splices: Splice[] = [];
  change.iterChanges((from, to, _a, _b, insert) => splices.push({ from, to, insert: insert.toString() }), true);
  return splices;
}

/** A text and its changes as they can be kept over a reload. */
export interface KeptText { at: string; confirmed: string; sent: unknown; waiting: unknown }

/** What is to be done to a display: the text it is to show, the splices that lead there, and where positions go. */
export interface Due { text: string; splices: Splice[]; map: (position: number) => number }

const remembered = 400; // confirmed changes of a text, against which a check that was made earlier is read

/**
 * A text with the changes that are on their way and those that wait. What is displayed may lag behind:
 * while a character is being composed, nothing is written into its field.
 */
export class DraftText {
  private sent: ChangeSet | null = null;
  private waiting: ChangeSet | null = null;
  private behind: ChangeSet | null = null; // from what is displayed to the text
  private trail: { seq: number; change: ChangeSet }[] = []; // what was confirmed of late
  private dropped = 0; // the seq of the last change that is remembered no more
  composing = false;

  constructor(public confirmed: string) {}

  /** The text with everything that was done here. */
  get text(): string {
    let t = this.confirmed;
    if (this.sent) t = applied(this.sent, t);
    if (this.waiting) t = applied(this.waiting, t);
    return t;
  }

  private get length(): number { return this.waiting?.newLength ?? this.sent?.newLength ?? this.confirmed.length; }

  /** Whether anything waits to be sent. */
  get waits(): boolean { return this.waiting !== null; }

  /** Notes that the display, which read `before`, was changed to read `after`. It returns what that changes in the text, null for nothing. */
  type(before: string, after: string, caret?: number): ChangeSet | null {
    const splice = difference(before, after, caret);
    return splice ? this.splice([splice]) : null;
  }

  /** Notes that the display was changed by the splices. It returns what that changes in the text, null for nothing. */
  splice(splices: readonly Splice[]): ChangeSet | null {
    let change = changeOf(splices, this.behind ? this.behind.length : this.length);
    if (change.empty) return null;
    if (this.behind) {
      const behind = this.behind;
      this.behind = behind.map(change, true);
      change = change.map(behind, false);
    }
    this.waiting = this.waiting ? this.waiting.compose(change) : change;
    return change;
  }

  /** Changes the text here; the display is to follow. */
  amend(change: ChangeSet): void {
    this.waiting = this.waiting ? this.waiting.compose(change) : change;
    this.follow(change);
  }

  /** Moves what waits on its way and returns it as splices; there are none where it comes to nothing. */
  take(): Splice[] {
    if (!this.waiting) return [];
    const splices = splicesOf(this.waiting, this.confirmed);
    this.sent = splices.length ? changeOf(splices, this.confirmed.length) : null; // as widened, so that both sides hold one change
    this.waiting = null;
    return splices;
  }

  /** Puts what was on its way back among what waits. */
  untake(): void {
    if (this.sent) this.waiting = this.waiting ? this.sent.compose(this.waiting) : this.sent;
    this.sent = null;
  }

  /** Gives up what was done here and is not confirmed, and returns what that changes, null for nothing; the display is to follow. */
  giveUp(): ChangeSet | null {
    const here = this.text, back = difference(here, this.confirmed);
    this.sent = this.waiting = null;
    const change = back && changeOf([back], here.length);
    if (change) this.follow(change);
    return change;
  }

  /** Takes what was on its way for confirmed, as the server applied it. It returns what that changed here, which is nothing as a rule. */
  settle(as: readonly Splice[] | null, seq: number): ChangeSet | null {
    if (!this.sent) return null;
    this.note(seq, as ? changeOf(as, this.confirmed.length) : this.sent);
    const mine = applied(this.sent, this.confirmed);
    const theirs = as ? applied(changeOf(as, this.confirmed.length), this.confirmed) : mine;
    this.sent = null;
    if (theirs === mine) { this.confirmed = mine; return null; }
    // The server has it otherwise: its word stands, and what waits is put over it.
    const correction = changeOf([difference(mine, theirs)!], mine.length);
    this.confirmed = theirs;
    return this.beneath(correction, false);
  }

  /** Takes somebody else's change, and returns it as a change of the text here. It stands first where both insert at one place. */
  foreign(splices: readonly Splice[], seq: number): ChangeSet {
    const theirs = changeOf(splices, this.confirmed.length);
    this.note(seq, theirs);
    this.confirmed = applied(theirs, this.confirmed);
    return this.beneath(theirs, true);
  }

  private note(seq: number, change: ChangeSet): void {
    this.trail.push({ seq, change });
    if (this.trail.length > remembered) this.dropped = this.trail.shift()!.seq;
  }

  /**
   * Where a position in the text that the server had at a seq is in the text here; null where that is not known any
   * more. With assoc 1 it stays behind what was inserted at it, with -1 before it.
   */
  since(seq: number): ((position: number, assoc: number) => number) | null {
    if (seq < this.dropped) return null;
    const changes = this.trail.filter((t) => t.seq > seq).map((t) => t.change);
    if (this.sent) changes.push(this.sent);
    if (this.waiting) changes.push(this.waiting);
    return (p, assoc) => changes.reduce((q, c) => c.mapPos(Math.min(q, c.length), assoc), p);
  }

  private beneath(change: ChangeSet, sent: boolean): ChangeSet {
    let shown = change;
    if (sent && this.sent) { const s = this.sent; this.sent = s.map(shown, false); shown = shown.map(s, true); }
    if (this.waiting) { const w = this.waiting; this.waiting = w.map(shown, false); shown = shown.map(w, true); }
    this.follow(shown);
    return shown;
  }

  /** Notes that the display is to follow a change of the text. */
  private follow(change: ChangeSet): void { this.behind = this.behind ? this.behind.compose(change) : change; }

  /** What has to be done to the display, which then is up to date; null where it is, or must not be touched. */
  catchUp(): Due | null {
    const behind = this.behind;
    if (!behind || this.composing) return null;
    this.behind = null;
    if (behind.empty) return null;
    return { text: this.text, splices: splicesIn(behind), map: (p) => behind.mapPos(Math.min(p, behind.length), 1) };
  }

  /** Whether what was left of the same text can be taken over: nothing is pending here, and both know one text. */
  matches(left: DraftText): boolean { return !this.sent && !this.waiting && left.confirmed === this.confirmed; }

  /** Takes over what was left of the same text, and returns what that changes here. */
  takeOver(left: DraftText): ChangeSet | null {
    this.sent = left.sent;
    this.waiting = left.waiting;
    const change = this.sent && this.waiting ? this.sent.compose(this.waiting) : this.sent ?? this.waiting;
    if (change) this.follow(change);
    return change;
  }

  /** The text as it can be kept. */
  keep(at: string): KeptText {
    return { at, confirmed: this.confirmed, sent: this.sent?.toJSON() ?? null, waiting: this.waiting?.toJSON() ?? null };
  }

  /** The text as it was kept. */
  static from(k: KeptText): DraftText {
    const t = new DraftText(k.confirmed);
    t.sent = k.sent ? ChangeSet.fromJSON(k.sent) : null;
    t.waiting = k.waiting ? ChangeSet.fromJSON(k.waiting) : null;
    return t;
  }
}
