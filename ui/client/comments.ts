// Follows what is said about a section of the draft, and takes chosen words into a new comment.
import type { Announcer } from "./announcer";
import { swap } from "./findings";

/** Words chosen in a text. */
export interface Chosen { at: string; from: number; quote: string }

const spread = 400; // pages that hear of something at once ask for it one after another

export class Comments {
  private timer = 0;
  private last: Chosen | null = null;

  constructor(private draft: string, private section: string, private announcer: Announcer, chosen: () => Chosen | null) {
    document.addEventListener("selectionchange", () => { this.last = chosen() ?? this.last; });
    document.addEventListener("click", (e) => {
      const link = e.target instanceof Element ? e.target.closest<HTMLElement>("[data-comments-on]") : null;
      if (link && link.dataset.comments === "0" && this.open(link.dataset.commentsOn!)) e.preventDefault();
    });
    document.getElementById("comment-new")?.addEventListener("toggle", () => { if (this.last?.quote) this.fill(this.last); });
  }

  /** Reads the panel anew. */
  soon(): void { this.timer ||= window.setTimeout(() => void this.read(), Math.random() * spread); }

  private open(field: string): boolean {
    const box = document.getElementById("comment-new");
    if (!(box instanceof HTMLDetailsElement)) return false;
    box.open = true;
    this.fill(this.last && this.last.at.split("/")[0] === field ? this.last : { at: field, from: 0, quote: "" });
    document.getElementById("comment-text")?.focus();
    return true;
  }

  private fill(c: Chosen): void {
    const form = document.querySelector<HTMLFormElement>("[data-comments-new]"), quote = form?.querySelector<HTMLTextAreaElement>("[name=quote]");
    if (!form || !quote) return;
    const at = form.querySelector<HTMLSelectElement>("[name=at]")!;
    if ([...at.options].some((o) => o.value === c.at)) at.value = c.at;
    quote.value = c.quote;
    form.querySelector<HTMLInputElement>("[name=from]")!.value = String(c.from);
  }

  private async read(): Promise<void> {
    try {
      const r = await fetch(`/drafts/${encodeURIComponent(this.draft)}/comments?fragment=${encodeURIComponent(this.section)}`, { credentials: "same-origin", cache: "no-store" });
      if (r.ok) this.take(new DOMParser().parseFromString(await r.text(), "text/html"));
    } catch { /* the next event asks again */ } finally {
      this.timer = 0;
    }
  }

  private take(fresh: Document): void {
    const typed = [...document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(".thread textarea, .thread input.input")].filter((t) => t.value !== t.defaultValue).map((t) => [t.id, t.value] as const);
    const said = document.getElementById("comments")?.dataset.said;
    for (const part of fresh.querySelectorAll<HTMLElement>("[data-comments-part]")) {
      const old = document.querySelector<HTMLElement>(`[data-comments-part="${CSS.escape(part.dataset.commentsPart!)}"]`);
      if (old) swap(old, part);
    }
    for (const [id, value] of typed) {
      const t = document.getElementById(id) as HTMLTextAreaElement | null;
      if (t) t.value = value;
    }
    const now = document.getElementById("comments")?.dataset.said;
    if (now && said !== now) this.announcer.say(now);
  }
}
