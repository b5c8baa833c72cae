// Keeps the live parts of a facilitator's page as they are on the server, without disturbing who uses them.
import { swap } from "./findings";
import { sharing } from "./sharedstream";
import { Stream } from "./stream";

const apart = 2000;

export class Follower {
  private timer = 0;
  private last = -Infinity;
  private busy = false;

  /** events is the address of the news, of which on are those that make a difference to the page. */
  constructor(private events: string, private on = ["hello", "activity", "presence", "workshop", "edits", "findings"]) {}

  start(): void {
    const stream = new Stream(
      () => this.events, [...this.on, "beat"],
      (name) => { if (name !== "beat") this.soon(); }, async () => true, sharing(),
    );
    stream.start();
    addEventListener("pagehide", () => stream.stop());
    addEventListener("pageshow", (e) => { if (e.persisted) { stream.start(); this.soon(); } });
    document.addEventListener("focusout", () => { if (this.timer === 0 && this.late) this.soon(); });
  }

  private late = false; // something changed while somebody was typing

  /** Reads the page again, not more often than people can follow. */
  soon(): void {
    if (this.timer) return;
    this.timer = window.setTimeout(() => { this.timer = 0; void this.refresh(); }, Math.max(200, this.last + apart - performance.now()));
  }

  private async refresh(): Promise<void> {
    if (this.busy) { this.soon(); return; }
    if (document.hidden) { document.addEventListener("visibilitychange", () => this.soon(), { once: true }); return; }
    this.busy = true;
    this.last = performance.now();
    try {
      const r = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      if (r.status === 404) location.reload(); // what could be read is hidden again
      else if (r.ok && !r.redirected) this.show(new DOMParser().parseFromString(await r.text(), "text/html"));
    } catch { /* the next event tries again */ } finally {
      this.busy = false;
    }
  }

  private show(fresh: Document): void {
    this.late = false;
    for (const old of document.querySelectorAll<HTMLElement>("[data-live]")) {
      const next = [...fresh.querySelectorAll<HTMLElement>("[data-live]")].find((n) => n.dataset.live === old.dataset.live);
      if (!next) continue;
      if (inUse(old)) { this.late = true; continue; }
      swap(old, next);
    }
  }
}

/** Whether somebody is filling in something there, or has and not sent it. */
function inUse(part: HTMLElement): boolean {
  const a = document.activeElement;
  if (a && part.contains(a) && a.matches("input, textarea, select")) return true;
  for (const f of part.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]), textarea")) if (f.value !== f.defaultValue || f instanceof HTMLInputElement && f.checked !== f.defaultChecked) return true;
  for (const s of part.querySelectorAll("select")) for (const o of s.options) if (o.selected !== o.defaultSelected && [...s.options].some((x) => x.defaultSelected)) return true;
  return false;
}
