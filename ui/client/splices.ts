// Texts change by splices. The algebra is CodeMirror's ChangeSet, which the server agrees with.
import { ChangeSet, Text } from "@codemirror/state";
import type { Splice } from "./wire";

/** The change that the splices make to a text of the given length in UTF-16 units. */
export function changeOf(splices: readonly Splice[], length: number): ChangeSet {
  return ChangeSet.of(splices.map((s) => ({ from: s.from, to: s.to, insert: Text.of(s.insert.split("\n")) })), length, "\n");
}

/** The splices of a change, widened so that none cuts a surrogate pair of the text before it. */
export function splicesOf(change: ChangeSet, before: string): Splice[] {
  const splices: Splice[] = [];
  change.iterChanges((from, to, _a, _b, inserted) => {
    let insert = inserted.toString();
    if (cutsPair(before, from)) { from--; insert = before[from] + insert; }
    if (cutsPair(before, to)) { insert += before[to]; to++; }
    const last = splices[splices.length - 1];
    if (last && last.to > from) { // widening made two touch the same pair
      last.insert = last.insert.slice(0, last.insert.length - (last.to - from)) + insert;
      last.to = to;
    } else splices.push({ from, to, insert });
  }, true);
  return splices;
}

function cutsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** The text after a change. */
export function applied(change: ChangeSet, text: string): string {
  let out = "", at = 0;
  change.iterChanges((from, to, _a, _b, inserted) => {
    out += text.slice(at, from) + inserted.toString();
    at = to;
  }, true);
  return out + text.slice(at);
}

/**
 * The one splice that turns a text into another, null where they are equal. The caret, where it is known
 * to stand after the change, decides which of equal neighbours was typed, as it would in "aa" -> "aaa".
 * What replaces something is widened to whole characters as people see them, so that two people who
 * replace the same one do not leave halves; what only adds or only removes stays as small as it is.
 */
export function difference(before: string, after: string, caret?: number): Splice | null {
  if (before === after) return null;
  const short = Math.min(before.length, after.length);
  // What follows the caret has not been touched, as far as both texts agree on it.
  let tail = 0;
  const most = caret === undefined ? short : Math.min(short, Math.max(after.length - caret, 0));
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  let head = 0;
  while (head < short - tail && before[head] === after[head]) head++;
  while (tail < short - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const replaces = () => before.length - tail > head && after.length - tail > head;
  if (cutsPair(before, head) || cutsPair(after, head)) head--;
  if (cutsPair(before, before.length - tail) || cutsPair(after, after.length - tail)) tail--;
  if (replaces()) {
    head = Math.min(startOf(before, head), startOf(after, head));
    tail = Math.min(before.length - endOf(before, before.length - tail), after.length - endOf(after, after.length - tail));
  }
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}

/** Old browsers have none: they count code points, and leave characters as they find them. */
const graphemes = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** How far around a place its grapheme is looked for: no real one is longer. */
const reach = 64;

/** The start of the grapheme that the place cuts, or the place. */
function startOf(text: string, at: number): number {
  return cluster(text, at)?.[0] ?? at;
}

/** The end of the grapheme that the place cuts, or the place. */
function endOf(text: string, at: number): number {
  return cluster(text, at)?.[1] ?? at;
}

function cluster(text: string, at: number): [number, number] | null {
  if (!graphemes || at <= 0 || at >= text.length) return null;
  let begin = Math.max(0, at - reach);
  if (cutsPair(text, begin)) begin--;
  const near = text.slice(begin, at + reach);
  const g = graphemes.segment(near).containing(at - begin);
  if (!g || g.index + begin === at) return null;
  const end = begin + g.index + g.segment.length;
  return [begin + g.index, cutsPair(text, end) ? end + 1 : end];
}

/** How many characters a person would count. */
export function length(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let n = 0;
  for (const _ of graphemes ? graphemes.segment(text) : text) n++;
  return n;
}
