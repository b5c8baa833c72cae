// The page's one event stream: it comes back by itself, and catches up from where the page is.
import { backoff, later, type Later } from "./sender";

/** A stream that is silent for so long is taken for dead: a beat comes every 8 s. */
export const silence = 20_000;

/** What a stream comes from: an EventSource, or one that stands for it. */
export interface Source {
  addEventListener(name: string, f: (e: MessageEvent) => void): void;
  close(): void;
  onerror: ((e: Event) => unknown) | null;
}

export class Stream {
  private source: Source | null = null;
  private cancel: (() => void) | null = null;
  private attempt = 0;
  private ended = false;

  /**
   * @param address where the stream is now
   * @param heard takes an event's name and data
   * @param lost is told when the stream has broken; it says whether to come back
   */
  constructor(
    private address: () => string, private names: readonly string[], private heard: (name: string, data: unknown) => void,
    private lost: () => Promise<boolean>, private open: (url: string) => Source = (url) => new EventSource(url), private wait: Later = later,
  ) {}

  start(): void {
    this.stop();
    this.ended = false;
    const source = (this.source = this.open(this.address()));
    for (const name of this.names) {
      source.addEventListener(name, (e) => {
        if (source !== this.source) return;
        this.attempt = 0;
        this.watch();
        this.heard(name, parsed(e.data));
      });
    }
    source.onerror = () => { if (source === this.source) void this.again(); };
    this.watch();
  }

  stop(): void {
    this.ended = true;
    this.cancel?.();
    this.cancel = null;
    this.source?.close();
    this.source = null;
  }

  /** Whether a stream is open or being opened. */
  get running(): boolean { return this.source !== null; }

  private watch(): void {
    this.cancel?.();
    this.cancel = this.wait(silence, () => void this.again());
  }

  private async again(): Promise<void> {
    this.stop();
    this.ended = false;
    const back = await this.lost();
    if (!back || this.ended || this.source) return;
    this.cancel?.();
    this.cancel = this.wait(backoff(this.attempt++, 0, Math.random()), () => this.start());
  }
}

function parsed(text: unknown): unknown {
  try { return JSON.parse(String(text)); } catch { return null; }
}
