import assert from "node:assert/strict";
import { test } from "node:test";
import { Switchboard, most, type Tab, type Told } from "./switchboard";
import { silence } from "./stream";

const names = ["hello", "edits", "presence", "beat"];

/** A stream that the test speaks through. */
class Source {
  closed = false;
  onerror: ((e: Event) => unknown) | null = null;
  private heard = new Map<string, ((e: MessageEvent) => void)[]>();
  constructor(readonly url: string) {}
  addEventListener(name: string, f: (e: MessageEvent) => void): void { this.heard.set(name, [...(this.heard.get(name) ?? []), f]); }
  close(): void { this.closed = true; }
  say(name: string, id = 0): void { for (const f of this.heard.get(name) ?? []) f({ data: `${name} ${id}`, lastEventId: id ? String(id) : "" } as MessageEvent); }
}

function exchange() {
  const sources: Source[] = [];
  let timers: { ms: number; run: () => void }[] = [];
  const board = new Switchboard((url) => { const s = new Source(url); sources.push(s); return s; },
    (ms, run) => { const t = { ms, run }; timers.push(t); return () => { timers = timers.filter((x) => x !== t); }; });
  const seat = (address: string, shown = true) => {
    const told: string[] = [];
    const tab: Tab = { postMessage: (t: Told) => told.push(t.kind === "event" ? t.data : t.kind) };
    board.said(tab, { kind: "open", address, names, shown });
    return { tab, told, show: (now: boolean) => board.said(tab, { kind: "shown", shown: now }), here: () => board.said(tab, { kind: "here" }), close: () => board.said(tab, { kind: "close" }) };
  };
  const fire = (ms: number) => { const due = timers.filter((t) => t.ms === ms); timers = timers.filter((t) => t.ms !== ms); for (const t of due) t.run(); };
  const open = () => sources.filter((s) => !s.closed).map((s) => s.url);
  return { sources, seat, fire, open };
}

const draft = (after: number, id = "a") => `/drafts/${id}/events?after=${after}`;

test("eight tabs on one draft share one stream, and each hears every entry", () => {
  const x = exchange();
  const seats = Array.from({ length: 8 }, () => x.seat(draft(5)));
  assert.deepEqual(x.open(), [draft(5)]);
  x.sources[0]!.say("hello");
  x.sources[0]!.say("edits", 6);
  for (const s of seats) assert.deepEqual(s.told, ["hello 0", "edits 6"]);
});

test("a tab that comes later is caught up from where it stands, while the others go on hearing", () => {
  const x = exchange(), first = x.seat(draft(5));
  x.sources[0]!.say("hello");
  for (const n of [6, 7, 8]) x.sources[0]!.say("edits", n);
  const second = x.seat(draft(6));
  assert.deepEqual(x.open(), [draft(5), draft(6)]);
  x.sources[0]!.say("edits", 9);
  assert.deepEqual(second.told, [], "no entry before hello");
  x.sources[1]!.say("hello");
  assert.deepEqual(x.open(), [draft(6)]);
  for (const n of [7, 8, 9]) x.sources[1]!.say("edits", n);
  assert.deepEqual(second.told, ["hello 0", "edits 7", "edits 8", "edits 9"]);
  assert.deepEqual(first.told.slice(0, 5), ["hello 0", "edits 6", "edits 7", "edits 8", "edits 9"]);
});

test("a tab that is ahead of the stream makes no gap for the others", () => {
  const x = exchange();
  x.seat(draft(5));
  x.sources[0]!.say("hello");
  x.sources[0]!.say("edits", 6);
  x.seat(draft(8));
  assert.deepEqual(x.open(), [draft(5), draft(6)]);
});

test("of tabs that come at the same time the one furthest behind decides", () => {
  const x = exchange();
  x.seat(draft(5));
  x.seat(draft(3));
  x.seat(draft(4));
  assert.deepEqual(x.open(), [draft(3)]);
});

test("a stream that breaks or falls silent is lost for all its tabs, and opened again when they come", () => {
  for (const breaks of [(x: ReturnType<typeof exchange>) => { x.sources[0]!.onerror!(new Event("error")); }, (x: ReturnType<typeof exchange>) => x.fire(silence)]) {
    const x = exchange(), seats = [x.seat(draft(5)), x.seat(draft(5))];
    x.sources[0]!.say("hello");
    breaks(x);
    assert.deepEqual(x.open(), []);
    for (const s of seats) assert.deepEqual(s.told, ["hello 0", "lost"]);
    x.seat(draft(7));
    assert.deepEqual(x.open(), [draft(7)]);
  }
});

test("a stream that breaks while the next one opens is not missed; a next one that hangs is", () => {
  const x = exchange(), first = x.seat(draft(5));
  x.sources[0]!.say("hello");
  const second = x.seat(draft(5));
  x.sources[0]!.onerror!(new Event("error"));
  x.sources[1]!.say("hello");
  assert.deepEqual([first.told, second.told], [["hello 0", "hello 0"], ["hello 0"]]);
  x.seat(draft(5));
  x.fire(silence);
  assert.deepEqual(x.open(), []);
  assert.equal(second.told.at(-1), "lost");
});

test("an address that no tab wants any more is dropped", () => {
  const x = exchange(), one = x.seat(draft(5)), two = x.seat(draft(5));
  one.close();
  assert.equal(x.open().length, 1);
  two.close();
  assert.deepEqual(x.open(), []);
});

test("a tab that answers no beat is told that it lost the stream; the others keep it", () => {
  const x = exchange(), gone = x.seat(draft(5)), here = x.seat(draft(5));
  x.sources[0]!.say("hello");
  for (let i = 0; i < 5; i++) { x.sources[0]!.say("beat"); here.here(); }
  assert.equal(gone.told.at(-1), "lost");
  assert.equal(here.told.at(-1), "{}");
  assert.equal(x.open().length, 1);
  here.close();
  assert.deepEqual(x.open(), []);
});

test("tabs on eight drafts hold four streams; a hidden one waits and catches up when it is shown", () => {
  const x = exchange();
  const seats = Array.from({ length: 8 }, (_, i) => {
    const s = x.seat(draft(5, `d${i}`));
    x.sources.at(-1)!.say("hello");
    x.sources.at(-1)!.say("edits", 6 + i);
    s.show(false);
    return s;
  });
  assert.equal(x.open().length, most);
  assert.ok(!x.open().includes(draft(5, "d0")));
  x.fire(8000);
  assert.equal(seats[0]!.told.at(-1), "{}", "a beat keeps the tab from coming again");
  seats[0]!.show(true);
  assert.equal(x.open().length, most);
  assert.ok(x.open().includes(draft(6, "d0")), "from where it stood");
  x.sources.at(-1)!.say("hello");
  assert.equal(seats[0]!.told.at(-1), "hello 0");
});

test("a fifth draft in sight hears no beat, so that it comes again, and then it has its turn", () => {
  const x = exchange(), seats = Array.from({ length: 5 }, (_, i) => x.seat(draft(5, `d${i}`)));
  for (const s of x.sources) s.say("hello");
  assert.deepEqual(x.open(), [1, 2, 3, 4].map((i) => draft(5, `d${i}`)));
  const before = seats[0]!.told.length;
  x.fire(8000);
  assert.equal(seats[0]!.told.length, before);
  seats[0]!.close();
  x.seat(draft(9, "d0"));
  assert.deepEqual(x.open(), [draft(5, "d2"), draft(5, "d3"), draft(5, "d4"), draft(9, "d0")]);
});

test("the stream of a workshop is asked for without a place", () => {
  const x = exchange();
  x.seat("/workshops/w/events");
  x.sources[0]!.say("hello");
  x.sources[0]!.say("edits", 40); // of one of its drafts
  x.seat("/workshops/w/events");
  assert.deepEqual(x.open(), ["/workshops/w/events", "/workshops/w/events"]);
  x.sources[1]!.say("hello");
  assert.deepEqual(x.open(), ["/workshops/w/events"]);
});
