import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, passed } from "./courseline";

test("what is left is written as people read a clock", () => {
  for (const [ms, want] of [[0, "0:00"], [-5, "0:00"], [1, "0:01"], [1000, "0:01"], [59_001, "1:00"], [760_000, "12:40"], [3_600_000, "1:00:00"], [3_725_000, "1:02:05"]] as const) {
    assert.equal(clock(ms), want);
  }
});

test("five minutes, one and the end are said once each, and nothing in between", () => {
  const said: number[] = [];
  for (let s = 400; s >= -3; s--) {
    const m = passed(Math.max(0, (s + 1) * 1000), Math.max(0, s * 1000));
    if (m !== null) said.push(m);
  }
  assert.deepEqual(said, [300_000, 60_000, 0]);
  assert.equal(passed(NaN, 0), null, "a page that is opened late says nothing");
  assert.equal(passed(400_000, 30_000), 60_000, "a device that slept says the nearest");
});
