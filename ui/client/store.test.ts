import assert from "node:assert/strict";
import { test } from "node:test";
import { Keeper } from "./keeper";
import type { Kept } from "./session";
import { copies, copy, openStore, type Left } from "./store";

/** A storage in memory that can be full. */
class Disk implements Storage {
  full = false;
  private map = new Map<string, string>();
  get length(): number { return this.map.size; }
  clear(): void { this.map.clear(); }
  getItem(k: string): string | null { return this.map.get(k) ?? null; }
  key(i: number): string | null { return [...this.map.keys()][i] ?? null; }
  removeItem(k: string): void { this.map.delete(k); }
  setItem(k: string, v: string): void { if (this.full) throw new Error("QuotaExceededError"); this.map.set(k, v); }
}

const refusing = { open() { throw new Error("SecurityError"); } } as unknown as IDBFactory;
const silent = { open() { return {}; } } as unknown as IDBFactory;

const kept = (client: string): Kept => ({ client, next: 2, log: "log", seq: 3, texts: [], queue: [{ kind: "set", at: "audience.age_from", value: 18 }], flight: null, held: [] });
const left = (client: string, owner: string): Left => ({ key: client, draft: "d", owner, saved: 1, kept: kept(client), review: [] });
const alone = { ask: async () => false };

test("where IndexedDB refuses or never answers, localStorage is used, and where that does, nothing", async () => {
  assert.equal((await openStore(refusing, new Disk())).kind, "localstorage");
  assert.equal((await openStore(silent, new Disk(), 5)).kind, "localstorage");
  const full = new Disk();
  full.full = true;
  assert.equal((await openStore(refusing, full)).kind, "none");
  assert.equal((await openStore(undefined, undefined)).kind, "none");
});

function keeper(disk: Disk | undefined, what: () => Kept | null, owner = "me") {
  return openStore(undefined, disk).then((s) => new Keeper(s, disk, "d", owner, what, () => 10, () => undefined));
}

test("what is unsent is kept until it is sent", async () => {
  const disk = new Disk();
  let now: Kept | null = kept("c");
  const k = await keeper(disk, () => now);
  await k.save();
  assert.deepEqual(copies(disk, "d").map((l) => [l.key, l.owner]), [["c", "me"]]);
  assert.ok(k.safe);
  now = kept("c2"); // a new client id after a number was used
  await k.save();
  assert.deepEqual(copies(disk, "d").map((l) => l.key), ["c2"]);
  now = null;
  await k.save();
  assert.equal(copies(disk, "d").length, 0);
});

test("the page knows when its words are kept nowhere", async () => {
  const k = await keeper(undefined, () => kept("c"));
  await k.save();
  assert.equal(k.safe, false);
  const disk = new Disk(), full = await keeper(disk, () => kept("c"));
  disk.full = true;
  await full.save();
  assert.equal(full.safe, false);
});

test("a record that was taken up is forgotten once its words are kept by the page or are sent", async () => {
  const disk = new Disk();
  let now: Kept | null = kept("c");
  copy(disk, left("c", "me"));
  const k = await keeper(disk, () => now);
  await k.adopt("c");
  assert.deepEqual(copies(disk, "d").map((l) => l.key), ["c"]);
  now = null; // sent before it was kept under this page's name
  await k.save();
  assert.equal(copies(disk, "d").length, 0);
  copy(disk, left("e", "me"));
  now = kept("f");
  await k.adopt("e");
  assert.deepEqual(copies(disk, "d").map((l) => l.key), ["f"]);
});

test("what a page leaves is taken up by the next one, once", async () => {
  const disk = new Disk();
  const gone = await keeper(disk, () => kept("c"), "gone");
  await gone.save();
  gone.leave();
  const first = await keeper(disk, () => null, "first"), second = await keeper(disk, () => null, "second");
  const roll = { ask: async (owner: string) => owner === "first" };
  assert.deepEqual((await first.claim(alone)).map((l) => l.kept!.client), ["c"]);
  assert.deepEqual(await second.claim(roll), []);
});

test("words of a page that is open are left alone, and those of a killed one taken up", async () => {
  const disk = new Disk();
  copy(disk, left("open", "other"));
  copy(disk, left("dead", "killed"));
  const k = await keeper(disk, () => null);
  assert.deepEqual((await k.claim({ ask: async (owner) => owner === "other" })).map((l) => l.key), ["dead"]);
});

test("a page that was frozen sees that its words were taken up", async () => {
  const disk = new Disk();
  const frozen = await keeper(disk, () => kept("c"), "frozen");
  await frozen.save();
  assert.ok(await frozen.mine());
  const next = await keeper(disk, () => null, "next");
  await next.claim(alone);
  assert.equal(await frozen.mine(), false);
});

test("another draft's words and words for review are not taken up", async () => {
  const disk = new Disk();
  copy(disk, { ...left("x", ""), draft: "e" });
  const k = await keeper(disk, () => null);
  await k.setAside("r", [{ at: "message.core", label: "Core message", words: "old", reason: "" }]);
  assert.deepEqual(await k.claim(alone), []);
  assert.deepEqual((await k.reviews()).map((l) => l.review[0]!.words), ["old"]);
  await k.drop("r");
  assert.equal((await k.reviews()).length, 0);
});

test("a record that cannot be read is passed over", () => {
  const disk = new Disk();
  disk.setItem("campaign-drafts.x", "{half");
  copy(disk, left("c", ""));
  assert.deepEqual(copies(disk, "d").map((l) => l.key), ["c"]);
});

test("the newest words are taken up, also when the device's clock was put back meanwhile", async () => {
  const day = 24 * 60 * 60 * 1000, database = new Disk(), local = new Disk();
  const store = await openStore(undefined, database);
  let clock = 10 * day, words: Kept = kept("c");
  const page = (owner: string): Keeper => new Keeper(store, local, "d", owner, () => words, () => clock, () => undefined);
  const first = page("first");
  await first.save();
  clock -= day;
  words = { ...words, next: 3 };
  first.leave(); // into both, and then the database loses what came last
  database.clear();
  copy(database, { ...left("c", ""), saved: 10 * day });
  const second = page("second");
  assert.equal((await second.claim(alone))[0]!.kept!.next, 3);
  words = { ...words, next: 4 };
  local.clear();
  clock -= day;
  second.leave();
  copy(database, { ...left("c", ""), saved: 10 * day });
  assert.equal((await page("third").claim(alone))[0]!.kept!.next, 4);
});
