// A small model of the server's desk, for tests: it rebases, applies and logs as the desk does.
import { reordered, rowOf, type Row } from "./roworder";
import { changeOf, splicesOf, applied } from "./splices";
import type { Answer, Batch, Edit, Entry } from "./wire";

export class DeskModel {
  texts = new Map<string, string>();
  values = new Map<string, unknown>();
  lists = new Map<string, (Row & { placed: number })[]>();
  log: Entry[] = [];
  refuse: ((b: Batch) => { message: string; field: string } | null) | null = null;
  private sums = new Map<string, { sum: string; seq: number }>();

  constructor(readonly id = "log") {}

  get seq(): number { return this.log.length; }

  submit(b: Batch): Answer | "reused" | "conflict" | { message: string; field: string } {
    if (b.log !== this.id || b.base > this.seq) return "conflict";
    const key = `${b.client} ${b.batch}`, sum = JSON.stringify([b.base, b.edits]);
    const stored = this.sums.get(key);
    if (stored) return stored.sum === sum ? { log: this.id, seq: stored.seq, edits: this.log[stored.seq - 1]!.edits } : "reused";
    const no = this.refuse?.(b);
    if (no) return no;
    const seq = this.seq + 1;
    const edits = b.edits.map((e) => this.apply(structuredClone(e), b.base, seq));
    this.log.push({ seq, client: b.client, batch: b.batch, who: b.client, edits });
    this.sums.set(key, { sum, seq });
    return { log: this.id, seq, edits: structuredClone(edits) };
  }

  visible(field: string): string[] { return (this.lists.get(field) ?? []).filter((r) => !r.deleted).map((r) => r.id); }

  private apply(e: Edit, base: number, seq: number): Edit {
    switch (e.kind) {
      case "text": {
        const text = this.texts.get(e.at) ?? "";
        const since = this.log.slice(base).flatMap((l) => l.edits.filter((f) => f.kind === "text" && f.at === e.at));
        let length = text.length;
        for (const f of since) for (const s of f.splices!) length -= s.insert.length - (s.to - s.from);
        let change = changeOf(e.splices!, length);
        for (const f of since) {
          const over = changeOf(f.splices!, length);
          change = change.map(over, false);
          length = over.newLength;
        }
        const after = applied(change, text);
        if (!isWellFormed(after)) throw new Error("a surrogate pair was cut");
        this.texts.set(e.at, after);
        return { ...e, splices: splicesOf(change, text) };
      }
      case "set":
        this.values.set(e.at, e.value ?? null);
        return e;
      case "choose": {
        const old = (this.values.get(e.at) as string[] | null) ?? [];
        this.values.set(e.at, [...old.filter((o) => !e.remove?.includes(o) && !e.add?.includes(o)), ...(e.add ?? [])]);
        return e;
      }
      case "delete_row": {
        const row = this.row(e.at);
        row.deleted = true;
        return e;
      }
      case "insert_row":
        if (this.lists.get(e.at)?.some((r) => r.id === e.row)) throw new Error("row used");
        for (const [column, v] of Object.entries(e.values ?? {})) {
          if (typeof v === "string" && column === "why") this.texts.set(`${e.at}/${e.row}/${column}`, v);
          else this.values.set(`${e.at}/${e.row}/${column}`, v);
        }
        return { ...e, after: this.put(e.at, { id: e.row!, deleted: false, placed: seq }, e.after ?? "", base, seq) };
      case "move_row":
      case "restore_row": {
        const row = this.row(e.at), { field } = rowOf(e.at)!;
        this.lists.set(field, this.lists.get(field)!.filter((r) => r !== row));
        const moved = { id: row.id, deleted: e.kind === "restore_row" ? false : row.deleted, placed: seq };
        return { ...e, after: this.put(field, moved, e.after ?? "", base, seq) };
      }
    }
    throw new Error(`no edit ${e.kind}`);
  }

  private row(at: string): Row & { placed: number } {
    const { field, row } = rowOf(at)!;
    const found = this.lists.get(field)?.find((r) => r.id === row);
    if (!found) throw new Error(`never had ${at}`);
    return found;
  }

  /** As rows.go has it. */
  private put(field: string, row: Row & { placed: number }, after: string, base: number, seq: number): string {
    const rows = this.lists.get(field) ?? [];
    let i = after === "" ? 0 : rows.findIndex((r) => r.id === after) + 1;
    if (after !== "" && i === 0) throw new Error(`never had ${after}`);
    while (i < rows.length && rows[i]!.placed > base && rows[i]!.placed < seq) i++;
    while (i > 0 && rows[i - 1]!.deleted) i--;
    this.lists.set(field, [...rows.slice(0, i), row, ...rows.slice(i)]);
    return i === 0 ? "" : rows[i - 1]!.id;
  }
}

const isWellFormed = (s: string) => !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(s);

/** Replays a log's row edits as a page does, for comparing with the desk. */
export function replayed(rows: Row[], log: readonly Entry[], field: string): string[] {
  for (const l of log) for (const e of l.edits) if (e.at.split("/")[0] === field) rows = reordered(rows, e);
  return rows.filter((r) => !r.deleted).map((r) => r.id);
}
