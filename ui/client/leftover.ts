// Sends what an earlier page of this browser left unsent, under that page's client id and batch numbers.
import { backoff, later, Sender, type Later, type Transport } from "./sender";
import { Session, type Kept } from "./session";
import type { Review } from "./store";

/** Sends what was left, for as long as it takes. It returns what could not be sent, for review. */
export async function sendLeft(
  kept: Kept, transport: Transport, log: string, newClient: () => string, progress: (kept: Kept | null) => void, wait: Later = later,
): Promise<Review[]> {
  const words = wordsOf(kept);
  if (kept.log !== log) return words;
  const session = Session.restore(kept);
  let conflict = false;
  const sender = new Sender(session, transport, {
    changed: () => undefined, moved: () => progress(session.keep()), conflict: () => { conflict = true; },
  }, newClient, wait);
  for (let attempt = 0; !(await sender.catchUp()); attempt++) { // so that what waits is sent from where the draft is now
    if (conflict) return words;
    await new Promise<void>((resolve) => wait(backoff(attempt, 0, Math.random()), resolve));
  }
  await sender.now();
  return conflict ? words : wordsOf(session.keep());
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
