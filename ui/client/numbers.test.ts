import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { numberOf } from "./numbers";

interface Row { typed: string; number: number | null }

test("numbers are read as the server reads them", () => {
  const rows = JSON.parse(readFileSync("../../testdata/numbers.json", "utf8")) as Row[];
  assert.ok(rows.length > 10);
  for (const { typed, number } of rows) assert.equal(numberOf(typed), number ?? typed, typed);
  assert.equal(numberOf("  "), null);
});
