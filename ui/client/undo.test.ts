import assert from "node:assert/strict";
import { test } from "node:test";
import { DeskModel } from "./deskmodel";
import { Session, type Change } from "./session";
import { Undo, type Undone } from "./undo";

const core = "message.core", other = "title", list = "channels.list", columns = { why: true, channel: false }, age = "audience.age_from", tone = "message.tone";

function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** A page with a display, which undoes. */
class Writer {
  session: Session;
  undo: Undo;
  clock = 0;
  shown = new Map<string, string>();

  constructor(private desk: DeskModel, name: string) {
    const s = (this.session = new Session(name, desk.id, desk.seq));
    for (const at of [core, other]) { s.watch(at, desk.texts.get(at) ?? ""); this.shown.set(at, desk.texts.get(at) ?? ""); }
    for (const at of [age, tone]) s.hold(at, desk.values.get(at) ?? null);
    s.list(list, desk.visible(list), columns);
    for (const row of desk.visible(list)) {
      s.watch(`${list}/${row}/why`, desk.texts.get(`${list}/${row}/why`) ?? "");
      s.hold(`${list}/${row}/channel`, desk.values.get(`${list}/${row}/channel`) ?? null);
    }
    this.undo = new Undo(s, () => this.clock);
  }

  text(at: string): string { return this.shown.get(at) ?? this.session.text(at); }

  show(changes: readonly Change[]): void {
    for (const c of changes) {
      const due = c.kind === "text" ? this.session.due(c.at) : null;
      if (due) this.shown.set(c.at, due.text);
    }
  }

  /** Types after a while, or as long after the last as is said. */
  type(at: string, to: string, after = 1000, caret?: number): void {
    this.clock += after;
    const before = this.text(at);
    this.shown.set(at, to);
    if (this.session.type(at, before, to, caret)) this.show([{ kind: "text", at }]);
  }

  splice(at: string, from: number, to: number, insert: string, after = 1000): void {
    const t = this.text(at);
    this.type(at, t.slice(0, from) + insert + t.slice(to), after, from + insert.length);
  }

  back(): Undone { return this.shows(this.undo.undo()); }

  again(): Undone { return this.shows(this.undo.redo()); }

  private shows(u: Undone): Undone {
    if (u.kind === "done") this.show(u.changes);
    return u;
  }

  all(way: "undo" | "redo"): number {
    let steps = 0;
    while (this.undo.depth[way]) if ((way === "undo" ? this.back() : this.again()).kind === "done") steps++;
    return steps;
  }

  /** Sends what waits; the answer may be lost, and what came before is read first. */
  send(lost = false): void {
    const b = this.session.take();
    if (!b) return;
    const answer = this.desk.submit(structuredClone(b));
    if (typeof answer === "string" || "message" in answer) throw new Error(JSON.stringify(answer));
    if (lost) return;
    this.read(answer.seq - 1 - this.session.seq);
    this.show(this.session.acknowledged(answer));
  }

  read(most = Infinity): void {
    for (const e of this.desk.log.slice(this.session.seq)) {
      if (most-- <= 0) return;
      this.show(this.session.received(structuredClone(e)));
    }
  }
}

function settle(...pages: Writer[]): void {
  for (let round = 0; round < 12; round++) for (const p of pages) { p.send(); p.read(); }
}

function open(names: string, text = "abcdef"): [DeskModel, ...Writer[]] {
  const desk = new DeskModel();
  desk.texts.set(core, text);
  desk.lists.set(list, ["A", "B", "C"].map((id) => ({ id, deleted: false, placed: 0 })));
  return [desk, ...[...names].map((n) => new Writer(desk, n))] as [DeskModel, ...Writer[]];
}

/*
 * The property. Every character that is typed is typed once only, so that it is known whose it is. One page undoes,
 * at any time and in the end everything. Then
 *   - nothing is left of what that page has written;
 *   - whatever others have written, or was there before, and no other has deleted, is there, once;
 *   - what was there before the last undoing and is there after it stands in the same order.
 */
test("taking back all that one has done leaves the words of the others, and none of one's own", () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const pick = random(seed);
    const start = String.fromCharCode(...Array.from({ length: pick(12) }, (_, i) => 0x100 + i));
    const [desk, p, ...rest] = open("pqr".slice(0, 2 + pick(2)), start) as [DeskModel, Writer, ...Writer[]];
    let next = 0x4e00;
    const mine = new Set<string>(), theirs = new Set(start), gone = new Set<string>();
    const write = (w: Writer) => {
      const t = w.text(core), from = pick(t.length + 1), to = Math.min(t.length, from + (pick(2) ? 0 : pick(5)));
      const insert = String.fromCharCode(...Array.from({ length: pick(4) }, () => next++));
      for (const c of insert) (w === p ? mine : theirs).add(c);
      if (w !== p) for (const c of t.slice(from, to)) gone.add(c);
      w.splice(core, from, to, insert, pick(2) ? 100 : 1000);
    };
    for (let step = 0; step < 40; step++) {
      const w = pick(2) ? p : rest[pick(rest.length)]!;
      switch (pick(6)) {
        case 0: w.send(pick(4) === 0); break;
        case 1: w.read(1 + pick(3)); break;
        case 2: if (w !== p) write(w); else if (pick(3)) p.back(); else p.again(); break;
        default: write(w);
      }
    }
    if (pick(2)) settle(p, ...rest);
    const before = p.text(core);
    p.all("undo");
    const own = p.text(core);
    const order = (text: string, like: string) => [...text].filter((c) => like.includes(c)).join("");
    assert.equal(order(own, before), order(before, own), `seed ${seed}: order`);
    settle(p, ...rest);
    const text = desk.texts.get(core) ?? "";
    for (const w of [p, ...rest]) assert.equal(w.text(core), text, `seed ${seed}: what ${w.session.client} shows`);
    assert.equal([...text].filter((c) => mine.has(c)).join(""), "", `seed ${seed}: own words are left`);
    for (const c of theirs) if (!gone.has(c)) assert.ok(text.includes(c), `seed ${seed}: words of others are lost in ${text}`);
    assert.equal(new Set(text).size, text.length, `seed ${seed}: something is there twice`);
  }
});

test("taken back and done again, a draft reads as before, whatever was done to it", () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const pick = random(seed), [desk, p, q] = open("pq", "We eat together 😀") as [DeskModel, Writer, Writer];
    const state = () => JSON.stringify([p.text(core), p.text(other), p.session.value(age), [...((p.session.value(tone) as string[] | null) ?? [])].sort(),
      p.session.rows(list).map((r) => [r, p.session.text(`${list}/${r}/why`), p.session.value(`${list}/${r}/channel`)])]);
    const states = [state()];
    let serial = 0;
    for (let step = 0; step < 20; step++) {
      const rows = p.session.rows(list), row = rows[pick(rows.length || 1)], depth = p.undo.depth.undo;
      const after = (list: string[]) => ["", ...list][pick(list.length + 1)]!;
      const text = (at: string) => { const t = [...p.text(at)], i = pick(t.length + 1); p.type(at, [...t.slice(0, i), ["ក្ម", "👨‍👩‍👧", "x", "\n"][pick(4)]!, ...t.slice(i + pick(3))].join("")); };
      switch (pick(9)) {
        case 0: p.session.edit({ kind: "set", at: age, value: pick(5) }); break;
        case 1: { const o = ["warm", "plain"][pick(2)]!, has = ((p.session.value(tone) as string[] | null) ?? []).includes(o); p.session.edit({ kind: "choose", at: tone, add: has ? [] : [o], remove: has ? [o] : [] }); break; }
        case 2: p.session.edit({ kind: "insert_row", at: list, row: `n${serial++}`, after: after(rows) }); break;
        case 3: if (row) p.session.edit({ kind: "delete_row", at: `${list}/${row}` }); break;
        case 4: if (row) p.session.edit({ kind: "move_row", at: `${list}/${row}`, after: after(rows.filter((r) => r !== row)) }); break;
        case 5: if (row) text(`${list}/${row}/why`); break;
        case 6: if (row) p.session.edit({ kind: "set", at: `${list}/${row}/channel`, value: ["radio", "line"][pick(2)] }); break;
        default: text(pick(2) ? core : other);
      }
      if (!pick(3)) p.send();
      if (p.undo.depth.undo > depth && state() !== states[states.length - 1]) states.push(state());
    }
    const seen = (u: Undone) => { if (u.kind === "lost") assert.fail(`seed ${seed}: a step of one's own was taken for another's`); };
    for (const expected of [...states].reverse().slice(1)) {
      const was = state();
      while (p.undo.depth.undo && state() === was) seen(p.back());
      assert.equal(state(), expected, `seed ${seed}`);
      if (!pick(3)) p.send();
    }
    for (const expected of states.slice(1)) {
      const was = state();
      while (p.undo.depth.redo && state() === was) seen(p.again());
      assert.equal(state(), expected, `seed ${seed}: again`);
      if (!pick(3)) p.send();
    }
    settle(p, q);
    assert.equal(desk.texts.get(core) ?? "", p.text(core), `seed ${seed}: at the server`);
    assert.deepEqual(desk.visible(list), p.session.rows(list), `seed ${seed}: rows at the server`);
    assert.deepEqual(q.session.rows(list), p.session.rows(list), `seed ${seed}: rows elsewhere`);
  }
});

test("pages that all undo come to one draft", () => {
  for (let seed = 1; seed <= 800; seed++) {
    const pick = random(seed), [desk, ...pages] = open("pqr");
    for (let step = 0; step < 40; step++) {
      const w = pages[pick(3)]!, rows = w.session.rows(list), row = rows[pick(rows.length || 1)], at = pick(2) || !row ? core : `${list}/${row}/why`;
      switch (pick(9)) {
        case 0: w.send(!pick(4)); break;
        case 1: w.read(1 + pick(4)); break;
        case 2: w.back(); break;
        case 3: w.again(); break;
        case 4: if (row) w.session.edit({ kind: "delete_row", at: `${list}/${row}` }); break;
        case 5: if (row) w.session.edit({ kind: "move_row", at: `${list}/${row}`, after: "" }); break;
        case 6: w.session.edit({ kind: "set", at: age, value: pick(9) }); break;
        default: { const t = w.text(at), i = pick(t.length + 1); w.splice(at, i, Math.min(t.length, i + pick(3)), "xyz".slice(pick(3))); }
      }
    }
    settle(...pages);
    for (const w of pages) {
      assert.equal(w.text(core), desk.texts.get(core), `seed ${seed}`);
      assert.deepEqual(w.session.rows(list), desk.visible(list), `seed ${seed}`);
      for (const row of desk.visible(list)) assert.equal(w.session.text(`${list}/${row}/why`), desk.texts.get(`${list}/${row}/why`) ?? "", `seed ${seed}`);
      assert.equal(w.session.value(age), desk.values.get(age) ?? null, `seed ${seed}`);
    }
  }
});

function one(text = ""): Writer { return open("p", text)[1]!; }

function typing(p: Writer, at: string, text: string, apart = 100): void {
  for (const c of text) p.splice(at, p.text(at).length, p.text(at).length, c, apart);
}

test("a word is a step, and so is what follows a pause or stands elsewhere", () => {
  const p = one();
  typing(p, core, "We eat");
  p.back();
  assert.equal(p.text(core), "We ");
  p.back();
  assert.equal(p.text(core), "");
  assert.deepEqual(p.undo.depth, { undo: 0, redo: 2 });
  p.all("redo");
  assert.equal(p.text(core), "We eat");
  typing(p, core, "ing", 600);
  assert.equal(p.undo.depth.undo, 5, "each letter after a pause");
  p.back();
  p.splice(core, 0, 0, "A", 10);
  p.splice(core, 1, 1, "h", 10);
  assert.equal(p.undo.depth.undo, 5, "at another place");
  assert.equal(p.undo.depth.redo, 0, "what is typed anew leaves nothing to do again");
  p.splice(core, 2, 2, "a long piece that is pasted", 10);
  p.splice(core, 29, 29, "x", 10);
  assert.equal(p.undo.depth.undo, 7, "what is pasted is by itself");
  p.undo.close();
  typing(p, other, "ក".repeat(100), 10);
  assert.equal(p.undo.depth.undo, 7 + 3, "a script without spaces has steps too");
});

test("a letter that is typed wrong and mended at once is one step", () => {
  const p = one();
  typing(p, core, "tie");
  p.splice(core, 2, 3, "", 10);
  p.splice(core, 2, 2, "ê", 10);
  typing(p, core, "ng");
  assert.equal(p.text(core), "tiêng");
  p.back();
  assert.equal(p.text(core), "");
});

test("a step survives that it is sent and confirmed, and goes to where its words have moved", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.splice(core, 3, 3, "XYZ");
  p.send();
  q.read();
  q.splice(core, 0, 0, "start ");
  q.splice(core, 11, 11, "mid"); // within XYZ
  q.send();
  p.read();
  assert.equal(p.text(core), "start abcXYmidZdef");
  const u = p.back();
  assert.equal(p.text(core), "start abcmiddef");
  assert.equal(u.kind === "done" && u.caret, "start abcmid".length);
  settle(p, q);
  assert.equal(desk.texts.get(core), "start abcmiddef");
  p.again();
  settle(p, q);
  assert.equal(q.text(core).replace("mid", ""), "start abcXYZdef");
});

test("what others have deleted already is passed over, and the step before is taken back", () => {
  const [, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.splice(core, 0, 0, "one");
  p.splice(core, 9, 9, "two");
  settle(p, q);
  q.type(core, "oneabcdef");
  settle(p, q);
  assert.equal(p.back().kind, "done");
  assert.equal(p.text(core), "abcdef");
});

test("a value that others have set since stays, and is said to", () => {
  const [, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.session.edit({ kind: "set", at: age, value: 15 });
  settle(p, q);
  q.session.edit({ kind: "set", at: age, value: 18 });
  settle(p, q);
  assert.deepEqual(p.back(), { kind: "lost", at: age });
  assert.equal(p.session.value(age), 18);
  assert.equal(p.back().kind, "nothing");
});

test("others' value is lost neither where it came before one's own", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  q.session.edit({ kind: "set", at: age, value: 18 });
  q.send();
  p.session.edit({ kind: "set", at: age, value: 15 }); // has not seen 18
  p.read();
  assert.equal(p.session.value(age), 15);
  p.back();
  settle(p, q);
  assert.equal(desk.values.get(age), 18);
});

test("of choices only those are taken back that nobody else has touched", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.session.edit({ kind: "choose", at: tone, add: ["warm", "plain"], remove: [] });
  settle(p, q);
  q.session.edit({ kind: "choose", at: tone, add: ["playful"], remove: ["plain"] });
  q.session.edit({ kind: "choose", at: tone, add: ["plain"], remove: [] });
  settle(p, q);
  assert.equal(p.back().kind, "done");
  settle(p, q);
  assert.deepEqual([...(desk.values.get(tone) as string[])].sort(), ["plain", "playful"]);
  p.again();
  settle(p, q);
  assert.deepEqual([...(desk.values.get(tone) as string[])].sort(), ["plain", "playful", "warm"]);
});

test("a row that others have written into is not taken away", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.session.edit({ kind: "insert_row", at: list, row: "n", after: "B" });
  settle(p, q);
  q.type(`${list}/n/why`, "because");
  settle(p, q);
  assert.deepEqual(p.back(), { kind: "lost", at: `${list}/n` });
  assert.deepEqual(desk.visible(list), ["A", "B", "n", "C"]);
});

test("rows go back to their places, or near them where others have changed the order", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.session.edit({ kind: "delete_row", at: `${list}/C` });
  settle(p, q);
  q.session.edit({ kind: "delete_row", at: `${list}/B` });
  settle(p, q);
  p.back();
  settle(p, q);
  assert.deepEqual(desk.visible(list), ["A", "C"]);
  p.session.edit({ kind: "move_row", at: `${list}/C`, after: "" });
  settle(p, q);
  assert.deepEqual(desk.visible(list), ["C", "A"]);
  p.back();
  settle(p, q);
  assert.deepEqual(desk.visible(list), ["A", "C"]);
  p.again();
  settle(p, q);
  q.session.edit({ kind: "move_row", at: `${list}/C`, after: "A" });
  settle(p, q);
  assert.equal(p.back().kind, "lost", "somebody else has moved it since");
  assert.deepEqual(desk.visible(list), ["A", "C"]);
});

test("words in a row that others took away are left, and older steps of theirs are brought over", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  const why = `${list}/A/why`;
  p.type(why, "one");
  p.splice(why, 0, 0, "two ");
  settle(p, q);
  q.session.edit({ kind: "delete_row", at: `${list}/A` });
  settle(p, q);
  assert.deepEqual(p.back(), { kind: "lost", at: why });
  q.session.edit({ kind: "restore_row", at: `${list}/A`, after: "" });
  settle(p, q);
  assert.equal(p.back().kind, "done");
  settle(p, q);
  assert.equal(desk.texts.get(why), "two ", "the step that was passed over stays done");
});

test("boundedly many steps are kept, the last ones", () => {
  const p = one();
  for (let i = 0; i < 300; i++) p.splice(core, p.text(core).length, p.text(core).length, "x");
  assert.equal(p.undo.depth.undo, 200);
  assert.equal(p.all("undo"), 200);
  assert.equal(p.text(core), "x".repeat(100));
});

test("what is taken back while nothing can be sent is sent later as one change", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.splice(core, 0, 0, "never mind ");
  p.session.take(); // on its way, and no answer comes
  p.back();
  assert.equal(p.text(core), "abcdef");
  assert.equal(p.session.where(core), "here");
  settle(p, q);
  assert.equal(desk.texts.get(core), "abcdef");
  assert.ok(p.session.settledAt(core) > 0);
});

test("what the server refused is taken back without a trace, and the refusal with it", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.session.edit({ kind: "insert_row", at: list, row: "n", after: "" });
  p.session.take();
  p.session.refused("too many rows", list);
  p.type(`${list}/n/why`, "because");
  assert.equal(p.session.refusals.length, 2);
  p.back();
  p.back();
  assert.deepEqual([p.session.refusals.length, p.session.unsent, p.session.keep()], [0, 0, null]);
  assert.deepEqual(p.session.rows(list), ["A", "B", "C"]);
  p.splice(core, 0, 0, "far too long ");
  p.session.take();
  p.session.refused("too long", core);
  p.back();
  settle(p, q);
  assert.deepEqual([p.session.refusals.length, p.session.keep()], [0, null]);
  assert.equal(desk.texts.get(core), "abcdef");
});

test("words that were refused and given up are gone from the page, and what others write after it is shown", () => {
  const [desk, p, q] = open("pq") as [DeskModel, Writer, Writer];
  p.splice(core, 0, 3, "late words ");
  p.session.take();
  p.session.refused("locked", "", true);
  p.session.giveUp(core);
  p.show([{ kind: "text", at: core }]);
  assert.equal(p.text(core), "abcdef");
  assert.deepEqual([p.session.refusals.length, p.session.unsent, p.session.keep()], [0, 0, null]);
  q.splice(core, 6, 6, "XYZ");
  settle(q, p);
  assert.equal(p.text(core), "abcdefXYZ");
  p.back();
  settle(p, q);
  assert.equal(desk.texts.get(core), "late words defXYZ", "taking that back tries again");
  p.back();
  settle(p, q);
  assert.equal(desk.texts.get(core), "abcdefXYZ");
});
