// Takes up what an earlier page of this browser left unsent, under that page's client id and batch numbers.
import type { Outcome } from "./outcome";
import { backoff, later, type Later } from "./sender";
import { Session, type Change, type Kept } from "./session";
import type { Review } from "./store";
import type { Page } from "./wire";

/** How long it waits for what this page itself has on its way. */
const aside = 200;

/**
 * Brings what was left to where the page is and hands it over, for as long as that takes. It returns what
 * changed on the page, or null where the draft is another one, so that the words are for review.
 */
export async function takeUp(
  kept: Kept, page: Session, entries: (after: number) => Promise<Outcome<Page>>, wait: Later = later,
): Promise<Change[] | null> {
  const left = Session.restore(kept);
  const rest = (ms: number) => new Promise<void>((resolve) => wait(ms, resolve));
  for (let attempt = 0, stuck = 0; ;) {
    if (left.log !== page.log || stuck > 50) return null;
    if (left.seq < page.seq) {
      const o = await entries(left.seq);
      if (o.kind === "conflict" || o.kind === "done" && o.value.log !== left.log) return null;
      if (o.kind !== "done") { await rest(backoff(attempt++, o.kind === "again" ? o.after : 0, Math.random())); continue; }
      for (const e of o.value.entries) if (e.seq <= page.seq) left.received(e);
    }
    const changes = page.absorb(left);
    if (changes) return changes;
    if (left.seq < page.seq) continue;
    if (!page.unsent) stuck++; // the two have read different drafts
    await rest(aside);
  }
}

/** The words of a record: texts as they read with everything in them, values as they were set. */
export function wordsOf(kept: Kept | null): Review[] {
  if (!kept) return [];
  const session = Session.restore(structuredClone(kept));
  const reasons = new Map(kept.held.map((h) => [h.edit.at, h.reason]));
  const list: Review[] = [];
  const edits = [...(kept.flight?.edits ?? []), ...kept.queue, ...kept.held.map((h) => h.edit)];
  for (const at of new Set(edits.map((e) => e.at))) {
    const last = edits.filter((e) => e.at === at).pop()!;
    let words = "";
    if (last.kind === "text") words = session.text(at);
    else if (last.kind === "set") words = String(last.value ?? "");
    else if (last.kind === "choose") words = [...(last.add ?? []).map((o) => `+ ${o}`), ...(last.remove ?? []).map((o) => `− ${o}`)].join("\n");
    else if (last.kind === "insert_row") words = Object.values(last.values ?? {}).join("\n");
    if (words) list.push({ at, label: at, words, reason: reasons.get(at) ?? "" });
  }
  return list;
}
