import assert from "node:assert/strict";
import { test } from "node:test";
import { longest, pack, parcelOf, unpack, type Parcel } from "./parcel";
import { Session, type Kept } from "./session";

const core = "message.core";

/** Words of every kind, with a batch on its way that somebody else's entry has passed. */
function kept(): Kept {
  const s = new Session("p", "log", 0);
  s.watch(core, "Nets 🐟");
  s.watch("audience.primary", "");
  s.list("channels.list", ["r1"], { channel: true });
  s.type(core, "Nets 🐟", "ប្រជាជន Nets 🐡");
  s.edit({ kind: "choose", at: "context.drivers", add: ["debt"], remove: [] });
  s.take();
  s.received({ seq: 1, client: "q", batch: 1, who: "", edits: [{ kind: "text", at: core, splices: [{ from: 0, to: 0, insert: "Q " }] }] });
  s.type("audience.primary", "", "ชาวประมง");
  s.edit({ kind: "set", at: "audience.age_from", value: 18 });
  s.edit({ kind: "insert_row", at: "channels.list", row: "new~row", after: "r1", values: { channel: "radio" } });
  s.edit({ kind: "move_row", at: "channels.list/r1", after: "" });
  s.edit({ kind: "delete_row", at: "channels.list/r1" });
  s.edit({ kind: "restore_row", at: "channels.list/r1", after: "" });
  return JSON.parse(JSON.stringify(s.keep())) as Kept;
}

const parcel = (): Parcel => ({ code: "ABC123", seat: "XYZ789", records: [{ draft: "d1", group: "កំពត", lang: "km", saved: 5, kept: kept(), labels: { [core]: "Core message" } }] });

test("a parcel comes out as it was put in, also where nothing can be compressed", async () => {
  const link = await pack(parcel());
  assert.match(link, /^z[A-Za-z0-9_-]+$/);
  assert.deepEqual(await unpack(link), parcel());
  const compression = globalThis.CompressionStream;
  try {
    (globalThis as { CompressionStream?: unknown }).CompressionStream = undefined;
    const plain = await pack(parcel());
    assert.match(plain, /^j[A-Za-z0-9_-]+$/);
    assert.deepEqual(await unpack(plain), parcel());
  } finally { globalThis.CompressionStream = compression; }
});

test("what no page makes is refused as a whole", async () => {
  const wrong: [string, (p: Record<string, any>) => unknown][] = [
    ["another version", (p) => { p.v = 2; }],
    ["no records", (p) => { delete p.records; }],
    ["a draft's id with a slash and more", (p) => { p.records[0].draft = "d1 <b>"; }],
    ["a number that is none", (p) => { p.records[0].kept.seq = "1"; }],
    ["a place out of shape", (p) => { p.records[0].kept.queue[1].at = "javascript:alert(1)"; }],
    ["a decision of the group", (p) => { p.records[0].kept.queue.push({ kind: "set_aside", at: core, principle: "msg-positive" }); }],
    ["another canvas", (p) => { p.records[0].kept.queue.push({ kind: "canvas", at: "", value: "quick-four" }); }],
    ["an object for a value", (p) => { p.records[0].kept.queue[1].value = { a: 1 }; }],
    ["a change that is none", (p) => { p.records[0].kept.texts[0].sent = ["x"]; }],
    ["a change of another length", (p) => { p.records[0].kept.texts[0].waiting = [99, [0, "x"]]; }],
    ["a text that it does not have", (p) => { p.records[0].kept.queue.push({ kind: "text", at: "message.call" }); }],
    ["other words on their way than are shown", (p) => { p.records[0].kept.flight.edits[0].splices[0].insert = "We hate them "; }],
    ["a batch of another page", (p) => { p.records[0].kept.flight.client = "another"; }],
    ["too many records", (p) => { p.records = Array.from({ length: 51 }, () => p.records[0]); }],
  ];
  for (const [what, spoil] of wrong) {
    const p = { v: 1, ...structuredClone(parcel()) };
    assert.ok(parcelOf(p), "as it was");
    spoil(p);
    assert.equal(parcelOf(p), null, what);
  }
  for (const x of [null, 1, "x", [], {}]) assert.equal(parcelOf(x), null);
});

test("a link that is broken or too large is no parcel", async () => {
  const link = await pack(parcel());
  for (const bad of ["", "z", "x" + link.slice(1), link.slice(0, -20), "z" + "A".repeat(50), "j" + btoa("{").replace(/=/g, ""), "z".repeat(longest + 1)]) assert.equal(await unpack(bad), null);
  const bomb = new Blob([new Uint8Array(20_000_000)]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(bomb).arrayBuffer());
  assert.equal(await unpack("z" + Buffer.from(bytes).toString("base64url")), null);
});

test("what is in a parcel beside what it should have is left out", () => {
  const p = { v: 1, ...structuredClone(parcel()), more: 1 } as Record<string, any>;
  p.records[0].kept.queue[0].principle = "x";
  p.records[0].html = "<b>";
  assert.deepEqual(parcelOf(p), parcel());
});
