// The wall of all groups: keeps the tiles as they are on the server, and the order as it is until somebody asks.
import { swap } from "./findings";
import { Gather } from "./gather";
import { sharing } from "./sharedstream";
import { Stream } from "./stream";
import { TileOrder } from "./tileorder";
import { Words } from "./words";

const freshFor = 60_000;
const pointing = matchMedia("(hover: hover)"); // a finger leaves its place behind and hovers nowhere
const everyMinute = 60_000; // "3 minutes ago" grows by itself

export class Wall {
  private readonly order: TileOrder;
  private readonly changed = new Gather((drafts) => this.read(drafts), () => !document.hidden);
  private readonly stream: Stream;
  private words: Words;
  private said: HTMLElement;
  private asking: Set<string>;

  constructor(private wall: HTMLElement) {
    this.said = document.querySelector<HTMLElement>("[data-wall-said]")!;
    this.words = new Words(this.said.dataset);
    this.order = new TileOrder(this.shown(), performance.now());
    this.asking = this.hands();
    this.stream = new Stream(() => wall.dataset.wall!, ["hello", "activity", "workshop", "beat"], (n, d) => this.heard(n, d), async () => true, sharing());
  }

  start(): void {
    this.stream.start();
    addEventListener("pagehide", () => this.stream.stop());
    addEventListener("pageshow", (e) => { if (e.persisted) this.stream.start(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.all(); });
    for (const name of ["pointermove", "pointerdown", "keydown", "scroll", "wheel", "touchstart"]) addEventListener(name, () => { this.order.touch(performance.now()); }, { passive: true });
    document.querySelector("[data-wall-sort]")?.addEventListener("click", (e) => { e.preventDefault(); void this.sortNow(); });
    document.addEventListener("submit", (e) => void this.answer(e));
    window.setInterval(() => this.all(), everyMinute);
  }

  private heard(name: string, data: unknown): void {
    if (name === "beat") { this.rest(); return; }
    const d = (data ?? {}) as { draft?: string; what?: string; group?: string };
    if (name === "activity" && d.draft) this.touch(d.draft);
    else if (name === "workshop" && d.group) {
      const tile = this.tiles().find((t) => t.dataset.group === d.group);
      if (tile) this.touch(tile.dataset.tile!); else this.all();
    } else this.all();
  }

  private tiles(): HTMLElement[] { return [...this.wall.querySelectorAll<HTMLElement>("[data-tile]")]; }

  private shown(): string[] { return this.tiles().map((t) => t.dataset.tile!); }

  private hands(): Set<string> { return new Set(this.tiles().filter((t) => t.classList.contains("wants")).map((t) => t.dataset.tile!)); }

  private all(): void { this.changed.add(this.shown()); }

  private touch(draft: string): void { this.changed.add([draft]); }

  /** Reads the tiles that have changed. It says whether that is done with, for good or ill. */
  private async read(drafts: string[]): Promise<boolean> {
    const r = await fetch(`${this.wall.dataset.tiles}?tiles=${drafts.map(encodeURIComponent).join(",")}`, { credentials: "same-origin", cache: "no-store" });
    if (r.ok && !r.redirected) this.show(new DOMParser().parseFromString(await r.text(), "text/html"));
    return r.status < 500 && r.status !== 429;
  }

  private show(fresh: Document): void {
    const part = fresh.querySelector<HTMLElement>("[data-fragment]");
    if (!part) return;
    const order = (part.dataset.order ?? "").split(" ").filter(Boolean);
    if (!this.order.take(order, this.shown())) { location.reload(); return; } // a group has come
    for (const next of part.querySelectorAll<HTMLElement>("[data-tile]")) this.put(next);
    const line = document.querySelector<HTMLElement>("[data-course]"), nowLine = part.querySelector<HTMLElement>("[data-course]");
    if (line && nowLine && line.dataset.revision !== nowLine.dataset.revision) swap(line, nowLine); // which courseline.ts counts on
    const hands = document.querySelector<HTMLElement>("[data-wall-hands]"), now = part.querySelector<HTMLElement>("[data-wall-hands]");
    if (hands && now) swap(hands, now);
    this.call();
    this.offer();
  }

  private tile(id: string): HTMLElement | null { return this.wall.querySelector<HTMLElement>(`[data-tile="${CSS.escape(id)}"]`); }

  /** Puts a tile in place, with a soft mark at what is not what it was. */
  private put(next: HTMLElement): void {
    const old = this.tile(next.dataset.tile!);
    if (!old) return;
    const now = Date.now();
    for (const f of next.querySelectorAll<HTMLElement>("[data-figure]")) {
      const was = old.querySelector<HTMLElement>(`[data-figure="${f.dataset.figure}"]`), since = Number(was?.dataset.since ?? 0);
      if (!was || same(was) !== same(f)) this.mark(f, now);
      else if (since && now - since < freshFor) this.mark(f, since);
    }
    const held = old.querySelector("form")?.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    swap(old, next);
    if (held) this.tile(next.dataset.tile!)?.querySelector<HTMLElement>("form button, a.cover")?.focus({ preventScroll: true });
  }

  private mark(f: HTMLElement, since: number): void {
    f.classList.add("fresh");
    f.dataset.since = String(since);
  }

  /** Says whose hand has gone up. */
  private call(): void {
    const now = this.hands();
    const names = [...now].filter((id) => !this.asking.has(id)).map((id) => this.tile(id)?.querySelector("h2")?.textContent ?? "");
    this.asking = now;
    if (names.length) this.say(names.map((name) => this.words.say("hand", { GROUP: name })).join(" "));
  }

  private say(text: string): void { this.said.textContent = text; }

  /** Takes soft marks away whose time is over, and sorts where nobody has touched the page for a while. */
  private rest(): void {
    const now = Date.now();
    for (const f of this.wall.querySelectorAll<HTMLElement>(".fresh")) if (now - Number(f.dataset.since) >= freshFor) { f.classList.remove("fresh"); delete f.dataset.since; }
    const focused = document.activeElement;
    if (this.order.rests(performance.now(), focused !== null && this.wall.contains(focused), pointing.matches && this.wall.matches(":hover"))) this.sort();
  }

  private offer(): void {
    const note = document.querySelector<HTMLElement>("[data-wall-order]");
    if (note) note.hidden = !this.order.differs(this.shown());
  }

  private async sortNow(): Promise<void> {
    this.all();
    await this.changed.flush();
    this.sort();
  }

  private sort(): void {
    if (!this.order.differs(this.shown())) return;
    const focused = document.activeElement as HTMLElement | null;
    for (const id of this.order.sorted()) { const t = this.tile(id); if (t) this.wall.append(t); }
    if (focused && this.wall.contains(focused)) focused.focus({ preventScroll: true });
    this.offer();
    this.say(this.words.say("sorted"));
  }

  /** A hand is taken or lowered without leaving the page. */
  private async answer(e: SubmitEvent): Promise<void> {
    const form = e.target as HTMLFormElement, tile = form.closest<HTMLElement>("[data-tile]"), button = e.submitter as HTMLButtonElement | null;
    if (!tile || !button) return;
    e.preventDefault();
    button.disabled = true;
    try {
      const r = await fetch(`${form.getAttribute("action")}?part`, { method: "POST", credentials: "same-origin", body: new URLSearchParams({ action: button.value }) });
      if (!r.ok) { location.reload(); return; }
    } catch { button.disabled = false; return; }
    this.touch(tile.dataset.tile!);
  }
}

/** What a figure says, but for a time that passes by itself. */
function same(f: HTMLElement): string { return f.dataset.says ?? (f.textContent ?? "").replace(/\s+/g, " ").trim(); }
