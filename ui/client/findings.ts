// Shows the findings that the server has written for this section, when a check is done.
import type { Announcer } from "./announcer";
import { focusOn } from "./dialogs";
import type { Checked } from "./wire";
import type { Words } from "./words";

const pause = 800; // of typing, before findings move under the hands

export class Findings {
  private wanted = 0;
  private shown: number;
  private fetching = false;
  private held = new Map<string, HTMLElement>(); // by field, until the typing there pauses
  private typed = { at: "", when: 0 };
  private timer = 0;
  private by = document.querySelector<HTMLElement>("[data-findings-panel]")?.dataset.by ?? ""; // the pack that the page was checked by

  constructor(private address: string, seq: number, private words: Words, private announcer: Announcer, private now: () => number = () => performance.now()) {
    this.shown = seq;
  }

  /** Notes that somebody types in the field. */
  typing(at: string): void {
    this.typed = { at: at.split("/")[0]!, when: this.now() };
    if (this.held.size) this.later();
  }

  /** Notes that the field was left. */
  left(): void {
    this.typed.at = "";
    this.release();
  }

  /** Fetches the findings of a check, unless newer ones are shown. Another pack, or other settings of it, make other
   *  findings of the same words. */
  async checked({ seq, pack }: Checked): Promise<void> {
    const by = pack ? `${pack.id} ${pack.version}` : this.by;
    if (by !== this.by) {
      this.by = by;
      if (seq <= this.shown) return this.again();
    }
    this.wanted = Math.max(this.wanted, seq);
    if (this.fetching) return;
    this.fetching = true;
    try {
      while (this.wanted > this.shown) {
        const asked = this.wanted;
        const r = await fetch(this.address, { credentials: "same-origin", cache: "no-store" });
        if (!r.ok) return;
        this.take(await r.text(), asked);
      }
    } catch {
      // Without an answer the next check, or the next hello, asks again.
    } finally {
      this.fetching = false;
    }
  }

  /** Fetches the findings after something else than the words has changed, such as what is set aside. */
  async again(): Promise<void> {
    try {
      const r = await fetch(this.address, { credentials: "same-origin", cache: "no-store" });
      if (r.ok) this.take(await r.text(), this.shown);
    } catch {
      // The event that follows the change asks again.
    }
  }

  private take(html: string, asked: number): void {
    const fragment = new DOMParser().parseFromString(html, "text/html").querySelector<HTMLElement>("[data-fragment]");
    if (!fragment) { this.shown = asked; return; }
    const seq = Number(fragment.dataset.seq ?? asked);
    if (seq < this.shown) { this.shown = asked; return; }
    this.shown = Math.max(seq, asked);
    const panel = document.querySelector<HTMLElement>("[data-findings-panel]"), fresh = fragment.querySelector<HTMLElement>("[data-findings-panel]");
    if (panel && fresh) {
      const before = panel.dataset.open, after = fresh.dataset.open;
      swap(panel, fresh);
      if (before !== after) this.announcer.say(this.sentence(Number(after ?? 0)));
    }
    const questions = document.querySelector<HTMLElement>("[data-questions]"), answered = fragment.querySelector<HTMLElement>("[data-questions]");
    if (questions && answered) swap(questions, answered, questions.matches("[open]"));
    for (const f of fragment.querySelectorAll<HTMLElement>("[data-findings-for]")) this.held.set(f.dataset.findingsFor!, f);
    this.release();
  }

  private sentence(open: number): string {
    if (open === 0) return this.words.say("openNone");
    return open === 1 ? this.words.say("openOne") : this.words.say("openMany", { COUNT: String(open) });
  }

  private release(): void {
    for (const [at, fresh] of this.held) {
      if (at === this.typed.at && this.now() - this.typed.when < pause) { this.later(); continue; }
      this.held.delete(at);
      for (const el of document.querySelectorAll<HTMLElement>("[data-findings-for]")) if (el.dataset.findingsFor === at) swap(el, fresh);
    }
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.release(), pause);
  }
}

/** Puts the fresh element in the place of the old one. What is open stays open, and the focus stays. */
export function swap(old: HTMLElement, fresh: HTMLElement, open = false): void {
  const next = document.importNode(fresh, true);
  if (open) next.setAttribute("open", "");
  if (old.isEqualNode(next)) return;
  const before = [...old.querySelectorAll("details")], after = [...next.querySelectorAll("details")];
  before.forEach((d, i) => { const same = after[i]; if (same && d.open) same.open = true; });
  const path = focusPath(old);
  old.replaceWith(next);
  if (path) focusAgain(next, path);
}

/** How the focused element can be found again: by its id or address, else by its place among those like it. */
function focusPath(root: HTMLElement): { selector: string; index: number } | null {
  const a = document.activeElement;
  if (!(a instanceof HTMLElement) || a === root || !root.contains(a)) return null;
  const href = a.getAttribute("href");
  const selector = a.id ? `#${CSS.escape(a.id)}` : href ? `[href="${CSS.escape(href)}"]` : a.tagName.toLowerCase();
  return { selector, index: [...root.querySelectorAll(selector)].indexOf(a) };
}

function focusAgain(root: HTMLElement, path: { selector: string; index: number }): void {
  const like = root.querySelectorAll<HTMLElement>(path.selector);
  focusOn(like[path.index] ?? like[0] ?? root); // what is no longer there leaves its place to what stands around it
}
