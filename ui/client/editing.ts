// What the page and the editor, which is a script of its own, know of each other.
import type { Splice } from "./wire";

/** How a passage is marked; each has a line of its own, not only a colour. */
export type Look = "must" | "should" | "consider" | "info" | "people";

/** Words that a finding is about, in UTF-16 units of the text. */
export interface Passage { from: number; to: number; look: Look; about: string }

/** Where somebody else writes. The number chooses the colour. The place counts anew only when `said` is another one. */
export interface Other { client: string; name: string; colour: number; from: number; to: number; said: string }

/** What an editor tells its page. */
export interface Hearer {
  changed(): void; // the person has changed the text
  composing(on: boolean): void; // a composition has begun, or is done
  moved(): void; // the caret went elsewhere, without a change of the text
  enter(): void; // was pressed in a line
  said(about: string): { text: string; lang: string } | null; // what a finding asks
}

export interface Options {
  parent: HTMLElement;
  text: string;
  line: boolean; // takes no line feed
  attributes: Record<string, string>; // of the element that is written in
  nonce: string; // for its style sheet
  hearer: Hearer;
}

/** An editor of one text. Positions are UTF-16 units. */
export interface Editor {
  readonly content: HTMLElement;
  readonly text: string;
  readonly composing: boolean;
  /** From and to; to is where the caret is. */
  readonly selection: [anchor: number, head: number];
  /** Whether the person has changed what was not drained yet. */
  readonly touched: boolean;
  /** What the person has changed since the last time. */
  drain(): Splice[];
  /** Changes what others have changed; the caret stays where it belongs. */
  write(splices: readonly Splice[]): void;
  /** Puts another text in the place of this one, as when a row has come back. */
  fill(text: string): void;
  select(from: number, to: number): void;
  focus(): void;
  set(attributes: Record<string, string>): void;
  enable(on: boolean): void;
  lock(on: boolean): void; // it can be read, and its words chosen
  mark(passages: readonly Passage[]): void;
  show(others: readonly Other[]): void;
  close(): void;
}

/** What the editor's script gives. */
export interface EditorScript { open(o: Options): Editor }
