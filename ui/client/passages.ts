// The passages that findings are about, as places in the texts as they now are.
import type { Look, Passage } from "./editing";
import type { Session } from "./session";

/** A finding of a check report, as far as it concerns a passage. */
export interface Finding {
  principle: string; severity: string; status: string; rule: string;
  field: string; row: string | number | null; column: string | null; start: number | null; end: number | null;
  excerpt: string; language: string | null; message: string; set_aside?: unknown;
}

export interface Report { seq: number; findings?: Finding[] }

/** What the finding beside a field and the passage in it know each other by. */
const aboutOf = (f: Finding) => [f.principle, f.rule, placeOf(f), f.excerpt].join("\n");

const placeOf = (f: Finding) => [f.field, f.row, f.column].filter((p) => p !== null && p !== "").join("/");

const lookOf = (f: Finding): Look => f.severity === "info" ? "info" : f.status === "review" ? "people" : f.severity === "must" || f.severity === "should" ? f.severity : "consider";

export class Passages {
  private seq = -1;
  private by = new Map<string, Finding[]>(); // by place
  private messages = new Map<string, string>(); // by what they are about

  constructor(private session: Session) {}

  /** Takes a report, unless a newer one was taken. It says whether it was taken. */
  take(r: Report): boolean {
    if (r.seq < this.seq || !r.findings) return false;
    this.seq = r.seq;
    this.by.clear();
    this.messages.clear();
    for (const f of r.findings) {
      if (f.start === null || f.end === null || f.set_aside) continue;
      const at = placeOf(f);
      this.by.set(at, [...(this.by.get(at) ?? []), f]);
      this.messages.set(aboutOf(f), f.message);
    }
    return true;
  }

  /** Whether the page has not come as far as the report. */
  get ahead(): boolean { return this.seq > this.session.seq; }

  /** The passages of a text that shows `text`, in order. One whose words were changed since is none any more. */
  of(at: string, text: string): Passage[] {
    const list = this.by.get(at), map = list && this.session.since(at, this.seq);
    if (!map) return [];
    return list!.map((f) => ({ from: map(f.start!, 1), to: map(f.end!, -1), look: lookOf(f), about: aboutOf(f), excerpt: f.excerpt }))
      .filter((p) => p.from < p.to && text.slice(p.from, p.to) === p.excerpt)
      .map(({ excerpt: _, ...p }) => p)
      .sort((a, b) => a.from - b.from || a.to - b.to);
  }

  /** What a finding asks: in the reader's words where they stand beside the field, else as the report has it. */
  said(about: string): { text: string; lang: string } | null {
    const shown = shownFinding(about)?.querySelector<HTMLElement>("[data-message]");
    if (shown) return { text: shown.textContent ?? "", lang: shown.lang };
    const text = this.messages.get(about);
    return text ? { text, lang: "" } : null;
  }
}

/** The finding beside a field that is about a passage. */
export function shownFinding(about: string): HTMLElement | null {
  return [...document.querySelectorAll<HTMLElement>("[data-about]")].find((el) => el.dataset.about === about) ?? null;
}
