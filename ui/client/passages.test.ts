import assert from "node:assert/strict";
import { test } from "node:test";
import { DeskModel } from "./deskmodel";
import { Passages, type Finding } from "./passages";
import { Session } from "./session";

const at = "message.core";

function session(text: string): Session {
  const s = new Session("me", new DeskModel().id, 0);
  s.watch(at, text);
  return s;
}

const theirs = (seq: number, from: number, to: number, insert: string) =>
  ({ seq, client: "other", batch: seq, who: "w", edits: [{ kind: "text" as const, at, splices: [{ from, to, insert }] }] });

const finding = (start: number, end: number, excerpt: string): Finding => ({
  principle: "p", severity: "should", status: "open", rule: "r", field: at, row: null, column: null, start, end, excerpt, language: "en", message: "Why?",
});

test("a place in an earlier text is found after others' words and words that wait here", () => {
  const s = session("one two");
  s.received(theirs(1, 0, 0, "so "));
  s.due(at); // the display has followed
  assert.equal(s.splice(at, [{ from: 0, to: 0, insert: "and " }]), true);
  assert.equal(s.text(at), "and so one two");
  assert.equal(s.since(at, 0)!(4, 1), 11);
  assert.equal(s.since(at, 1)!(7, 1), 11);
  assert.equal(s.since(at, 2), null, "a seq that has not come");
  assert.equal(s.since("message.story", 1), null, "a text that is not here");
});

test("a place at an insertion stays on the side that is asked for", () => {
  const s = session("one two");
  s.received(theirs(1, 4, 4, "and "));
  assert.deepEqual([s.since(at, 0)!(4, -1), s.since(at, 0)!(4, 1)], [4, 8]);
});

test("splices that change nothing wait for nothing", () => {
  const s = session("one");
  assert.equal(s.splice(at, []), false);
  assert.equal(s.unsent, 0);
});

test("splices of a display that others have changed beneath land where the person wrote", () => {
  const s = session("one two");
  s.compose(at);
  s.received(theirs(1, 0, 0, "so "));
  s.splice(at, [{ from: 7, to: 7, insert: "!" }]);
  s.composed(at);
  assert.equal(s.text(at), "so one two!");
});

test("a passage moves with the text and goes when its words change", () => {
  const s = session("one two three"), p = new Passages(s);
  assert.equal(p.take({ seq: 0, findings: [finding(4, 7, "two")] }), true);
  s.received(theirs(1, 0, 0, "so "));
  assert.deepEqual(p.of(at, s.text(at)).map(({ from, to, look }) => ({ from, to, look })), [{ from: 7, to: 10, look: "should" }]);
  s.due(at);
  s.splice(at, [{ from: 8, to: 9, insert: "o" }]);
  assert.deepEqual(p.of(at, s.text(at)), []);
});

test("an older report is not taken, and one of words to come waits for them", () => {
  const s = session("one two"), p = new Passages(s);
  assert.equal(p.take({ seq: 1, findings: [finding(3, 6, "one")] }), true);
  assert.equal(p.ahead, true);
  assert.deepEqual(p.of(at, s.text(at)), []);
  assert.equal(p.take({ seq: 0, findings: [] }), false);
  s.received(theirs(1, 0, 0, "so "));
  assert.equal(p.ahead, false);
  assert.equal(p.of(at, s.text(at)).length, 1);
});

test("what was set aside is not marked", () => {
  const p = new Passages(session("one"));
  p.take({ seq: 0, findings: [{ ...finding(0, 3, "one"), set_aside: { reason: "quoted" } }] });
  assert.deepEqual(p.of(at, "one"), []);
});
