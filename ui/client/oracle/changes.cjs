// Prints random cases of @codemirror/state's change sets as JSON lines, to compare other code with:
//
//   node changes.cjs COUNT [SEED]
//
// Each line holds a text, two lists of splices a and b over it and one, c, over the text after a; then what
// the library makes of them: a over b and b over a in both orders, a and c composed, the text after a, and
// positions mapped through a. A splice is [from, to, insert] in UTF-16 code units.
"use strict";
const { ChangeSet, Text } = require("@codemirror/state");

const [count, seed] = [Number(process.argv[2] || 1000), Number(process.argv[3] || 1)];

// mulberry32: a small generator with a seed, so that a case can be made again.
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);

const characters = ["a", "b", "c", "d", "e", " ", "\n", "é", "ក", "្", "ที่", "ำ", "မ", "😀", "🧕🏽", "👨‍👩‍👧", "𝄞"];
function words(most) {
  let s = "";
  for (let n = below(most + 1); n > 0; n--) s += characters[below(characters.length)];
  return s;
}

// boundaries are the offsets in s that do not cut a surrogate pair.
function boundaries(s) {
  const list = [0];
  for (const c of s) list.push(list[list.length - 1] + c.length);
  return list;
}

// splices makes a list in order; neighbours often touch, and some do nothing.
function splices(s) {
  const at = boundaries(s), list = [];
  let i = 0;
  for (let n = below(5); n > 0; n--) {
    i = Math.min(at.length - 1, i + (random() < 0.4 ? 0 : below(6)));
    const j = Math.min(at.length - 1, i + (random() < 0.4 ? 0 : below(5)));
    list.push([at[i], at[j], random() < 0.35 ? "" : words(4)]);
    i = j;
  }
  return list;
}

const text = (s) => Text.of(s.split("\n"));
const set = (list, length) => ChangeSet.of(list.map(([from, to, insert]) => ({ from, to, insert: text(insert) })), length);
function list(changes) {
  const out = [];
  changes.iterChanges((from, to, _1, _2, insert) => out.push([from, to, insert.toString()]), true);
  return out;
}

for (let n = 0; n < count; n++) {
  const doc = words(random() < 0.1 ? 0 : 12);
  const a = splices(doc), b = splices(doc);
  const A = set(a, doc.length), B = set(b, doc.length);
  const after = A.apply(text(doc)).toString();
  const c = splices(after), C = set(c, after.length);
  const positions = [];
  for (const pos of boundaries(doc)) for (const assoc of [-1, 0, 1]) positions.push([pos, assoc, A.mapPos(pos, assoc)]);
  console.log(JSON.stringify({
    doc, a, b, c, after, positions, normal: list(A),
    aOverB: list(A.map(B)), aOverBFirst: list(A.map(B, true)),
    bOverA: list(B.map(A)), bOverAFirst: list(B.map(A, true)),
    composed: list(A.compose(C)), composedAfter: A.compose(C).apply(text(doc)).toString(),
  }));
}
