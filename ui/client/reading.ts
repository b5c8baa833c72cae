// What an edit says about a place.
import { rowOf } from "./roworder";
import type { Edit } from "./wire";

/** The value of a place after an edit, which may be of another place. */
export function changed(value: unknown, e: Edit, at: string): unknown {
  if (e.kind === "insert_row") {
    const row = rowOf(at);
    return row && row.field === e.at && row.row === e.row && row.column in (e.values ?? {}) ? e.values![row.column] : value;
  }
  if (e.at !== at) return value;
  if (e.kind === "set") return e.value ?? null;
  if (e.kind !== "choose") return value;
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return [...chosen.filter((o) => !e.remove?.includes(o) && !e.add?.includes(o)), ...(e.add ?? [])];
}

/** Whether the edit is of the place, of something in it, or of what it is in. A new row is no edit of its field's other rows. */
export function concerns(e: Edit, at: string): boolean {
  const of = e.kind === "insert_row" ? `${e.at}/${e.row}` : e.at;
  return of === at || of.startsWith(at + "/") || at.startsWith(of + "/");
}

/** Whether a refusal that names the field means the edit. */
export function blamed(e: Edit, field: string): boolean { return e.at === field || concerns(e, field); }
