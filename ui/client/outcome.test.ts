import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomeOf } from "./outcome";

test("each answer of the contract means one thing", () => {
  const body = (code: string, field = "") => ({ error: { code, message: "m", field } });
  for (const [status, answer, kind] of [
    [200, { seq: 1 }, "done"], [400, body("invalid", "message.core"), "refused"], [401, body("unauthenticated"), "signin"],
    [403, body("locked"), "refused"], [404, body("not_found"), "refused"], [409, body("batch_reused"), "reused"],
    [409, body("conflict", "log"), "conflict"], [409, body("conflict", "base"), "conflict"], [409, body("conflict", "channels.list"), "refused"],
    [413, body("too_large"), "refused"], [429, body("slow_down"), "again"], [500, null, "again"], [502, null, "again"], [503, body("unavailable"), "again"],
  ] as const) assert.equal(outcomeOf(status, answer, null).kind, kind, `${status} ${JSON.stringify(answer)}`);
});

test("the server's wait is heeded and bounded", () => {
  for (const [header, after] of [["7", 7], ["0", 0], ["-1", 0], ["soon", 0], [null, 0], ["99999", 120]] as const) {
    assert.deepEqual(outcomeOf(503, null, header), { kind: "again", after });
  }
});

test("what is locked or gone concerns the whole page", () => {
  for (const [status, all] of [[400, false], [413, false], [403, true], [404, true]] as const) {
    const o = outcomeOf(status, { error: { code: "x", message: "m" } }, null);
    assert.deepEqual(o, { kind: "refused", message: "m", field: "", all });
  }
});
