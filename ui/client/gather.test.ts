import assert from "node:assert/strict";
import { test } from "node:test";
import { Gather } from "./gather";

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A page whose clock, timers and answers the test has. */
function page() {
  const p = { now: 10_000, shown: true, asked: [] as string[][], timers: [] as { at: number; run: () => void }[], answer: [] as ((done: boolean) => void)[] };
  const gather = new Gather((ids) => { p.asked.push(ids); return new Promise((resolve) => p.answer.push(resolve)); }, () => p.shown, () => p.now,
    (ms, run) => { const t = { at: p.now + ms, run }; p.timers.push(t); return () => { p.timers = p.timers.filter((x) => x !== t); }; });
  const pass = async (ms: number) => {
    p.now += ms;
    for (const t of p.timers.filter((x) => x.at <= p.now)) { p.timers = p.timers.filter((x) => x !== t); t.run(); }
    await settled();
  };
  const done = async (good = true) => { p.answer.shift()!(good); await settled(); };
  return { p, gather, pass, done };
}

test("after quiet what changes is read at once, and all of the same moment together", async () => {
  const { p, gather, pass } = page();
  gather.add(["a"]);
  gather.add(["b", "a"]);
  await pass(0);
  assert.deepEqual(p.asked, [["a", "b"]]);
});

test("however much is going on, two readings begin two thirds of a second apart, and none is on its way twice", async () => {
  const { p, gather, pass, done } = page();
  const begun: number[] = [];
  for (let ms = 0; ms < 5000; ms += 10) {
    gather.add([`d${ms % 40}`]);
    const n = p.asked.length;
    await pass(10);
    if (p.asked.length > n) begun.push(p.now);
    assert.ok(p.answer.length <= 1);
    if (p.answer.length && p.now - begun[begun.length - 1]! >= 30) await done();
  }
  assert.equal(begun.length, 8);
  for (let i = 1; i < begun.length; i++) assert.ok(begun[i]! - begun[i - 1]! >= 650, `${begun}`);
});

test("what changes during a reading is read after it", async () => {
  const { p, gather, pass, done } = page();
  gather.add(["a"]);
  await pass(0);
  gather.add(["a"]);
  await pass(2000);
  assert.deepEqual(p.asked, [["a"]]);
  await done();
  await pass(0);
  assert.deepEqual(p.asked, [["a"], ["a"]]);
});

test("what could not be read comes with the next reading, after a while", async () => {
  const { p, gather, pass, done } = page();
  gather.add(["a"]);
  await pass(0);
  await done(false);
  gather.add(["b"]);
  await pass(1000);
  assert.equal(p.asked.length, 1);
  await pass(1000);
  assert.deepEqual(p.asked[1]!.sort(), ["a", "b"]);
});

test("a page that is not looked at reads nothing until it is", async () => {
  const { p, gather, pass } = page();
  gather.add(["a"]);
  p.shown = false;
  await pass(0);
  gather.add(["b"]);
  await pass(5000);
  assert.deepEqual(p.asked, []);
  p.shown = true;
  gather.add(["c"]);
  await pass(0);
  assert.deepEqual(p.asked, [["a", "b", "c"]]);
});

test("whoever cannot wait gets what is newer than the reading on its way", async () => {
  const { p, gather, pass, done } = page();
  gather.add(["a"]);
  await pass(0);
  gather.add(["b"]);
  let over = false;
  void gather.flush().then(() => { over = true; });
  await done();
  assert.deepEqual(p.asked, [["a"], ["b"]]);
  assert.ok(!over);
  await done();
  assert.ok(over);
});
