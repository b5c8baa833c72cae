import assert from "node:assert/strict";
import { test } from "node:test";
import { originOf } from "./address";

test("an address is taken as people type it", () => {
  const cases: [string, string | null][] = [
    ["http://192.168.1.5:8080", "http://192.168.1.5:8080"], [" http://192.168.1.5:8080/join ", "http://192.168.1.5:8080"],
    ["192.168.1.5:9000", "http://192.168.1.5:9000"], ["192.168.1.5", "http://192.168.1.5:8080"], ["192.168.1.5/join", "http://192.168.1.5:8080"],
    ["192.168.1.5:80", "http://192.168.1.5"], ["http://192.168.1.5", "http://192.168.1.5"], ["HTTPS://Workshop.Example/", "https://workshop.example"],
    ["laptop.local:8080", "http://laptop.local:8080"], ["[fd00::1]:8080", "http://[fd00::1]:8080"],
    ["", null], ["javascript:alert(1)", null], ["ftp://x", null], ["http://me:secret@x", null], ["no address", null], ["http://", null],
  ];
  for (const [typed, want] of cases) assert.equal(originOf(typed, "8080"), want, typed);
  assert.equal(originOf("192.168.1.5", ""), "http://192.168.1.5");
});
