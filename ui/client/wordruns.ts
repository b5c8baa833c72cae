// Widens the differences of two texts to whole words. The server compares characters as people count them; what is a
// word in Thai, Khmer, Lao or Burmese only the browser knows.

/** A stretch of text: 0 stands in both texts, 1 in the old one alone, 2 in the new one alone. */
export interface Run { kind: 0 | 1 | 2; text: string }

/** The places in a text where a word begins or ends, its own two ends included. */
export type Breaks = (text: string) => Set<number>;

/** Finds the ends of words in a language; null where the browser cannot. */
export function wordBreaks(language: string): Breaks | null {
  if (typeof Intl.Segmenter !== "function") return null;
  const words = new Intl.Segmenter(language || undefined, { granularity: "word" });
  return (text) => {
    const ends = new Set([0, text.length]);
    for (const s of words.segment(text)) ends.add(s.index);
    return ends;
  };
}

/** The same difference in whole words: of a word that differs in part, the whole old one and the whole new one. */
export function inWords(runs: readonly Run[], breaks: Breaks): Run[] {
  const of = (side: 1 | 2) => runs.filter((r) => r.kind === 0 || r.kind === side).map((r) => r.text).join("");
  const olds = breaks(of(1)), news = breaks(of(2));
  const parts: { kept: string; gone: string; fresh: string }[] = []; // a difference and what is kept behind it
  let gone = "", fresh = "", was = 0, is = 0;
  const differ = (g: string, f: string) => { gone += g; fresh += f; };
  const keep = (kept: string) => {
    if (!kept) return;
    parts.push({ gone, fresh, kept });
    gone = fresh = "";
  };
  for (const r of runs) {
    if (r.kind === 1) { differ(r.text, ""); was += r.text.length; continue; }
    if (r.kind === 2) { differ("", r.text); is += r.text.length; continue; }
    let from = 0, to = r.text.length;
    const ends = (i: number) => olds.has(was + i) && news.has(is + i);
    while (from < to && !ends(from)) from++;
    while (to > from && !ends(to)) to--;
    const kept = r.text.slice(from, to);
    // A space between two words that both differ is no place for the eye to rest.
    if (from === to || !kept.trim() && gone && fresh && r !== runs[runs.length - 1]) differ(r.text, r.text);
    else {
      differ(r.text.slice(0, from), r.text.slice(0, from));
      keep(kept);
      differ(r.text.slice(to), r.text.slice(to));
    }
    was += r.text.length;
    is += r.text.length;
  }
  if (gone || fresh) parts.push({ gone, fresh, kept: "" });
  return parts.flatMap((p): Run[] => [
    ...(p.gone ? [{ kind: 1 as const, text: p.gone }] : []), ...(p.fresh ? [{ kind: 2 as const, text: p.fresh }] : []),
    ...(p.kept ? [{ kind: 0 as const, text: p.kept }] : []),
  ]);
}
