import assert from "node:assert/strict";
import { test } from "node:test";
import { cleaned } from "./cleaned";

test("text comes to what the server takes, and nothing else is touched", () => {
  const rows: [boolean, string, string][] = [
    [false, "a\r\nb\rc\nd", "a\nb\nc\nd"],
    [false, "a\vb\fc\x85d", "a\nb\nc\nd"],
    [false, "a\0b\x07c\x7fd\x9fe\tf", "abcde\tf"],
    [false, "ក្រុម\u200bที่ 👨‍👩‍👧 e\u0301 \u2028", "ក្រុម\u200bที่ 👨‍👩‍👧 e\u0301 \u2028"],
    [false, "\n a \n", "\n a \n"],
    [true, "one\r\ntwo\n\nthree", "one two three"],
    [true, "\n a cell \n", " a cell "],
    [true, "plain", "plain"],
  ];
  for (const [line, text, want] of rows) assert.equal(cleaned(line, text), want);
});
