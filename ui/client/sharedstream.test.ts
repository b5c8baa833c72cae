import assert from "node:assert/strict";
import { test } from "node:test";
import { sharing, type Port } from "./sharedstream";
import type { Said, Told } from "./switchboard";

class Own {
  closed = false;
  onerror: ((e: Event) => unknown) | null = null;
  heard = new Map<string, (e: MessageEvent) => void>();
  constructor(readonly url: string) {}
  addEventListener(name: string, f: (e: MessageEvent) => void): void { this.heard.set(name, f); }
  close(): void { this.closed = true; }
}

function page(how: "worker" | "none" | "throws" = "worker") {
  const said: Said[] = [], own: Own[] = [], ports: (Port & { closed: boolean })[] = [];
  let timers: { ms: number; run: () => void }[] = [], turned: (() => void) | null = null, shown = true, fail = () => {};
  const open = sharing({
    connect: how === "none" ? null : (failed) => {
      if (how === "throws") throw new Error("not allowed here");
      fail = failed;
      const p = { onmessage: null, closed: false, postMessage: (s: Said) => said.push(s), close() { this.closed = true; } } as Port & { closed: boolean };
      ports.push(p);
      return p;
    },
    own: (url) => { const s = new Own(url); own.push(s); return s; },
    shown: () => shown,
    turned: (run) => { turned = run; return () => { turned = null; }; },
    wait: (ms, run) => { const t = { ms, run }; timers.push(t); return () => { timers = timers.filter((x) => x !== t); }; },
  });
  const start = () => {
    const source = open("/events?after=5"), heard: unknown[] = [];
    source.addEventListener("edits", (e) => heard.push(e.data));
    source.addEventListener("beat", (e) => heard.push(e.data));
    source.onerror = () => heard.push("lost");
    return { source, heard };
  };
  const tell = (t: Told) => ports.at(-1)!.onmessage!({ data: t } as MessageEvent<Told>);
  return { said, own, ports, start, tell, fail: () => fail(), fire: () => { const t = timers.shift()!; t.run(); return t.ms; }, timers: () => timers.length, show: (now: boolean) => { shown = now; turned?.(); } };
}

test("a page asks the worker for its stream, answers beats and says when it is hidden and when it goes", () => {
  const p = page(), { source, heard } = p.start();
  p.tell({ kind: "ready" });
  p.tell({ kind: "event", name: "edits", data: "6" });
  p.tell({ kind: "event", name: "beat", data: "{}" });
  p.show(false);
  p.tell({ kind: "lost" });
  source.close();
  p.show(true);
  assert.deepEqual(heard, ["6", "{}", "lost"]);
  assert.deepEqual(p.said, [{ kind: "open", address: "/events?after=5", names: ["edits", "beat"], shown: true }, { kind: "here" }, { kind: "shown", shown: false }, { kind: "close" }]);
  assert.ok(p.ports[0]!.closed);
  assert.equal(p.timers() + p.own.length, 0);
});

test("where there is no worker, or it fails or is silent, the page has a stream of its own, and keeps to that", () => {
  const ways: [string, ReturnType<typeof page>, (p: ReturnType<typeof page>) => void][] = [
    ["there are none", page("none"), () => {}],
    ["it may not be started", page("throws"), (p) => { p.fire(); }],
    ["its script does not come", page(), (p) => p.fail()],
    ["it has no streams", page(), (p) => p.tell({ kind: "unable" })],
    ["it does not answer", page(), (p) => { assert.equal(p.fire(), 5000); }],
  ];
  for (const [what, p, happens] of ways) {
    const { source, heard } = p.start();
    happens(p);
    assert.deepEqual(p.own.map((s) => s.url), ["/events?after=5"], what);
    p.own[0]!.heard.get("edits")!({ data: "6" } as MessageEvent);
    p.own[0]!.onerror!(new Event("error"));
    assert.deepEqual(heard, ["6", "lost"], what);
    source.close();
    assert.ok(p.own[0]!.closed, what);
    p.start();
    assert.equal(p.own.length, 2, what);
    assert.equal(p.timers(), 0, what);
  }
});

test("a page that goes before the worker answers opens nothing", () => {
  const p = page(), { source } = p.start();
  source.close();
  p.tell({ kind: "ready" });
  assert.deepEqual(p.said, [{ kind: "close" }]);
  assert.equal(p.own.length + p.timers(), 0);
});
