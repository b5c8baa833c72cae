// Shows which phase runs and how much of it is left, counted from the server's clock.
import type { Announcer } from "./announcer";
import { swap } from "./findings";

/** Where the workshop stands, as hello and the workshop event say it. */
export interface CourseState { revision: number; now: string }

const spread = 1500; // pages that hear of something at once ask for it one after another
const minute = 60_000;

/** A time left in ms as M:SS, or H:MM:SS. A second that has begun counts. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1000)), two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
  return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

/** Which of the moments worth saying, in ms left, lies between two looks at the clock; null for none. */
export function passed(before: number, now: number): number | null {
  return [0, minute, 5 * minute].find((m) => before > m && now <= m) ?? null;
}

export class CourseLine {
  private ahead = 0; // how far the server's clock is ahead of this device's, in ms
  private before = NaN; // what was left when the clock was last looked at
  private of = "";
  private shown: HTMLElement | null = null; // the line as it was last counted: it may be put in place anew
  private asking = 0;

  /** renewed is called when parts of the page have been read anew. */
  constructor(private announcer: Announcer, private renewed: () => void = () => undefined) { this.set(Number(this.line?.dataset.now)); }

  private get line(): HTMLElement | null { return document.querySelector<HTMLElement>("[data-course]"); }

  private set(now: number): void { if (Number.isFinite(now) && now) this.ahead = now - Date.now(); }

  start(): void {
    this.tick();
    setInterval(() => this.tick(), 1000);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.tick(); });
    document.addEventListener("submit", (e) => { if (e.target instanceof HTMLFormElement && e.target.dataset.dismiss !== undefined) { e.preventDefault(); void this.dismiss(e.target); } });
    new MutationObserver(() => { if (this.line !== this.shown) this.tick(); }).observe(document.body, { childList: true, subtree: true });
  }

  /** Hears where the workshop stands, and reads the line anew where it is another one than is shown. */
  heard(state: CourseState | undefined): void {
    if (!state) return;
    this.set(Date.parse(state.now));
    if (!this.line || Number(this.line.dataset.revision) >= state.revision || this.asking) return;
    this.asking = window.setTimeout(() => void this.read(), Math.random() * spread);
  }

  /** Dismisses a message without leaving the page. Where that cannot be, the message stays. */
  private async dismiss(form: HTMLFormElement): Promise<void> {
    try {
      const body = new URLSearchParams([...new FormData(form)].map(([k, v]) => [k, String(v)]));
      const r = await fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
      if (!r.ok && r.type !== "opaqueredirect") return;
      const message = form.closest("[data-message]"), next = message?.parentElement?.querySelector<HTMLElement>(`[data-message]:not([data-message="${message.getAttribute("data-message")}"]) button`);
      const inside = message?.contains(document.activeElement);
      const at = document.querySelector(`[data-message-at="${CSS.escape(message?.getAttribute("data-message") ?? "")}"]`);
      const there = at?.contains(document.activeElement) ? at.closest(".field")?.querySelector<HTMLElement>(".cm-content, textarea, select, input") : null;
      message?.remove();
      at?.remove();
      there?.focus();
      if (inside) (next ?? document.getElementById("main"))?.focus();
    } catch { /* off line: it stays */ }
  }

  private async read(): Promise<void> {
    const line = this.line, section = document.querySelector<HTMLElement>("form[data-section]")?.dataset.section ?? "";
    const from = line?.dataset.from && `${line.dataset.from}?section=${encodeURIComponent(section)}`;
    try {
      const r = from ? await fetch(from, { credentials: "same-origin", cache: "no-store" }) : null;
      if (!r?.ok) return;
      const fresh = new DOMParser().parseFromString(await r.text(), "text/html");
      const had = new Set([...document.querySelectorAll<HTMLElement>("[data-message]")].map((m) => m.dataset.message));
      for (const part of fresh.querySelectorAll<HTMLElement>("[data-course-part]")) {
        const old = document.querySelector<HTMLElement>(`[data-course-part="${part.dataset.coursePart}"]`);
        if (old) swap(old, part);
      }
      for (const m of document.querySelectorAll<HTMLElement>("[data-message]")) if (!had.has(m.dataset.message)) this.announcer.say(m.querySelector("p")?.innerText ?? "");
      this.set(Number(this.line?.dataset.now));
      this.tick();
      this.renewed();
    } catch { /* the next event asks again */ } finally {
      this.asking = 0;
    }
  }

  private tick(): void {
    const line = this.line, time = line?.querySelector<HTMLElement>("[data-left]");
    this.shown = line;
    if (line && line.dataset.revision !== this.of) { this.of = line.dataset.revision ?? ""; this.before = NaN; }
    if (!line || !time || !line.dataset.ends) return;
    const paused = line.dataset.paused !== undefined;
    const left = Math.max(0, Number(line.dataset.ends) - (paused ? Number(line.dataset.now) : Date.now() + this.ahead));
    const text = left === 0 ? line.dataset.textUp : (paused ? line.dataset.textPaused : line.dataset.textLeft)?.replace("LEFT", clock(left));
    if (text && time.textContent !== text) time.textContent = text;
    line.toggleAttribute("data-up", left === 0);
    line.toggleAttribute("data-counts", left > 0);
    line.querySelector("[data-bar]")?.setAttribute("width", String(100 * Math.min(1, left / Number(line.dataset.total))));
    const moment = passed(this.before, left);
    this.before = left;
    if (moment !== null) this.announcer.say(line.dataset[moment === 0 ? "textUp" : moment === minute ? "textOne" : "textFive"] ?? "");
  }
}
