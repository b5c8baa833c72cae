import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, wordBreaks, type Run } from "./wordruns";

const kept = (text: string): Run => ({ kind: 0, text }), gone = (text: string): Run => ({ kind: 1, text }), fresh = (text: string): Run => ({ kind: 2, text });
const words = (language: string, ...runs: Run[]) => inWords(runs, wordBreaks(language)!);

test("a word that differs in part is shown whole", () => {
  assert.deepEqual(words("en", kept("We eat to"), gone("geth"), fresh("nigh"), kept("er now")), [kept("We eat "), gone("together"), fresh("tonigher"), kept(" now")]);
  assert.deepEqual(words("en", kept("neighbour"), fresh("s"), kept(" come")), [gone("neighbour"), fresh("neighbours"), kept(" come")]);
  assert.deepEqual(words("en", kept("one "), fresh("more "), kept("word")), [kept("one "), fresh("more "), kept("word")]);
});

test("words beside one another that differ stand together", () => {
  assert.deepEqual(words("en", gone("a"), fresh("the"), kept(" "), gone("cat"), fresh("dog"), kept(" sat")), [gone("a cat"), fresh("the dog"), kept(" sat")]);
  assert.deepEqual(words("en", gone("18"), kept(" "), fresh("21")), [gone("18"), kept(" "), fresh("21")], "a value and the next stay apart");
});

test("Khmer and Thai words are shown whole, which no space parts", () => {
  // "young people" becomes "young women"; the server tells the consonants that differ.
  assert.deepEqual(words("km", kept("សូមស្តាប់យុវជ"), gone("ន"), fresh("ន៍")).map((r) => r.text).slice(-2), ["យុវជន", "យុវជន៍"]);
  assert.deepEqual(words("th", kept("เยาวชนใน"), gone("เมือ"), fresh("ยะลาเมื่อ"), kept("งนี้"))[0], kept("เยาวชนใน"));
});

test("both texts can be read out of what is shown, to the last character", () => {
  const pieces = ["ក", "្", "ខ", "ា", "ที่", "ข่าว", "a", "bc", " ", "\n", "😀", "👨‍👩‍👧", "។"];
  let state = 11;
  const pick = (n: number) => (state = (state * 1103515245 + 12345) & 0x7fffffff) % n;
  const read = (runs: readonly Run[], side: 1 | 2) => runs.filter((r) => r.kind !== 3 - side).map((r) => r.text).join("");
  for (let i = 0; i < 3000; i++) {
    const runs: Run[] = Array.from({ length: pick(9) }, () => ({ kind: pick(3) as 0 | 1 | 2, text: Array.from({ length: 1 + pick(4) }, () => pieces[pick(pieces.length)]).join("") }));
    for (const language of ["en", "km", "th"]) {
      const shown = words(language, ...runs);
      for (const side of [1, 2] as const) assert.equal(read(shown, side), read(runs, side));
      assert.ok(shown.every((r) => r.text));
    }
  }
});
