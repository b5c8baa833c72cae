// Tells the others where this person is, and shows who is at which field.
import type { Api } from "./api";
import type { Presence } from "./wire";
import type { Words } from "./words";

const apart = 2000, again = 15_000;

export class Company {
  private at = "";
  private told = "";
  private last = -Infinity;
  private timer = 0;

  constructor(private api: Api, private client: () => string, private unsent: () => number, private selection: () => [number, number], private words: Words) {}

  start(): void {
    window.setInterval(() => { if (!document.hidden && performance.now() - this.last >= again) this.tell(); }, 5000);
    this.soon();
  }

  /** Notes where the person is; empty is nowhere in particular. */
  moved(at: string): void {
    if (at === this.at) return;
    this.at = at;
    this.soon();
  }

  /** Tells the others, not more often than every two seconds. */
  soon(): void {
    if (this.timer) return;
    this.timer = window.setTimeout(() => { this.timer = 0; this.tell(); }, Math.max(0, this.last + apart - performance.now()));
  }

  private tell(): void {
    const [from, to] = this.selection();
    const p = { client: this.client(), at: this.at, from, to, unsent: this.unsent() };
    const text = JSON.stringify(p);
    if (text === this.told && performance.now() - this.last < again) return;
    this.told = text;
    this.last = performance.now();
    void this.api.presence(p, false);
  }

  /** Shows who is where. */
  show(list: readonly Presence[]): void {
    const mine = this.client();
    for (const el of document.querySelectorAll<HTMLElement>("[data-presence-for]")) {
      const names = new Set(list.filter((p) => p.client !== mine && p.at.split("/")[0] === el.dataset.presenceFor).map((p) => p.name));
      const text = [...names].map((n) => this.words.say("herePerson", { NAME: n })).join(" · ");
      if (el.textContent !== text) el.textContent = text;
    }
  }
}
