// The shapes of HTTP version 1 that the page speaks.
import type { CourseState } from "./courseline";
import type { Report } from "./passages";

export interface Splice { from: number; to: number; insert: string }

export type EditKind = "text" | "set" | "choose" | "insert_row" | "move_row" | "delete_row" | "restore_row" | "canvas"
  | "lock" | "unlock" | "set_aside" | "take_up" | "self_check";

export interface Edit {
  kind: EditKind;
  at: string;
  splices?: Splice[];
  value?: unknown;
  add?: string[];
  remove?: string[];
  row?: string;
  after?: string;
  values?: Record<string, unknown>;
  hidden?: boolean;
  principle?: string; // of what the group says about the check; the page asks the server for it anew
}

export interface Batch { client: string; batch: number; log: string; base: number; edits: Edit[] }

export interface Answer { log: string; seq: number; edits: Edit[] }

export interface Entry { seq: number; client: string; batch: number; who: string; edits: Edit[] }

export interface Page { log: string; seq: number; entries: Entry[]; more: boolean }

export interface DraftFile { log: string; seq: number; fields: Record<string, unknown> }

export interface Refusal { code: string; message: string; field?: string }

export interface Hello { log: string; seq: number; presence: Presence[]; findings: (Checked & Report) | null; workshop?: { course?: CourseState } | null }

/** What a page needs to know of a check report. */
export interface Checked { seq: number; pack?: { id: string; version: string } }

export interface Presence { client: string; who: string; name: string; at: string; from: number; to: number; unsent: number; seen?: number; section?: string }
