// Tells the others where this person is and what they have in sight, and shows who is at which field.
import { Sight, type Readers } from "./readers";
import { later, type Later } from "./sender";
import type { Presence } from "./wire";
import type { Words } from "./words";

const apart = 2000, again = 15_000;
const astir = 500; // between two moves of the caret, while somebody else looks on
const settled = 1000, latest = 4000; // what was seen is told when nothing more has come for so long, at the latest after so long

/** What the company has to know of the page. */
export interface Me {
  client(): string;
  unsent(): number;
  selection(): [number, number];
  seq(): number; // of what is displayed
  section: string; // that is displayed
}

/** What is around the page. */
export interface Around {
  root: ParentNode;
  shown(): boolean;
  now(): number;
  wait: Later;
}

const browser = (): Around => ({ root: document, shown: () => !document.hidden, now: () => performance.now(), wait: later });

export class Company {
  private at = "";
  private told = "";
  private held = 0; // how many unsent edits the others were told of
  private last = -Infinity;
  private watched = false; // somebody else has the page open
  private due = Infinity; // when it is told next
  private off = () => {}; // calls that off
  private gone = false;
  private seen = 0;
  private reading: (() => void) | null = null; // calls off that what was read is told
  private since = 0; // when the first of what was read came that was not told yet
  private sight: Sight;

  constructor(private post: (p: object, last: boolean) => void, private me: Me, private words: Words, private around = browser()) {
    this.sight = new Sight(me.section);
  }

  start(): void {
    const tick = () => { this.beat(); this.around.wait(5000, tick); };
    this.around.wait(5000, tick);
    this.soon();
  }

  /** Says again that the page is there, where it has not for a while. A hidden page's timers may be slow: it does so with each event. */
  beat(): void { if (this.around.now() - this.last >= again) this.tell(); }

  /** Notes where the person is; empty is nowhere in particular. */
  moved(at: string): void {
    if (at === this.at) return;
    this.at = at;
    this.soon();
  }

  /** Tells the others, not more often than every two seconds. */
  soon(): void { this.within(apart); }

  /** Notes that the caret went elsewhere without writing, which the others see by what is written. */
  stirred(): void { if (this.watched) this.within(astir); }

  private within(ms: number): void {
    const now = this.around.now(), when = Math.max(now, this.last + ms);
    if (when >= this.due) return;
    this.off();
    this.due = when;
    this.off = this.around.wait(when - now, () => { this.due = Infinity; this.tell(); });
  }

  /** Tells the others anew, as when the server may have forgotten this page. */
  anew(): void {
    this.told = "";
    this.soon();
  }

  /** Tells the others where that the page holds words, or holds none any more, is news. */
  holds(): void { if ((this.me.unsent() > 0) !== this.held > 0) this.soon(); }

  /** Notes that the page shows somebody else's entry, and tells so in a while. A page that nobody looks at has shown nothing. */
  read(): void {
    if (!this.around.shown()) return;
    const now = this.around.now();
    if (!this.reading) this.since = now;
    this.reading?.();
    const spread = settled * (1 + Math.random() / 2); // so that a room does not answer in one moment
    this.reading = this.around.wait(Math.max(0, Math.min(spread, this.since + latest - now)), () => { this.reading = null; this.soon(); });
  }

  private tell(): void {
    if (this.gone) return;
    if (this.around.shown()) this.seen = this.me.seq();
    const [from, to] = this.me.selection();
    const p = { client: this.me.client(), at: this.at, from, to, unsent: this.me.unsent(), seen: this.seen, section: this.me.section };
    const text = JSON.stringify(p);
    if (text === this.told && this.around.now() - this.last < again) return;
    this.told = text;
    this.held = p.unsent;
    this.last = this.around.now();
    this.post(p, false);
  }

  /** Takes leave, with what stays here: of it the batch that is on its way may yet arrive. */
  leave(batch: number): void {
    this.gone = true;
    this.post({ client: this.me.client(), unsent: this.me.unsent(), seen: this.seen, leaving: true, batch }, true);
  }

  /** Who of the others has an entry in sight. */
  readers(seq: number): Readers { return this.sight.readers(seq); }

  /** Shows who is where. */
  show(list: readonly Presence[]): void {
    const mine = this.me.client();
    this.watched = list.some((p) => p.client !== mine);
    this.sight.heard(list, mine);
    for (const el of this.around.root.querySelectorAll<HTMLElement>("[data-presence-for]")) {
      const names = new Set(list.filter((p) => p.client !== mine && p.at.split("/")[0] === el.dataset.presenceFor).map((p) => p.name));
      const text = [...names].map((n) => this.words.say("herePerson", { NAME: n })).join(" · ");
      if (el.textContent !== text) el.textContent = text;
    }
  }
}
