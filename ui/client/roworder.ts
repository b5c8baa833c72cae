// The order of a field's rows, those in the bin included, which keep their place.
import type { Edit } from "./wire";

export interface Row { id: string; deleted: boolean }

/** The row that a place names: "channels.list/ROW/why" is in ROW of channels.list. */
export function rowOf(at: string): { field: string; row: string; column: string } | null {
  const [field, row, column] = at.split("/");
  return field && row ? { field, row, column: column ?? "" } : null;
}

/** The rows after one edit of them, made as the server makes it once it has rebased it. */
export function reordered(rows: readonly Row[], e: Edit): Row[] {
  const id = e.kind === "insert_row" ? e.row ?? "" : rowOf(e.at)?.row ?? "";
  const at = rows.findIndex((r) => r.id === id);
  const known = rows[at];
  switch (e.kind) {
    case "insert_row":
      return known ? [...rows] : put(rows, { id, deleted: false }, e.after ?? "");
    case "delete_row":
      return rows.map((r) => (r.id === id ? { id, deleted: true } : r));
    case "move_row":
    case "restore_row": {
      if (!known && e.kind === "move_row") return [...rows];
      const row = { id, deleted: e.kind === "restore_row" ? false : known!.deleted };
      return put(rows.filter((r) => r.id !== id), row, e.after ?? "");
    }
  }
  return [...rows];
}

function put(rows: readonly Row[], row: Row, after: string): Row[] {
  const behind = rows.findIndex((r) => r.id === after);
  const i = after === "" ? 0 : behind < 0 ? rows.length : behind + 1;
  return [...rows.slice(0, i), row, ...rows.slice(i)];
}
