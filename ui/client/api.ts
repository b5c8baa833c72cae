// The few requests that a page makes of HTTP version 1, with the cookie.
import { outcomeOf, type Outcome } from "./outcome";
import type { Transport } from "./sender";
import type { Answer, Batch, DraftFile, Page } from "./wire";

/** A request that brings nothing for so long is taken for lost. */
const patience = 20_000;

export class Api implements Transport {
  constructor(private draft: string) {}

  private get root(): string { return `/api/v1/drafts/${encodeURIComponent(this.draft)}`; }

  events(after: number): string { return `${this.root}/events?after=${after}`; }

  post(batch: Batch, last: boolean): Promise<Outcome<Answer>> { return this.ask<Answer>("/edits", batch, last); }

  entries(after: number): Promise<Outcome<Page>> { return this.ask<Page>(`/edits?after=${after}&limit=1000`); }

  read(): Promise<Outcome<DraftFile>> { return this.ask<DraftFile>(""); }

  comment(body: object): Promise<Outcome<unknown>> { return this.ask("/comments", body); }

  presence(p: object, last: boolean): Promise<Outcome<unknown>> { return this.ask("/presence", p, last); }

  private async ask<T>(path: string, body?: object, last = false): Promise<Outcome<T>> {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), patience);
    try {
      const r = await fetch(this.root + path, {
        method: body ? "POST" : "GET", credentials: "same-origin", cache: "no-store", signal: stop.signal, keepalive: last,
        ...(body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
      });
      const text = await r.text();
      return outcomeOf<T>(r.status, parsed(text), r.headers.get("Retry-After"));
    } catch {
      return { kind: "again", after: 0 }; // no answer: nobody knows whether it arrived
    } finally {
      clearTimeout(timer);
    }
  }
}

function parsed(text: string): unknown {
  try { return JSON.parse(text); } catch { return null; }
}
