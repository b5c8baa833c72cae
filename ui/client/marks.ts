// Marks the passages that findings are about, and leads to them by key and by link.
import type { Announcer } from "./announcer";
import type { Control } from "./control";
import { EditorControl } from "./editorcontrol";
import type { Passage } from "./editing";
import { Passages, type Report } from "./passages";
import type { Session } from "./session";
import type { Words } from "./words";

/** What the marks need of the page. */
export interface Sheet {
  controls(): Iterable<Control>;
  composing(at: string): boolean;
}

export class Marks {
  private passages: Passages;
  private due = false; // the report is of words that have not come yet

  constructor(session: Session, private sheet: Sheet, private words: Words, private announcer: Announcer) {
    this.passages = new Passages(session);
  }

  start(): void {
    document.addEventListener("keydown", (e) => {
      if (e.key !== "F8" || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || (e.target as Element).closest("dialog")) return;
      e.preventDefault();
      this.step(e.shiftKey ? -1 : 1);
    });
    document.addEventListener("click", (e) => {
      const link = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>("a[data-to-passage]") : null;
      if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
      const about = link.closest<HTMLElement>("[data-about]")?.dataset.about ?? "", at = about.split("\n")[2];
      const found = this.all().find(({ p }) => p.about === about), c = found?.c ?? [...this.sheet.controls()].find((x) => x.at === at);
      if (!c) return;
      e.preventDefault();
      if (found) c.select(found.p.from, found.p.to); else c.focus();
    });
  }

  /** Takes a report of a check. */
  checked(r: Report): void {
    if (!this.passages.take(r)) return;
    this.due = this.passages.ahead;
    if (!this.due) this.mark();
  }

  /** Notes that entries have come. */
  came(): void {
    if (!this.due || this.passages.ahead) return;
    this.due = false;
    this.mark();
  }

  /** Marks what is written in editors: everywhere, or in one of them. */
  mark(only?: Control): void {
    if (this.passages.ahead) return;
    for (const c of only ? [only] : this.sheet.controls()) {
      if (c instanceof EditorControl && !this.sheet.composing(c.at)) c.mark(this.passages.of(c.at, c.text));
    }
  }

  /** What a finding asks. */
  said(about: string): { text: string; lang: string } | null { return this.passages.said(about); }

  /** All passages in the order of the page. */
  private all(): { c: Control; p: Passage }[] {
    const controls = [...this.sheet.controls()].filter((c) => c.isText)
      .sort((a, b) => a.el.compareDocumentPosition(b.el) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
    return controls.flatMap((c) => this.passages.of(c.at, c.text).map((p) => ({ c, p })));
  }

  /** Goes to the next passage, or with -1 to the one before, and says what it is asked about. */
  private step(way: 1 | -1): void {
    const all = this.all();
    if (!all.length) { this.announcer.say(this.words.say("noPassage")); return; }
    const here = [...this.sheet.controls()].find((c) => c.active), active = here?.el ?? document.activeElement;
    const start = here?.isText ? Math.min(...here.selection) : 0;
    const after = ({ c, p }: { c: Control; p: Passage }) =>
      c === here ? p.from - start : active && active !== document.body && active.compareDocumentPosition(c.el) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
    const places = all.map((x, i) => ({ i, d: after(x) }));
    const next = way > 0 ? places.find((x) => x.d > 0) ?? places[0]! : places.filter((x) => x.d < 0).pop() ?? places[places.length - 1]!;
    const { c, p } = all[next.i]!;
    c.select(p.from, p.to);
    this.announcer.say(this.words.say("passage", { NUMBER: String(next.i + 1), COUNT: String(all.length), QUESTION: this.said(p.about)?.text ?? "" }));
  }
}
