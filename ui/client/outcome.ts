// What an answer of the server means for what was asked.
import type { Refusal } from "./wire";

export type Outcome<T> =
  | { kind: "done"; value: T }
  | { kind: "again"; after: number } // no answer, or not now: the same again, after so many seconds or more
  | { kind: "signin" } // the seat has to be taken again
  | { kind: "reused" } // the number of the batch was used for another content
  | { kind: "conflict"; message: string } // the draft is another one than was read
  | { kind: "refused"; message: string; field: string; all: boolean }; // for good

/** Reads an answer. A body that is no JSON counts as none. */
export function outcomeOf<T>(status: number, body: unknown, retryAfter: string | null): Outcome<T> {
  if (status >= 200 && status < 300) return { kind: "done", value: body as T };
  const refusal = (body as { error?: Refusal } | null)?.error;
  const message = refusal?.message ?? "", field = refusal?.field ?? "";
  switch (status) {
    case 401:
      return { kind: "signin" };
    case 409:
      if (refusal?.code === "batch_reused") return { kind: "reused" };
      if (field === "log" || field === "base" || field === "") return { kind: "conflict", message };
      return { kind: "refused", message, field, all: false };
    case 400:
    case 413:
      return { kind: "refused", message, field, all: false };
    case 403:
    case 404:
      return { kind: "refused", message, field, all: true };
  }
  if (status === 429 || status >= 500 || status === 408) return { kind: "again", after: seconds(retryAfter) };
  return { kind: "refused", message, field, all: true };
}

function seconds(header: string | null): number {
  const n = Number(header);
  return header && Number.isFinite(n) && n > 0 ? Math.min(n, 120) : 0;
}
