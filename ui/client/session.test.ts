import assert from "node:assert/strict";
import { test } from "node:test";
import { DeskModel } from "./deskmodel";
import { Session, type Kept } from "./session";
import type { Batch } from "./wire";

const core = "message.core", list = "channels.list", columns = { why: true, channel: false };

function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** A page as the draft's page is: a display that may be composing, and a session. */
class Reader {
  shown = new Map<string, string>();
  composing = new Set<string>();
  serial = 0;
  constructor(public name: string, public session: Session) {}

  show(at: string): void {
    const due = this.session.due(at);
    if (due) this.shown.set(at, due.text);
  }

  type(at: string, to: string, caret?: number): void {
    const before = this.shown.get(at) ?? this.session.text(at);
    this.session.type(at, before, to, caret);
    this.shown.set(at, to);
    this.show(at);
  }

  display(at: string): string { return this.shown.get(at) ?? this.session.text(at); }

  read(desk: DeskModel, most = Infinity): void {
    for (const e of desk.log.slice(this.session.seq)) {
      if (most-- <= 0) return;
      for (const c of this.session.received(structuredClone(e))) if (c.kind === "text") this.show(c.at);
    }
  }
}

const characters = ["a", "b", "c", " ", "\n", "é", "ក", "្", "ที่", "ำ", "😀", "🧕🏽", "👨‍👩‍👧", "𝄞"];

function open(desk: DeskModel, name: string): Reader {
  const s = new Session(name, desk.id, desk.seq);
  s.watch(core, desk.texts.get(core) ?? "");
  s.hold("audience.age_from", desk.values.get("audience.age_from") ?? null);
  s.hold("message.tone", desk.values.get("message.tone") ?? null);
  s.list(list, desk.visible(list), columns);
  for (const row of desk.visible(list)) {
    s.watch(`${list}/${row}/why`, desk.texts.get(`${list}/${row}/why`) ?? "");
    s.hold(`${list}/${row}/channel`, desk.values.get(`${list}/${row}/channel`) ?? null);
  }
  return new Reader(name, s);
}

function act(p: Reader, pick: (n: number) => number): void {
  const rows = p.session.rows(list);
  const after = () => { const i = pick(rows.length + 1); return i === 0 ? "" : rows[i - 1]!; };
  const row = rows[pick(Math.max(rows.length, 1))];
  switch (pick(12)) {
    default: {
      const cells = rows.map((r) => `${list}/${r}/why`).filter((at) => p.session.knows(at));
      const at = pick(3) && cells.length ? cells[pick(cells.length)]! : core;
      const text = [...p.display(at)], from = pick(text.length + 1), to = Math.min(text.length, from + pick(4));
      const insert = Array.from({ length: pick(4) }, () => characters[pick(characters.length)]).join("");
      const head = text.slice(0, from).join("") + insert;
      if (!p.composing.has(at) && !pick(6)) { p.session.compose(at); p.composing.add(at); p.shown.set(at, p.session.text(at)); }
      p.type(at, head + text.slice(to).join(""), pick(2) ? head.length : undefined);
      if (p.composing.has(at) && pick(2)) { p.session.composed(at); p.composing.delete(at); p.show(at); }
      return;
    }
    case 0: p.session.edit({ kind: "set", at: "audience.age_from", value: pick(90) }); return;
    case 1: p.session.edit({ kind: "choose", at: "message.tone", add: [["warm", "calm", "proud"][pick(3)]!], remove: [] }); return;
    case 2: p.session.edit({ kind: "choose", at: "message.tone", add: [], remove: [["warm", "calm", "proud"][pick(3)]!] }); return;
    case 3: if (rows.length < 8) p.session.edit({ kind: "insert_row", at: list, row: `${p.name}-${p.serial++}`, after: after(), values: pick(2) ? { channel: "radio" } : {} }); return;
    case 4: { const a = after(); if (row && a !== row) p.session.edit({ kind: "move_row", at: `${list}/${row}`, after: a }); return; }
    case 5: if (row) p.session.edit({ kind: "delete_row", at: `${list}/${row}` }); return;
    case 6: { const id = `${p.name}-${pick(Math.max(p.serial, 1))}`; if (p.serial && !rows.includes(id)) p.session.edit({ kind: "restore_row", at: `${list}/${id}`, after: after() }); return; }
    case 7: if (row) p.session.edit({ kind: "set", at: `${list}/${row}/channel`, value: ["radio", "line"][pick(2)] }); return;
  }
}

test("pages come to the server's draft, whatever the order, with answers lost and batches sent twice", () => {
  for (let seed = 1; seed <= 4000; seed++) {
    const pick = random(seed), desk = new DeskModel();
    desk.texts.set(core, "We eat together 😀");
    desk.lists.set(list, ["A", "B"].map((id) => ({ id, deleted: false, placed: 0 })));
    const pages = [open(desk, "p"), open(desk, "q"), open(desk, "r")].slice(0, 2 + pick(2));
    const send = (p: Reader, lost: boolean) => {
      const b = p.session.take();
      if (!b) return;
      const answer = desk.submit(structuredClone(b));
      if (typeof answer === "string" || "message" in answer) assert.fail(`seed ${seed}: ${JSON.stringify(answer)}`);
      if (lost) return;
      if (!p.session.adjoins(answer)) p.read(desk, answer.seq - 1 - p.session.seq);
      for (const c of p.session.acknowledged(answer)) if (c.kind === "text") p.show(c.at);
    };
    for (let step = 0; step < 25; step++) {
      const p = pages[pick(pages.length)]!;
      switch (pick(4)) {
        case 0: send(p, pick(4) === 0); break;
        case 1: p.read(desk, 1 + pick(3)); break;
        default: act(p, pick);
      }
    }
    for (const p of pages) for (const at of p.composing) { p.session.composed(at); p.show(at); }
    for (let round = 0; round < 6; round++) for (const p of pages) { send(p, false); p.read(desk); }
    for (const p of pages) {
      assert.equal(p.session.unsent, 0, `seed ${seed}`);
      assert.equal(p.session.text(core), desk.texts.get(core) ?? "", `seed ${seed}: core of ${p.name}`);
      assert.equal(p.display(core), desk.texts.get(core) ?? "", `seed ${seed}: what ${p.name} shows`);
      assert.deepEqual(p.session.rows(list), desk.visible(list), `seed ${seed}: rows of ${p.name}`);
      assert.equal(p.session.value("audience.age_from"), desk.values.get("audience.age_from") ?? null, `seed ${seed}`);
      assert.deepEqual(new Set((p.session.value("message.tone") as string[] | null) ?? []), new Set((desk.values.get("message.tone") as string[]) ?? []), `seed ${seed}`);
      for (const row of desk.visible(list)) {
        const why = `${list}/${row}/why`, channel = `${list}/${row}/channel`;
        assert.equal(p.display(why), desk.texts.get(why) ?? "", `seed ${seed}: ${why} of ${p.name}`);
        assert.equal(p.session.value(channel) ?? null, desk.values.get(channel) ?? null, `seed ${seed}: ${channel} of ${p.name}`);
      }
    }
  }
});

test("what was not confirmed survives being kept and taken up, at any moment", () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const pick = random(seed), desk = new DeskModel();
    desk.texts.set(core, "ที่ 😀");
    desk.lists.set(list, []);
    const other = open(desk, "q");
    let p = open(desk, "p");
    for (let step = 0; step < 12; step++) {
      act(p, pick);
      if (pick(3) === 0) { const b = p.session.take(); if (b && pick(2)) desk.submit(structuredClone(b)); }
      if (pick(3) === 0) { act(other, pick); const b = other.session.take(); if (b) desk.submit(structuredClone(b)); other.read(desk); }
      if (pick(3) === 0) p.read(desk);
    }
    const kept = p.session.keep();
    const next = open(desk, "z"), shows = [core, ...desk.visible(list).map((r) => `${list}/${r}/why`)];
    for (const at of shows) next.shown.set(at, next.session.text(at));
    if (kept) {
      const left = Session.restore(JSON.parse(JSON.stringify(kept)) as Kept);
      for (const e of desk.log.slice(left.seq)) left.received(structuredClone(e));
      const changes = next.session.absorb(left);
      assert.ok(changes, `seed ${seed}`);
      for (const c of changes) if (c.kind === "text") next.show(c.at);
      for (let round = 0; round < 20 && next.session.unsent; round++) {
        const b = next.session.take();
        if (b) assert.equal(typeof desk.submit(structuredClone(b)), "object", `seed ${seed}`);
        next.read(desk);
      }
      assert.equal(next.session.unsent, 0, `seed ${seed}`);
    }
    for (const at of shows) assert.equal(next.display(at), desk.texts.get(at) ?? "", `seed ${seed}: ${at}`);
    assert.deepEqual(next.session.rows(list), desk.visible(list), `seed ${seed}`);
    // The page itself, had it stayed, would have come to the same: its own batches are recognised.
    const before = p.session.text(core);
    p.read(desk);
    if (!desk.log.some((l) => l.client === "q" && l.seq > (kept?.seq ?? 0))) assert.equal(desk.texts.get(core), before, `seed ${seed}: nothing was lost`);
  }
});

function pair(): [DeskModel, Reader, Reader] {
  const desk = new DeskModel();
  desk.texts.set(core, "abcdef");
  desk.lists.set(list, []);
  return [desk, open(desk, "p"), open(desk, "q")];
}

function sent(desk: DeskModel, p: Reader): Batch {
  const b = p.session.take()!;
  assert.equal(typeof desk.submit(structuredClone(b)), "object");
  return b;
}

test("of two words at one place the first accepted stands first", () => {
  const [desk, p, q] = pair();
  p.type(core, "abXcdef");
  q.type(core, "abYcdef");
  sent(desk, p); sent(desk, q);
  p.read(desk); q.read(desk);
  assert.equal(p.display(core), "abXYcdef");
  assert.equal(q.display(core), "abXYcdef");
});

test("a value set here and not confirmed is not overwritten by an older one", () => {
  const [desk, p, q] = pair();
  q.session.edit({ kind: "set", at: "audience.age_from", value: 15 });
  sent(desk, q);
  p.session.edit({ kind: "set", at: "audience.age_from", value: 18 });
  p.read(desk);
  assert.equal(p.session.value("audience.age_from"), 18);
  sent(desk, p);
  p.read(desk); q.read(desk);
  assert.equal(q.session.value("audience.age_from"), 18);
});

test("an own entry is recognised though its answer was lost", () => {
  const [desk, p] = pair();
  p.type(core, "abcdef!");
  sent(desk, p);
  assert.equal(p.session.where(core), "sending");
  p.read(desk);
  assert.equal(p.session.where(core), "saved");
  assert.equal(p.display(core), "abcdef!");
  assert.equal(p.session.take(), null);
});

test("a page that composes is not written to, and has all words afterwards", () => {
  const [desk, p, q] = pair();
  p.shown.set(core, "abcdef");
  p.session.compose(core);
  q.type(core, "XXabcdef");
  sent(desk, q);
  p.read(desk);
  assert.equal(p.display(core), "abcdef", "untouched while composing");
  p.session.type(core, "abcdef", "abcกdef", 4);
  p.shown.set(core, "abcกdef");
  p.session.composed(core);
  p.show(core);
  assert.equal(p.display(core), "XXabcกdef");
  sent(desk, p);
  assert.equal(desk.texts.get(core), "XXabcกdef");
});

test("the caret moves with what others write before it and stays with what they write behind it", () => {
  const [desk, p, q] = pair();
  q.type(core, "XXabcdef");
  sent(desk, q);
  for (const e of desk.log) p.session.received(structuredClone(e));
  const due = p.session.due(core)!;
  assert.equal(due.map(3), 5);
  assert.equal(due.text, "XXabcdef");
});

test("a refusal holds back the field it names, and the rest goes on", () => {
  const [desk, p] = pair();
  p.type(core, "abcdef too long");
  p.session.edit({ kind: "set", at: "audience.age_from", value: 18 });
  p.session.take();
  p.session.refused("too long", core);
  assert.equal(p.session.where(core), "refused");
  assert.equal(p.session.reason(core), "too long");
  assert.equal(p.session.text(core), "abcdef too long", "the words stay");
  sent(desk, p);
  p.read(desk);
  assert.equal(desk.values.get("audience.age_from"), 18);
  assert.equal(desk.texts.get(core), "abcdef");
  p.type(core, "abcdef long");
  assert.equal(p.session.where(core), "here", "typing again tries again");
  sent(desk, p);
  p.read(desk);
  assert.equal(desk.texts.get(core), "abcdef long");
  assert.equal(p.session.keep(), null);
});

test("where a refusal names nothing, the edits go one by one", () => {
  const [, p] = pair();
  p.type(core, "abc");
  p.session.edit({ kind: "set", at: "audience.age_from", value: 18 });
  p.session.edit({ kind: "choose", at: "message.tone", add: ["warm"], remove: [] });
  p.session.take();
  p.session.refused("no", "");
  assert.equal(p.session.refusals.length, 0);
  assert.equal(p.session.take()!.edits.length, 1);
});

test("what is typed into a refused row is refused with it", () => {
  const [, p] = pair();
  p.session.edit({ kind: "insert_row", at: list, row: "n", after: "" });
  p.session.take();
  p.session.refused("too many rows", list);
  p.type(`${list}/n/why`, "because");
  assert.equal(p.session.where(`${list}/n/why`), "refused");
  assert.equal(p.session.take(), null);
  assert.deepEqual(p.session.rows(list), ["n"], "it stays on the page");
});

test("a used number is tried again under a new client id with the same edits", () => {
  const [desk, p, q] = pair();
  const other = new Session("p", desk.id, 0);
  other.watch(core, "abcdef");
  other.type(core, "abcdef", "zabcdef");
  desk.submit(structuredClone(other.take()!));
  p.type(core, "abcdef!");
  const b = p.session.take()!;
  assert.equal(desk.submit(structuredClone(b)), "reused");
  p.session.renew("p2");
  assert.deepEqual(p.session.take()!.edits, b.edits);
  sent(desk, p);
  p.read(desk); q.read(desk);
  assert.equal(p.session.text(core), "zabcdef!");
  assert.equal(q.session.text(core), "zabcdef!");
});

test("a batch stays below the limit and the rest follows", () => {
  const [, p] = pair();
  for (let i = 0; i < 5; i++) { p.session.watch(`f${i}`, ""); p.session.type(`f${i}`, "", "ก".repeat(20_000)); }
  const first = p.session.take()!;
  assert.ok(new TextEncoder().encode(JSON.stringify(first)).length < 256 << 10);
  assert.ok(first.edits.length < 5);
  assert.equal(p.session.unsent, 5);
});

test("a row out of the bin that the page never saw is lacking until its values are read", () => {
  const [, p] = pair();
  const changes = p.session.received({ seq: 1, client: "q", batch: 1, who: "q", edits: [{ kind: "restore_row", at: `${list}/old`, after: "" }] });
  assert.deepEqual(changes.map((c) => c.kind), ["rows", "lacking"]);
  p.session.adopt(list, "old", { why: "because", channel: "radio" });
  assert.equal(p.session.text(`${list}/old/why`), "because");
  assert.equal(p.session.value(`${list}/old/channel`), "radio");
});
