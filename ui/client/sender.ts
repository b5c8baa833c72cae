// Sends what waits, one batch at a time, and again until there is an answer.
import type { Outcome } from "./outcome";
import type { Change, Session } from "./session";
import type { Answer, Batch, Page } from "./wire";

/** How batches and entries travel. */
export interface Transport {
  post(batch: Batch, last: boolean): Promise<Outcome<Answer>>;
  entries(after: number): Promise<Outcome<Page>>;
}

/** Runs something later; what it returns calls that off. */
export type Later = (ms: number, run: () => void) => () => void;

export const later: Later = (ms, run) => {
  const t = setTimeout(run, ms);
  return () => clearTimeout(t);
};

export type State = "idle" | "sending" | "unreachable" | "signed-out" | "conflict" | "refused" | "handed";

/** What the sender tells the page. */
export interface Listener {
  changed(changes: Change[]): void; // an entry changed the page
  moved(): void; // words have moved: here, on their way, saved, refused
  conflict(message: string): void; // the draft has to be read again
}

const patience = [1, 2, 4, 8, 15]; // seconds between attempts

/** The time before the next attempt in ms: longer each time, never shorter than the server asks, and spread. */
export function backoff(attempt: number, after: number, random: number): number {
  const s = Math.max(patience[Math.min(attempt, patience.length - 1)]!, after);
  return Math.round(s * 1000 * (1 + 0.2 * random));
}

export class Sender {
  state: State = "idle";
  private running: Promise<void> | null = null;
  private wake: (() => void) | null = null;
  private attempt = 0;
  private reading: Promise<boolean> | null = null;

  constructor(
    readonly session: Session, private transport: Transport, private on: Listener,
    private newClient: () => string, private wait: Later = later, private random: () => number = Math.random,
  ) {}

  /**
   * Takes that something waits. It is sent at once, or with all that is written until then once the batch on its
   * way has been answered: the slower the network, the more goes together, and it is never flooded.
   */
  soon(): void {
    this.on.moved();
    void this.now();
  }

  /** Sends at once. It ends when nothing waits any more, or nothing can be sent for good. */
  now(): Promise<void> {
    this.running ??= this.run().finally(() => { this.running = null; });
    return this.running;
  }

  /** Ends a wait for the next attempt, as when the network is back. */
  retry(): void {
    if (this.state === "signed-out") this.state = "idle";
    this.wake?.();
    if (this.session.unsent) void this.now();
  }

  /** Sends what can be sent while the page goes; whether it arrived is for the next page to find out. */
  last(): void {
    if (this.session.flies() || this.stopped) return;
    const batch = this.session.take();
    this.on.moved();
    if (batch) void this.transport.post(batch, true);
  }

  /** Sends nothing any more: the words are sent from elsewhere. */
  handOver(): void {
    this.enter("handed");
    this.wake?.();
  }

  private get stopped(): boolean { return this.state === "conflict" || this.state === "handed"; }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const batch = this.session.take();
      if (!batch) { this.enter("idle"); return; }
      if (this.state !== "unreachable") this.enter("sending"); else this.on.moved();
      const o = await this.transport.post(batch, false);
      if (!this.session.flies(batch)) { if (o.kind === "done") this.arrived(); continue; } // its entry was faster than its answer
      switch (o.kind) {
        case "done":
          this.arrived();
          if (this.session.adjoins(o.value) || (await this.catchUp(o.value.seq))) this.on.changed(this.session.acknowledged(o.value));
          else await this.rest(0);
          this.on.moved();
          break;
        case "again":
          await this.rest(o.after);
          break;
        case "reused":
          this.session.renew(this.newClient());
          break;
        case "signin":
          this.enter("signed-out");
          await this.rest(0);
          break;
        case "refused":
          this.arrived();
          this.session.refused(o.message, o.field, o.all);
          this.enter("refused");
          break;
        case "conflict":
          this.conflict(o.message);
      }
    }
  }

  /** Receives entries until the session is at the seq, or as far as the log goes. It says whether that was done. */
  catchUp(until = 0): Promise<boolean> {
    this.reading ??= this.read(until).finally(() => { this.reading = null; });
    return this.reading;
  }

  private async read(until: number): Promise<boolean> {
    for (;;) {
      const asked = this.session.seq; // it may move on while the answer is under way
      const o = await this.transport.entries(asked);
      if (o.kind === "conflict") this.conflict(o.message);
      if (o.kind === "signin") this.enter("signed-out");
      if (o.kind !== "done") return false;
      if (this.state === "signed-out") this.enter("idle");
      if (o.value.log !== this.session.log || o.value.seq < asked) { this.conflict(""); return false; }
      for (const e of o.value.entries) this.on.changed(this.session.received(e));
      this.on.moved();
      if (!o.value.more) return this.session.seq >= until;
    }
  }

  /** Takes that the draft on the server is not the one that was read. */
  conflict(message: string): void {
    if (this.stopped) return;
    this.enter("conflict");
    this.on.conflict(message);
  }

  private arrived(): void {
    this.attempt = 0;
    if (!this.stopped) this.state = "sending";
  }

  private rest(after: number): Promise<void> {
    if (this.stopped) return Promise.resolve();
    if (this.state !== "signed-out") this.enter("unreachable");
    return new Promise((resolve) => {
      const done = () => { this.wake = null; cancel(); resolve(); };
      const cancel = this.wait(backoff(this.attempt++, after, this.random()), done);
      this.wake = done;
    });
  }

  private enter(s: State): void {
    if (this.state === "handed") return; // for good
    this.state = s;
    this.on.moved();
  }
}
