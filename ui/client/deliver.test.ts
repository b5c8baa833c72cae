import assert from "node:assert/strict";
import { test } from "node:test";
import { deliver } from "./deliver";
import { DeskModel } from "./deskmodel";
import { interrupted } from "./interrupted";
import type { Outcome } from "./outcome";
import type { Transport } from "./sender";
import type { Answer, Batch, Page } from "./wire";

const core = "message.core";
const soon = (_ms: number, run: () => void) => { setImmediate(run); return () => undefined; };

/** A line to the desk that loses the answers it is told to. */
function line(desk: DeskModel, lose: (n: number) => boolean = () => false): Transport {
  let n = 0;
  return {
    post: async (b: Batch): Promise<Outcome<Answer>> => {
      const a = desk.submit(structuredClone(b));
      if (lose(n++)) return { kind: "again", after: 0 };
      if (a === "reused") return { kind: "reused" };
      if (a === "conflict") return { kind: "conflict", message: "" };
      if ("message" in a) return { kind: "refused", ...a, all: false };
      return { kind: "done", value: structuredClone(a) };
    },
    entries: async (after: number): Promise<Outcome<Page>> =>
      ({ kind: "done", value: { log: desk.id, seq: desk.seq, entries: structuredClone(desk.log.slice(after)), more: false } }),
  };
}

for (const arrived of [true, false]) {
  test(`words that were handed over come once, from wherever and however often, the last batch before ${arrived ? "arrived" : "lost"}`, async () => {
    const { desk, kept } = interrupted(arrived);
    assert.deepEqual(await deliver(kept, line(desk, (n) => n % 2 === 0), soon), []);
    const said = desk.texts.get(core), seq = desk.seq;
    assert.equal(said!.replace("Q ", ""), "We eat together");
    assert.equal(desk.values.get("audience.age_from"), 18);
    desk.submit({ client: "r", batch: 1, log: desk.id, base: desk.seq, edits: [{ kind: "text", at: core, splices: [{ from: 0, to: 0, insert: "R " }] }] });
    assert.deepEqual(await deliver(kept, line(desk), soon), []);
    assert.equal(desk.texts.get(core), `R ${said}`);
    assert.equal(desk.seq, seq + 1);
  });
}

test("two addresses that send at the same time make the same batches", async () => {
  const { desk, kept } = interrupted(false);
  let foreign = 0;
  const busy = (l: Transport): Transport => ({ ...l, post: async (b, last) => {
    const o = await l.post(b, last);
    if (foreign < 6) desk.submit({ client: "r", batch: ++foreign, log: desk.id, base: desk.seq, edits: [{ kind: "text", at: core, splices: [{ from: 0, to: 0, insert: "r" }] }] });
    return o;
  } });
  const left = await Promise.all([deliver(kept, busy(line(desk)), soon), deliver(kept, busy(line(desk, (n) => n === 0)), soon)]);
  assert.deepEqual(left, [[], []]);
  assert.equal(desk.texts.get(core)!.replace(/^r+/, "").replace("Q ", "").replace(/^r+/, ""), "We eat together");
  assert.equal(desk.log.filter((e) => e.client === "p").length, 2);
});

test("words for a draft that was replaced are for review", async () => {
  const { kept } = interrupted(false), other = new DeskModel("another");
  assert.deepEqual((await deliver(kept, line(other), soon)).map((r) => r.words), ["We eat together", "18"]);
  assert.equal(other.seq, 0);
});
