// Sends words that were handed to another address. Both addresses may send them: what is sent is made from the record and
// the log alone, so that both make the same batches under the same numbers, and the server takes each of them once.
import { wordsOf } from "./leftover";
import { backoff, later, type Later, type Transport } from "./sender";
import { Session, type Kept } from "./session";
import type { Review } from "./store";

/** Sends all that was kept, for as long as that takes. It returns the words that the server does not take. */
export async function deliver(kept: Kept, line: Transport, wait: Later = later): Promise<Review[]> {
  const left = Session.restore(structuredClone(kept));
  let attempt = 0;
  const rest = (after: number) => new Promise<void>((resolve) => wait(backoff(attempt++, after, Math.random()), resolve));
  for (let batch = left.take(); batch; batch = left.take()) {
    const o = await line.post(batch, false);
    switch (o.kind) {
      case "again": await rest(o.after); break;
      case "signin": await rest(0); break;
      case "refused": left.refused(o.message, o.field, o.all); break;
      case "reused": // somebody has sent others under this number
      case "conflict": return wordsOf(left.keep());
      case "done":
        attempt = 0;
        if (!(await upTo(o.value.seq)) || left.flies(batch)) return wordsOf(left.keep());
    }
  }
  return wordsOf(left.keep());

  /** Reads the log up to the batch's own entry and no further: what is sent next is made there, wherever it is sent from. */
  async function upTo(seq: number): Promise<boolean> {
    while (left.seq < seq) {
      const asked = left.seq, o = await line.entries(asked);
      if (o.kind === "again" || o.kind === "signin") { await rest(o.kind === "again" ? o.after : 0); continue; }
      if (o.kind !== "done" || o.value.log !== left.log) return false;
      for (const e of o.value.entries) if (e.seq <= seq) left.received(e);
      if (left.seq === asked) return false;
    }
    return true;
  }
}
