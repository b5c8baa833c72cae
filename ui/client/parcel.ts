// What one address hands to another: unsent words, in the part of a link that is sent to no server. Anybody can make such
// a link, so what comes in one is read strictly, and nothing is done with it before somebody has looked at the words.
import { ChangeSet } from "@codemirror/state";
import { applied, changeOf } from "./splices";
import { Session, type Kept } from "./session";
import type { Batch, Edit, Splice } from "./wire";

/** The words of one draft. */
export interface Handed { draft: string; group: string; lang: string; saved: number; kept: Kept; labels: Record<string, string> }

/** Everything that is handed over, with the two codes that bring its owner back to the seat. */
export interface Parcel { code: string; seat: string; records: Handed[] }

/** The most that a link may hold, in characters. */
export const longest = 1_000_000;

const most = 8_000_000; // characters unpacked

/** Packs for a link: letters that every address may hold, compressed where the browser can. */
export async function pack(p: Parcel): Promise<string> {
  const plain = new TextEncoder().encode(JSON.stringify({ v: 1, ...p }));
  if (typeof CompressionStream !== "function") return `j${letters(plain)}`;
  return `z${letters(await through(plain, new CompressionStream("gzip")))}`;
}

/** Reads what pack made; null where it is anything else. */
export async function unpack(link: string): Promise<Parcel | null> {
  try {
    if (link.length > longest) return null;
    let bytes = unlettered(link.slice(1));
    if (link[0] === "z") bytes = await through(bytes, new DecompressionStream("gzip"));
    else if (link[0] !== "j") return null;
    return parcelOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch { return null; }
}

async function through(bytes: Uint8Array<ArrayBuffer>, by: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = (new Blob([bytes]).stream().pipeThrough(by as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>)).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > most) { await reader.cancel(); throw new Error("too much"); }
    parts.push(value);
  }
}

function letters(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function unlettered(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
}

type Thing = Record<string, unknown>;

/** A parcel, made of nothing but what a parcel has; null where anything in it is not as pages make it. */
export function parcelOf(x: unknown): Parcel | null {
  try {
    const p = thing(x);
    must(p.v === 1);
    return { code: text(p.code, 40), seat: text(p.seat, 40), records: list(p.records, 50).map(handed) };
  } catch { return null; }
}

function handed(x: unknown): Handed {
  const h = thing(x), labels: Record<string, string> = {};
  for (const [at, label] of Object.entries(thing(h.labels)).slice(0, 500)) labels[placeOf(at)] = text(label, 300);
  return { draft: id(h.draft), group: text(h.group, 300), lang: matching(h.lang, /^[A-Za-z0-9-]{0,35}$/), saved: number(h.saved), kept: keptOf(h.kept), labels };
}

/** Words as a session keeps them; the batch on its way and the texts must say the same. */
function keptOf(x: unknown): Kept {
  const k = thing(x);
  const kept: Kept = {
    client: id(k.client), next: number(k.next), log: id(k.log), seq: number(k.seq), flight: k.flight === null ? null : batchOf(k.flight),
    texts: list(k.texts, 500).map((t) => { const o = thing(t); return { at: placeOf(o.at), confirmed: text(o.confirmed, 1e6), sent: change(o.sent), waiting: change(o.waiting) }; }),
    queue: list(k.queue, 5000).map(editOf),
    held: list(k.held, 5000).map((o) => ({ edit: editOf(thing(o).edit), reason: text(thing(o).reason, 2000) })),
  };
  const flight = kept.flight;
  must(!flight || flight.client === kept.client && flight.log === kept.log && flight.batch < kept.next && flight.base <= kept.seq);
  const texts = new Map(kept.texts.map((t) => [t.at, t]));
  must(texts.size === kept.texts.length);
  for (const e of [...(flight?.edits ?? []), ...kept.queue, ...kept.held.map((o) => o.edit)]) must(e.kind !== "text" || texts.has(e.at));
  for (const t of kept.texts) {
    const onItsWay = flight?.edits.filter((e) => e.kind === "text" && e.at === t.at) ?? [];
    must(onItsWay.length <= 1);
    const splices = onItsWay[0]?.splices ?? [], sent = t.sent ? ChangeSet.fromJSON(t.sent) : null;
    must((!sent || sent.length === t.confirmed.length) && (!t.waiting || ChangeSet.fromJSON(t.waiting).length === (sent?.newLength ?? t.confirmed.length)));
    must(splices.map((s) => s.insert).join("") === inserts(sent)); // what is shown is what is sent
    if (flight?.base === kept.seq) must(applied(changeOf(splices, t.confirmed.length), t.confirmed) === (sent ? applied(sent, t.confirmed) : t.confirmed));
  }
  const tried = Session.restore(structuredClone(kept)); // throws where the texts do not go together
  for (const t of kept.texts) must(tried.text(t.at).length <= 1e6);
  return kept;
}

function inserts(change: ChangeSet | null): string {
  let all = "";
  change?.iterChanges((_a, _b, _c, _d, inserted) => { all += inserted.toString(); }, true);
  return all;
}

function batchOf(x: unknown): Batch {
  const b = thing(x);
  return { client: id(b.client), batch: number(b.batch), log: id(b.log), base: number(b.base), edits: list(b.edits, 5000).map(editOf) };
}

/** Only what the fields of a section make: nothing that decides for the group. */
function editOf(x: unknown): Edit {
  const e = thing(x), at = placeOf(e.at);
  switch (e.kind) {
    case "text": return { kind: "text", at, ...(e.splices === undefined ? {} : { splices: list(e.splices, 5000).map(spliceOf) }) };
    case "set": must(e.value === null || typeof e.value === "string" || typeof e.value === "number"); return { kind: "set", at, value: typeof e.value === "string" ? text(e.value, 1e6) : e.value };
    case "choose": return { kind: "choose", at, add: list(e.add ?? [], 500).map(id), remove: list(e.remove ?? [], 500).map(id) };
    case "insert_row": {
      const values: Record<string, unknown> = {};
      for (const [column, v] of Object.entries(thing(e.values ?? {}))) {
        must(v === null || typeof v === "string" || typeof v === "number" || Array.isArray(v) && v.every((o) => typeof o === "string"));
        values[id(column)] = v;
      }
      return { kind: "insert_row", at, row: id(e.row), after: after(e.after), ...(e.values === undefined ? {} : { values }) };
    }
    case "move_row": return { kind: "move_row", at, after: after(e.after) };
    case "delete_row": return { kind: "delete_row", at };
    case "restore_row": return { kind: "restore_row", at, ...(e.after === undefined ? {} : { after: after(e.after) }) };
  }
  throw new Error("no such edit");
}

function spliceOf(x: unknown): Splice {
  const s = thing(x);
  return { from: number(s.from), to: number(s.to), insert: text(s.insert, 1e6) };
}

function change(x: unknown): unknown {
  if (x !== null) ChangeSet.fromJSON(x); // throws where it is none
  return x;
}

function must(yes: boolean): void { if (!yes) throw new Error("not a parcel"); }

function thing(x: unknown): Thing {
  must(typeof x === "object" && x !== null && !Array.isArray(x));
  return x as Thing;
}

function list(x: unknown, most: number): unknown[] {
  must(Array.isArray(x) && x.length <= most);
  return x as unknown[];
}

function text(x: unknown, most: number): string {
  must(typeof x === "string" && x.length <= most);
  return x as string;
}

function number(x: unknown): number {
  must(Number.isSafeInteger(x) && (x as number) >= 0);
  return x as number;
}

function matching(x: unknown, pattern: RegExp): string {
  const s = text(x, 300);
  must(pattern.test(s));
  return s;
}

const id = (x: unknown) => matching(x, /^[\x21-\x7e]{1,100}$/);
const placeOf = (x: unknown) => matching(x, /^[A-Za-z0-9._-]{1,60}(\/[\x21-\x2e\x30-\x7e]{1,100}){0,2}$/);
const after = (x: unknown) => x === "" ? "" : id(x);
