import assert from "node:assert/strict";
import { test } from "node:test";
import { Stream } from "./stream";

/** A stream that the test speaks through. */
class Source {
  closed = false;
  onerror: ((e: Event) => void) | null = null;
  private heard = new Map<string, (e: MessageEvent) => void>();
  constructor(readonly url: string) {}
  addEventListener(name: string, f: (e: MessageEvent) => void): void { this.heard.set(name, f); }
  close(): void { this.closed = true; }
  say(name: string, data: unknown): void { this.heard.get(name)?.({ data: JSON.stringify(data) } as MessageEvent); }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function line(back = true) {
  const sources: Source[] = [], heard: unknown[] = [];
  let timers: { ms: number; run: () => void }[] = [], seq = 5;
  const stream = new Stream(() => `/events?after=${seq++}`, ["edits", "beat"], (n, d) => heard.push([n, d]), async () => back,
    (url) => { const s = new Source(url); sources.push(s); return s as never; },
    (ms, run) => { const t = { ms, run }; timers.push(t); return () => { timers = timers.filter((x) => x !== t); }; });
  const fire = async () => { const t = timers.shift()!; t.run(); await settled(); };
  return { stream, sources, heard, fire, timers: () => timers };
}

test("a silent stream is left for a new one, from where the page then is", async () => {
  const l = line();
  l.stream.start();
  l.sources[0]!.say("edits", { seq: 6 });
  assert.deepEqual(l.heard, [["edits", { seq: 6 }]]);
  assert.deepEqual(l.timers().map((t) => t.ms), [20_000]);
  await l.fire(); // 20 s without a beat
  assert.ok(l.sources[0]!.closed);
  await l.fire(); // the wait before the next attempt
  assert.deepEqual(l.sources.map((s) => s.url), ["/events?after=5", "/events?after=6"]);
});

test("a beat keeps the stream", () => {
  const l = line();
  l.stream.start();
  for (let i = 0; i < 3; i++) l.sources[0]!.say("beat", {});
  assert.equal(l.timers().length, 1);
  assert.equal(l.sources.length, 1);
});

test("a broken stream comes back, and a closed one says nothing more", async () => {
  const l = line();
  l.stream.start();
  l.sources[0]!.onerror!(new Event("error"));
  await settled();
  await l.fire();
  assert.equal(l.sources.length, 2);
  l.sources[0]!.say("edits", { seq: 9 });
  assert.deepEqual(l.heard, []);
});

test("a stream that was stopped, or may not come back, stays away", async () => {
  const stopped = line();
  stopped.stream.start();
  stopped.sources[0]!.onerror!(new Event("error"));
  stopped.stream.stop();
  await settled();
  assert.equal(stopped.timers().length, 0);
  const replaced = line(false);
  replaced.stream.start();
  replaced.sources[0]!.onerror!(new Event("error"));
  await settled();
  assert.equal(replaced.timers().length, 0);
});
