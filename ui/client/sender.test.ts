import assert from "node:assert/strict";
import { test } from "node:test";
import { DeskModel } from "./deskmodel";
import type { Outcome } from "./outcome";
import { backoff, Sender, type Transport } from "./sender";
import { Session } from "./session";
import type { Answer, Batch, Page } from "./wire";

const at = "message.core";

/** A clock that is moved by hand. */
class Clock {
  now = 0;
  private due: { when: number; run: () => void }[] = [];
  wait = (ms: number, run: () => void): (() => void) => {
    const d = { when: this.now + ms, run };
    this.due.push(d);
    return () => { this.due = this.due.filter((x) => x !== d); };
  };
  /** Lets so many ms pass, and all that follows from it happen. */
  async pass(ms: number): Promise<void> {
    await settled();
    const end = this.now + ms;
    for (;;) {
      const next = this.due.filter((d) => d.when <= end).sort((a, b) => a.when - b.when)[0];
      if (!next) break;
      this.now = next.when;
      this.due = this.due.filter((d) => d !== next);
      next.run();
      await settled();
    }
    this.now = end;
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

type Way = (b: Batch, reach: () => Outcome<Answer>) => Outcome<Answer>;

/** A page with a line to a desk that can be made to fail in the ways given, one after the other. */
function page(ways: Way[] = [], desk = new DeskModel()) {
  const clock = new Clock(), posts: { batch: Batch; when: number }[] = [], states: string[] = [];
  const session = new Session("p", desk.id, desk.seq);
  session.watch(at, desk.texts.get(at) ?? "");
  let conflict = "", slow = false, release = () => {};
  const slowly = () => { slow = true; return () => release(); }; // answers come when the function is called
  const transport: Transport = {
    async post(batch) {
      posts.push({ batch: structuredClone(batch), when: clock.now });
      const reach = (): Outcome<Answer> => {
        const a = desk.submit(structuredClone(batch));
        if (a === "reused") return { kind: "reused" };
        if (a === "conflict") return { kind: "conflict", message: "gone" };
        if ("message" in a) return { kind: "refused", message: a.message, field: a.field, all: false };
        return { kind: "done", value: a };
      };
      const way = ways.shift();
      if (slow) await new Promise<void>((resolve) => { release = resolve; });
      return way ? way(batch, reach) : reach();
    },
    async entries(after): Promise<Outcome<Page>> {
      return { kind: "done", value: { log: desk.id, seq: desk.seq, entries: structuredClone(desk.log.slice(after, after + 2)), more: desk.seq > after + 2 } };
    },
  };
  let clients = 1;
  const sender = new Sender(session, transport, {
    changed: () => undefined, moved: () => { if (states[states.length - 1] !== sender.state) states.push(sender.state); }, conflict: (m) => { conflict = m; },
  }, () => `p${++clients}`, clock.wait, () => 0);
  const type = (text: string) => { session.type(at, session.text(at), text); sender.soon(); };
  return { desk, clock, posts, states, session, sender, type, slowly, conflict: () => conflict };
}

const lost: Way = () => ({ kind: "again", after: 0 });
const arrivedAndLost: Way = (_b, reach) => { reach(); return { kind: "again", after: 0 }; };

test("a key is sent at once, and what is typed until the answer goes together", async () => {
  const p = page();
  const answer = p.slowly();
  p.type("a");
  assert.deepEqual([p.posts.length, p.clock.now], [1, 0], "it does not wait for a pause");
  for (const t of ["ab", "abc", "abcd"]) { p.type(t); await p.clock.pass(100); }
  assert.equal(p.posts.length, 1, "one batch is on its way");
  assert.equal(p.session.where(at), "here");
  answer();
  await p.clock.pass(0);
  assert.deepEqual(p.posts.map((x) => x.batch.edits.length), [1, 1]);
  answer();
  await p.clock.pass(0);
  assert.equal(p.posts.length, 2);
  assert.equal(p.desk.texts.get(at), "abcd");
  assert.equal(p.session.where(at), "saved");
});

test("the same batch is sent again, ever later, until there is an answer", async () => {
  const p = page([lost, lost, lost, lost, lost, lost]);
  p.type("a");
  await p.clock.pass(400);
  p.type("ab");
  await p.clock.pass(70_000);
  assert.deepEqual(p.posts.slice(1, 7).map((x, i) => x.when - p.posts[i]!.when), [1000, 2000, 4000, 8000, 15_000, 15_000]);
  for (const x of p.posts.slice(0, 7)) assert.deepEqual(x.batch, p.posts[0]!.batch);
  assert.equal(p.desk.texts.get(at), "ab");
  assert.equal(p.desk.seq, 2);
  assert.equal(p.session.unsent, 0);
});

test("an answer that was lost changes nothing when it is asked for again", async () => {
  const p = page([arrivedAndLost]);
  p.type("a");
  await p.clock.pass(5000);
  assert.equal(p.posts.length, 2);
  assert.equal(p.desk.seq, 1);
  assert.equal(p.session.text(at), "a");
});

test("the server's wait is kept to", async () => {
  const p = page([() => ({ kind: "again", after: 7 })]);
  p.type("a");
  await p.clock.pass(20_000);
  assert.equal(p.posts[1]!.when - p.posts[0]!.when, 7000);
});

test("waits grow to a bound and are spread", () => {
  assert.equal(backoff(0, 0, 0), 1000);
  assert.equal(backoff(0, 0, 1), 1200);
  assert.equal(backoff(99, 0, 0), 15_000);
  assert.equal(backoff(0, 30, 0), 30_000);
});

test("a wait ends when the network is back", async () => {
  const p = page([lost, lost, lost]);
  p.type("a");
  await p.clock.pass(6500);
  assert.equal(p.sender.state, "unreachable");
  p.sender.retry();
  await p.clock.pass(0);
  assert.equal(p.desk.texts.get(at), "a");
  assert.equal(p.sender.state, "idle");
});

test("entries before the answer are read first", async () => {
  const p = page();
  for (let i = 0; i < 5; i++) p.desk.submit({ client: "q", batch: i + 1, log: "log", base: i, edits: [{ kind: "text", at, splices: [{ from: 0, to: 0, insert: "q" }] }] });
  p.type("a");
  await p.clock.pass(1000);
  assert.equal(p.session.seq, 6);
  assert.equal(p.session.text(at), p.desk.texts.get(at));
  assert.equal(p.session.unsent, 0);
});

test("a used number is given up for a new client id", async () => {
  const p = page();
  p.desk.submit({ client: "p", batch: 1, log: "log", base: 0, edits: [{ kind: "set", at: "audience.age_from", value: 1 }] });
  p.session.received({ ...p.desk.log[0]!, client: "x" });
  p.type("a");
  await p.clock.pass(1000);
  assert.deepEqual(p.posts.map((x) => x.batch.client), ["p", "p2"]);
  assert.deepEqual(p.posts[1]!.batch.edits, p.posts[0]!.batch.edits);
  assert.equal(p.desk.texts.get(at), "a");
});

test("a replaced log stops the page, which keeps its words", async () => {
  const p = page();
  p.session.log = "older";
  p.type("a");
  await p.clock.pass(60_000);
  assert.equal(p.conflict(), "gone");
  assert.equal(p.posts.length, 1);
  assert.equal(p.session.text(at), "a");
  assert.ok(p.session.keep());
});

test("without a seat the words are kept and go on once there is one", async () => {
  const p = page([() => ({ kind: "signin" })]);
  p.type("a");
  await p.clock.pass(500);
  assert.equal(p.sender.state, "signed-out");
  assert.equal(p.session.unsent, 1);
  p.sender.retry();
  await p.clock.pass(0);
  assert.equal(p.desk.texts.get(at), "a");
});

test("what is refused stays, and later typing is sent with it", async () => {
  const p = page();
  p.desk.refuse = (b) => (JSON.stringify(b.edits).includes("!") ? { message: "no exclamation marks", field: at } : null);
  p.type("a!");
  await p.clock.pass(1000);
  assert.equal(p.session.where(at), "refused");
  assert.equal(p.posts.length, 1, "it is not tried again by itself");
  assert.equal(p.sender.state, "idle");
  p.type("a");
  await p.clock.pass(1000);
  assert.equal(p.desk.texts.get(at), "a");
});

test("an answer to what was asked earlier is no sign of a replaced log", async () => {
  const p = page();
  const reading = p.sender.catchUp();
  p.desk.submit({ client: "q", batch: 1, log: "log", base: 0, edits: [{ kind: "text", at, splices: [{ from: 0, to: 0, insert: "q" }] }] });
  p.session.received(structuredClone(p.desk.log[0]!)); // by the stream, before the answer
  await reading;
  assert.equal(p.conflict(), "");
  assert.equal(p.sender.state, "idle");
});

test("leaving sends what waits once, and nothing over what is on its way", async () => {
  const p = page([lost]);
  p.session.type(at, "", "a"); // which the sender has not been told of
  p.sender.last();
  assert.equal(p.posts.length, 1);
  p.session.type(at, "a", "ab");
  p.sender.last();
  assert.equal(p.posts.length, 1);
  assert.equal(p.session.keep()!.queue.length, 1);
});
