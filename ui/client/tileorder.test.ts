import assert from "node:assert/strict";
import { test } from "node:test";
import { TileOrder } from "./tileorder";

test("the order that the server has is kept for when it is asked for", () => {
  const order = new TileOrder(["a", "b", "c"], 0);
  assert.ok(!order.differs(["a", "b", "c"]));
  assert.ok(order.take(["c", "a", "b"], ["a", "b", "c"]));
  assert.ok(order.differs(["a", "b", "c"]));
  assert.deepEqual(order.sorted(), ["c", "a", "b"]);
  assert.ok(!order.differs(["c", "a", "b"]));
});

test("a group that has come or gone is no order of these tiles", () => {
  const order = new TileOrder(["a", "b"], 0);
  for (const other of [["a", "b", "c"], ["a"], ["a", "c"], []]) assert.ok(!order.take(other, ["a", "b"]), `${other}`);
  assert.deepEqual(order.sorted(), ["a", "b"]);
});

test("tiles are sorted unasked only where nobody has touched the page for long and none is in use", () => {
  const order = new TileOrder([], 0);
  assert.ok(!order.rests(45_000, false, false));
  assert.ok(order.rests(45_001, false, false));
  assert.ok(!order.rests(90_000, true, false));
  order.touch(60_000);
  assert.ok(!order.rests(100_000, false, false));
  assert.ok(order.rests(105_001, false, false));
});

test("tiles stay under a pointer, but for one that was left there", () => {
  const order = new TileOrder([], 0);
  assert.ok(!order.rests(300_000, false, true));
  assert.ok(order.rests(300_001, false, true));
  assert.ok(!order.rests(300_001, true, true));
});
