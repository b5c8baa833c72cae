import assert from "node:assert/strict";
import { test } from "node:test";
import { DeskModel } from "./deskmodel";
import { takeUp, wordsOf } from "./leftover";
import { interrupted } from "./interrupted";
import type { Outcome } from "./outcome";
import { Session } from "./session";
import type { Page } from "./wire";

const core = "message.core";

function opened(desk: DeskModel): Session {
  const s = new Session("next", desk.id, desk.seq);
  s.watch(core, desk.texts.get(core) ?? "");
  s.hold("audience.age_from", null);
  return s;
}

const entries = (desk: DeskModel) => async (after: number): Promise<Outcome<Page>> =>
  ({ kind: "done", value: { log: desk.id, seq: desk.seq, entries: structuredClone(desk.log.slice(after)), more: false } });
const soon = (_ms: number, run: () => void) => { setImmediate(run); return () => undefined; };

for (const arrived of [true, false]) {
  test(`the words of a page that is gone come into the next one once, its last batch ${arrived ? "arrived" : "lost"}`, async () => {
    const { desk, kept } = interrupted(arrived), next = opened(desk);
    const changes = await takeUp(kept, next, entries(desk), soon);
    assert.deepEqual(changes?.map((c) => c.at).filter((at, i, all) => all.indexOf(at) === i), [core, "audience.age_from"]);
    assert.equal(next.client, "p");
    assert.equal(next.due(core)?.text, next.text(core));
    for (let b = next.take(); b; b = next.take()) {
      assert.equal(typeof desk.submit(structuredClone(b)), "object");
      for (const e of desk.log.slice(next.seq)) next.received(structuredClone(e));
    }
    assert.equal(desk.texts.get(core)!.replace("Q ", ""), "We eat together");
    assert.equal(desk.values.get("audience.age_from"), 18);
  });
}

test("it waits until the page has nothing on its way, and until the server answers", async () => {
  const { desk, kept } = interrupted(false), next = opened(desk);
  next.edit({ kind: "set", at: "audience.age_from", value: 20 });
  const b = next.take()!;
  let failures = 2;
  const line = entries(desk);
  const taking = takeUp(kept, next, async (after) => (failures-- > 0 ? { kind: "again", after: 0 } : line(after)), soon);
  setTimeout(() => { desk.submit(structuredClone(b)); for (const e of desk.log.slice(next.seq)) next.received(structuredClone(e)); }, 5);
  assert.ok(await taking);
  assert.ok(next.flies(), "the left batch goes again under its own number");
});

test("the words of a draft that was replaced are for review", async () => {
  const { kept } = interrupted(false), other = new DeskModel("another log");
  assert.equal(await takeUp(kept, opened(other), entries(other), soon), null);
  assert.deepEqual(wordsOf(kept).map((r) => [r.at, r.words]), [[core, "We eat together"], ["audience.age_from", "18"]]);
});
