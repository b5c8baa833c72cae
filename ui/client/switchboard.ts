// Holds the event streams that the tabs of one browser share: browsers allow six connections to a plain-HTTP host.
import { silence, type Source } from "./stream";
import type { Later } from "./sender";

/** What a tab says. An address names `after` where the tab wants entries from a place on. */
export type Said = { kind: "open"; address: string; names: readonly string[]; shown: boolean } | { kind: "here" } | { kind: "shown"; shown: boolean } | { kind: "close" };

/** What a tab is told: that it may ask, an event, or that there is no stream any more. */
export type Told = { kind: "ready" } | { kind: "unable" } | { kind: "event"; name: string; data: string } | { kind: "lost" };

/** One tab's end of the line, its port. */
export interface Tab { postMessage(told: Told): void }

/** How many streams one browser holds: two connections are left for what pages load and send. */
export const most = 4;

const beatEvery = 8000;
const missable = 4; // beats that a tab may leave unanswered before it is taken for gone, or frozen

interface Seat { after: number; greeted: boolean; shown: boolean; missed: number }

interface Call { source: Source; after: number; cancel: () => void }

export class Switchboard {
  private lines = new Map<string, Line>();
  private turn = 0;
  private beating = false;

  constructor(private open: (url: string) => Source, private wait: Later) {}

  /** Takes what a tab said. */
  said(tab: Tab, s: Said): void {
    if (s.kind === "open") { this.attach(tab, s.address, s.names, s.shown); return; }
    const line = [...this.lines.values()].find((l) => l.seats.has(tab));
    const seat = line?.seats.get(tab);
    if (!line || !seat) return;
    if (s.kind === "here") { seat.missed = 0; return; }
    if (s.kind === "close") line.leave(tab);
    else {
      seat.shown = s.shown;
      if (s.shown) line.turn = ++this.turn;
    }
    this.ration();
  }

  private attach(tab: Tab, address: string, names: readonly string[], shown: boolean): void {
    const [path, query] = address.split("?") as [string, string?];
    const after = new URLSearchParams(query).get("after");
    let line = this.lines.get(path);
    if (!line) this.lines.set(path, (line = new Line(path, after !== null, this.open, this.wait, () => this.ration())));
    line.turn = ++this.turn;
    line.join(tab, names, { after: Number(after ?? 0), greeted: false, shown, missed: 0 });
    this.ration();
  }

  /** Lets the lines run that are looked at, those of hidden tabs as far as there is room, and drops empty ones. */
  private ration(): void {
    for (const [path, l] of this.lines) if (!l.seats.size) { l.park(); this.lines.delete(path); }
    const ranked = [...this.lines.values()].sort((a, b) => Number(b.shown) - Number(a.shown) || b.turn - a.turn);
    for (const l of ranked.slice(most)) l.park();
    for (const l of ranked.slice(0, most)) l.run();
    if (ranked.length > most) this.beat();
  }

  /** Keeps hidden tabs waiting whose line has no room. A tab in sight hears nothing, and comes again by itself. */
  private beat(): void {
    if (this.beating) return;
    this.beating = true;
    this.wait(beatEvery, () => {
      this.beating = false;
      for (const l of this.lines.values()) if (l.parked && !l.shown) l.beat();
      this.ration();
    });
  }
}

/** The tabs that follow one address, and their stream. */
class Line {
  readonly seats = new Map<Tab, Seat>();
  turn = 0; // when a tab of it was last opened or looked at
  private names = new Set<string>();
  private current: Call | null = null;
  private coming: Call | null = null; // takes over with its first event
  private at = Infinity; // every greeted tab has been given the entries up to here

  constructor(private path: string, private counted: boolean, private open: (url: string) => Source, private wait: Later, private changed: () => void) {}

  get shown(): boolean { return [...this.seats.values()].some((s) => s.shown); }

  get parked(): boolean { return !this.current && !this.coming; }

  join(tab: Tab, names: readonly string[], seat: Seat): void {
    this.seats.set(tab, seat);
    for (const name of names) {
      if (this.names.has(name)) continue;
      this.names.add(name);
      for (const c of [this.current, this.coming]) if (c) this.listen(c, name);
    }
  }

  leave(tab: Tab): void { this.seats.delete(tab); }

  /** Opens a stream where some tab waits for one, from where the tab stands that is furthest behind. */
  run(): void {
    const waiting = [...this.seats.values()].filter((s) => !s.greeted).map((s) => s.after);
    const from = Math.min(this.at, ...waiting);
    if (this.coming ? this.coming.after <= from : this.current && !waiting.length) return;
    end(this.coming);
    const call: Call = (this.coming = { source: this.open(this.counted ? `${this.path}?after=${from}` : this.path), after: from, cancel: () => {} });
    for (const name of this.names) this.listen(call, name);
    call.source.onerror = () => this.broke(call);
    this.watch(call);
  }

  /** Closes the stream; the tabs stay. */
  park(): void {
    end(this.current);
    end(this.coming);
    this.current = this.coming = null;
  }

  /** Says a beat to every tab, and drops those that have not answered for long. */
  beat(): void {
    for (const [tab, s] of this.seats) {
      if (s.missed++ < missable) { tab.postMessage({ kind: "event", name: "beat", data: "{}" }); continue; }
      tab.postMessage({ kind: "lost" }); // a frozen tab reads it when it wakes
      this.seats.delete(tab);
    }
  }

  private listen(call: Call, name: string): void {
    call.source.addEventListener(name, (e) => this.heard(call, name, e as MessageEvent));
  }

  private heard(call: Call, name: string, e: MessageEvent): void {
    if (call !== this.current && call !== this.coming) return;
    this.watch(call);
    if (call === this.coming) {
      end(this.current);
      this.current = call;
      this.coming = null;
      this.at = call.after;
    }
    if (name === "edits" && this.counted) this.at = Number(e.lastEventId) || this.at;
    if (name === "beat") { this.beat(); if (!this.seats.size) this.changed(); return; }
    for (const [tab, s] of this.seats) {
      if (name === "hello" && call === this.current) s.greeted = true;
      if (s.greeted) tab.postMessage({ kind: "event", name, data: String(e.data) });
    }
  }

  private watch(call: Call): void {
    call.cancel();
    call.cancel = this.wait(silence, () => this.broke(call));
  }

  /** A stream has failed. Where no other takes over, the tabs are told: each finds out why and comes again. */
  private broke(call: Call): void {
    if (call !== this.current && call !== this.coming) return;
    end(call);
    if (call === this.current) {
      this.current = null;
      if (this.coming) return;
    }
    this.park();
    const tabs = [...this.seats.keys()];
    this.seats.clear();
    for (const tab of tabs) tab.postMessage({ kind: "lost" });
    this.changed();
  }
}

function end(call: Call | null): void {
  call?.cancel();
  call?.source.close();
}
