// The deleted rows of a section as the server tells them: whoever deleted them, they come and go while one looks.
import { swap } from "./findings";
import type { Session } from "./session";

const pause = 150; // several rows often go together

export class Bin {
  private stale = new Set<string>();
  private timer = 0;
  private fetching = false;

  constructor(private form: HTMLElement, private address: string, private session: Session) {}

  /** The place of a field's deleted rows. */
  of(field: string): HTMLElement | undefined {
    return [...this.form.querySelectorAll<HTMLElement>("[data-bin]")].find((b) => b.dataset.bin === field);
  }

  /** Notes that rows of the field went or came. What the server does not have yet is shown when it has. */
  changed(field: string): void {
    this.stale.add(field);
    this.confirmed(field);
  }

  /** Fetches what is in the bin, if that has changed, once nothing of the field's rows waits to be sent. */
  confirmed(field: string): void {
    if (!this.stale.has(field) || this.waits(field)) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.fetch(), pause);
  }

  private waits(field: string): boolean {
    return [...this.session.places()].some((at) => at.split("/").length === 2 && at.startsWith(`${field}/`));
  }

  private async fetch(): Promise<void> {
    if (this.fetching) { this.timer = window.setTimeout(() => void this.fetch(), pause); return; }
    this.fetching = true;
    try {
      const r = await fetch(this.address, { credentials: "same-origin", cache: "no-store" });
      if (r.ok) this.take(await r.text());
    } catch {
      // Without an answer the next row that comes or goes asks again.
    } finally {
      this.fetching = false;
    }
  }

  private take(html: string): void {
    const fragment = new DOMParser().parseFromString(html, "text/html").querySelector<HTMLElement>("[data-fragment]");
    for (const fresh of fragment?.querySelectorAll<HTMLElement>("[data-bin]") ?? []) {
      const field = fresh.dataset.bin!, old = this.of(field);
      if (!old || !this.stale.has(field) || this.waits(field)) continue;
      this.stale.delete(field);
      const details = fresh.querySelector("details");
      if (details && old.contains(document.activeElement)) details.open = true; // somebody is about to bring one back
      swap(old, fresh);
    }
    if (fragment && Number(fragment.dataset.seq) < this.session.seq) for (const b of fragment.querySelectorAll<HTMLElement>("[data-bin]")) this.changed(b.dataset.bin!);
  }
}
