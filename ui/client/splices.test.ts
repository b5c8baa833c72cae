import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, changeOf, difference, length, splicesOf } from "./splices";
import { numberOf } from "./numbers";

test("a difference turns one text into the other and cuts no pair", () => {
  const characters = ["a", "b", " ", "\n", "é", "ក", "្", "ที่", "😀", "😁", "🧕🏽", "👨‍👩‍👧", "👨‍👩‍👦", "𝄞"];
  let state = 7;
  const pick = (n: number) => (state = (state * 1103515245 + 12345) & 0x7fffffff) % n;
  const text = () => Array.from({ length: pick(8) }, () => characters[pick(characters.length)]).join("");
  for (let i = 0; i < 20_000; i++) {
    const head = text(), tail = text(), before = head + text() + tail, after = head + text() + tail;
    const s = difference(before, after, pick(2) ? pick(after.length + 1) : undefined);
    if (!s) { assert.equal(before, after); continue; }
    assert.equal(before.slice(0, s.from) + s.insert + before.slice(s.to), after);
    for (const part of [s.insert, before.slice(s.from, s.to), before.slice(0, s.from)]) assert.doesNotMatch(part, /[\ud800-\udbff](?![\udc00-\udfff])/);
  }
});

test("the caret tells which of equal letters was typed", () => {
  assert.deepEqual(difference("aa", "aaa", 1), { from: 0, to: 0, insert: "a" });
  assert.deepEqual(difference("aa", "aaa", 3), { from: 2, to: 2, insert: "a" });
});

test("what replaces part of a character replaces it whole", () => {
  assert.deepEqual(difference("x👨‍👩‍👧y", "x👨‍👩‍👦y"), { from: 1, to: 9, insert: "👨‍👩‍👦" });
  assert.deepEqual(difference("ก้", "ก่"), { from: 0, to: 2, insert: "ก่" });
  assert.deepEqual(difference("ก", "ก่", 2), { from: 1, to: 1, insert: "่" }, "a mark that is added takes nothing away");
  assert.deepEqual(difference("ก่", "ก", 1), { from: 1, to: 2, insert: "" }, "a mark that is removed neither");
});

test("splices say the same as the change that they are of", () => {
  const before = "a😀b";
  const change = changeOf([{ from: 2, to: 3, insert: "\ude01" }], before.length); // half a pair
  const splices = splicesOf(change, before);
  assert.deepEqual(splices, [{ from: 1, to: 3, insert: "\ud83d\ude01" }]);
  assert.equal(applied(changeOf(splices, before.length), before), "a😁b");
});

test("characters are counted as people count them", () => {
  for (const [text, n] of [["", 0], ["abc", 3], ["ที่", 1], ["👨‍👩‍👧", 1], ["é", 1], ["a\nb", 3]] as const) assert.equal(length(text), n, text);
});

test("a number is read as people write it", () => {
  for (const [text, n] of [["18", 18], [" 1 000 ", 1000], ["12,5", 12.5], ["12.50", 12.5], ["၁၈", 18], ["๑๘", 18], ["-3", -3], ["", null], ["about 20", "about 20"], ["1,000", "1,000"]] as const) {
    assert.equal(numberOf(text), n, text);
  }
});
