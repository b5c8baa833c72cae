import assert from "node:assert/strict";
import { test } from "node:test";
import { Company } from "./company";
import { Sight } from "./readers";
import type { Presence } from "./wire";
import { Words } from "./words";

/** A clock whose time passes when it is told to. */
class Clock {
  now = 0;
  private due: { at: number; run: () => void }[] = [];
  wait = (ms: number, run: () => void) => {
    const d = { at: this.now + ms, run };
    this.due.push(d);
    return () => { this.due = this.due.filter((o) => o !== d); };
  };
  pass(ms: number): void {
    for (const until = this.now + ms; ;) {
      const next = this.due.filter((d) => d.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) { this.now = until; return; }
      this.due = this.due.filter((d) => d !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
  }
}

/** Pages of several people at one draft, whose presence goes round as the server has it go. */
class Table {
  clock = new Clock();
  seq = 0;
  crowd = new Map<string, Presence>();
  posts: { client: string; at: number; body: Presence & { leaving?: boolean; batch?: number } }[] = [];
  pages: { client: string; company: Company; shown: boolean; unsent: number; seq: number }[] = [];

  sit(who: string, client = who, section = "message"): Table["pages"][number] {
    const page = { client, shown: true, unsent: 0, seq: this.seq, company: null as unknown as Company };
    page.company = new Company((p) => {
      const body = { ...(p as Presence), who, name: `Name of ${who}` };
      this.posts.push({ client, at: this.clock.now, body });
      this.crowd.set(client, body);
      for (const o of this.pages) o.company.show([...this.crowd.values()]);
    }, { client: () => client, unsent: () => page.unsent, selection: () => [0, 0], seq: () => page.seq, section }, new Words({}), {
      root: { querySelectorAll: () => [] } as unknown as ParentNode, shown: () => page.shown, now: () => this.clock.now, wait: this.clock.wait,
    });
    this.pages.push(page);
    page.company.start();
    return page;
  }

  /** One page's words are accepted, and come to all. */
  entry(by: Table["pages"][number]): number {
    this.seq++;
    for (const p of this.pages) {
      p.seq = this.seq;
      if (p !== by) p.company.read();
    }
    return this.seq;
  }
}

test("those who have an entry in sight say so, and then all are silent", () => {
  const t = new Table(), [ann, ...others] = ["ann", "ben", "cho", "dee", "eve", "fay"].map((n) => t.sit(n));
  t.clock.pass(10_000);
  const before = t.posts.length, seq = t.entry(ann!);
  assert.deepEqual(ann!.company.readers(seq), { have: [], lack: ["ben", "cho", "dee", "eve", "fay"].map((n) => `Name of ${n}`) });
  t.clock.pass(2000);
  assert.equal(ann!.company.readers(seq).have.length, 5);
  assert.equal(t.posts.length - before, others.length, "each says it once");
  const after = t.posts.length;
  t.clock.pass(60_000);
  assert.ok(t.posts.length - after <= 6 * 4, `${t.posts.length - after} posts in a minute in which nothing happens`);
});

test("while somebody goes on writing, the others say what they have seen every few seconds", () => {
  const t = new Table(), [ann, ben] = ["ann", "ben"].map((n) => t.sit(n));
  t.clock.pass(10_000);
  const before = t.posts.length;
  let most = 0;
  for (let i = 0; i < 200; i++) {
    const seq = t.entry(ann!);
    t.clock.pass(100);
    most = Math.max(most, seq - (t.crowd.get("ben")!.seen ?? 0));
  }
  assert.ok(t.posts.length - before <= 9, `${t.posts.length - before} posts in 20 s of ben's and ann's`);
  assert.ok(most <= 62, `ben was ${most} entries behind, of ten a second`);
  assert.equal(ben!.seq, 200);
});

test("a page that nobody looks at stays present and has seen nothing more", () => {
  const t = new Table(), [ann, ben] = ["ann", "ben"].map((n) => t.sit(n));
  t.clock.pass(5000);
  ben!.shown = false;
  const seq = t.entry(ann!);
  t.clock.pass(60_000);
  assert.deepEqual(ann!.company.readers(seq), { have: [], lack: ["Name of ben"] });
  const last = t.posts.filter((p) => p.client === "ben").pop()!;
  assert.ok(t.clock.now - last.at < 20_000, "it is not forgotten by the server");
  ben!.shown = true;
  ben!.company.read();
  t.clock.pass(2000);
  assert.deepEqual(ann!.company.readers(seq), { have: ["Name of ben"], lack: [] });
});

test("that a page holds words, or holds none any more, is told at once", () => {
  const t = new Table(), ann = t.sit("ann");
  t.clock.pass(5000);
  const count = () => t.posts.length;
  for (const unsent of [3, 0]) {
    const before = count();
    ann.unsent = unsent;
    ann.company.holds();
    t.clock.pass(2000);
    assert.equal(count(), before + 1);
    assert.equal(t.crowd.get("ann")!.unsent, unsent);
  }
});

test("a page that leaves says so last", () => {
  const t = new Table(), ann = t.sit("ann");
  t.clock.pass(5000);
  ann.unsent = 1;
  ann.company.holds();
  ann.company.leave(7);
  t.clock.pass(60_000);
  const { body } = t.posts[t.posts.length - 1]!;
  assert.deepEqual([body.leaving, body.unsent, body.batch], [true, 1, 7]);
  assert.equal(t.clock.now - t.posts[t.posts.length - 1]!.at, 60_000);
});

test("who is in another section has not seen the words until they come to this one", () => {
  const t = new Table(), ann = t.sit("ann"), ben = t.sit("ben", "ben", "audience");
  t.clock.pass(5000);
  const seq = t.entry(ann);
  t.clock.pass(20_000);
  assert.deepEqual([ben.seq, ann.company.readers(seq)], [seq, { have: [], lack: ["Name of ben"] }]);
  t.sit("ben", "ben's next page");
  t.clock.pass(2000);
  assert.deepEqual(ann.company.readers(seq), { have: ["Name of ben"], lack: [] });
});

test("others are people: of a person what any page has shown counts, and stays seen", () => {
  const page = (client: string, who: string, seen?: number, section = "message"): Presence => ({ client, who, name: who, at: "", from: 0, to: 0, unsent: 0, section, ...(seen === undefined ? {} : { seen }) });
  const list = [page("a1", "ann", 1), page("a2", "ann", 9), page("b1", "ben", 9), page("b2", "ben", 3), page("c1", "cho"), page("d1", "dee", 7), page("e1", "eve", 9, "goal")];
  const sight = new Sight("message");
  sight.heard(list, "a1");
  assert.deepEqual(sight.readers(8), { have: ["ben"], lack: ["cho", "dee", "eve"] });
  assert.deepEqual(sight.readers(7), { have: ["ben", "dee"], lack: ["cho", "eve"] });
  sight.heard([page("a1", "ann", 1), page("b3", "ben", 12, "goal")], "a1");
  assert.deepEqual(sight.readers(8), { have: ["ben"], lack: [] }, "ben has gone on, and has seen it");
  assert.deepEqual(sight.readers(10), { have: [], lack: ["ben"] });
  sight.heard(list.slice(0, 2), "a1");
  assert.deepEqual(sight.readers(1), { have: [], lack: [] }, "one's own other page is nobody else");
});
