// A page's event stream through the worker that all tabs of the browser share; where there is none, its own.
import { later, type Later } from "./sender";
import type { Source } from "./stream";
import type { Said, Told } from "./switchboard";

/** A worker that has not answered by then is done without. */
const patience = 5000;

/** The page's end of the line to the worker. */
export interface Port {
  onmessage: ((e: MessageEvent<Told>) => void) | null;
  postMessage(s: Said): void;
  close(): void;
}

/** What the page gives: how the worker is reached, a stream of one's own, and whether the page is looked at. */
export interface Surroundings {
  connect: ((failed: () => void) => Port) | null; // null where there are no such workers
  own(url: string): Source;
  shown(): boolean;
  turned(run: () => void): () => void; // runs it when the page is shown or hidden; what it returns ends that
  wait: Later;
}

/** Returns how a page opens its streams. Once the worker has failed the page keeps to streams of its own. */
export function sharing(around: Surroundings = browser()): (url: string) => Source {
  let usable = around.connect !== null;
  return (url) => usable ? new SharedSource(url, around, () => { usable = false; }) : around.own(url);
}

class SharedSource implements Source {
  onerror: ((e: Event) => unknown) | null = null;
  private heard = new Map<string, (e: MessageEvent) => void>();
  private port: Port | null = null;
  private own: Source | null = null;
  private closed = false;
  private cancel: () => void;
  private unwatch = () => {};

  constructor(private url: string, private around: Surroundings, private failed: () => void) {
    this.cancel = around.wait(patience, () => this.alone());
    try {
      this.port = around.connect!(() => this.alone());
      this.port.onmessage = (e) => this.told(e.data);
    } catch {
      this.cancel();
      this.cancel = around.wait(0, () => this.alone()); // once the listeners are there
    }
  }

  addEventListener(name: string, f: (e: MessageEvent) => void): void { this.heard.set(name, f); }

  close(): void {
    this.closed = true;
    this.own?.close();
    this.hangUp();
  }

  private told(t: Told): void {
    if (this.closed || this.own) return;
    switch (t.kind) {
      case "unable": this.alone(); break;
      case "ready":
        this.cancel();
        this.cancel = () => {};
        this.port!.postMessage({ kind: "open", address: this.url, names: [...this.heard.keys()], shown: this.around.shown() });
        this.unwatch = this.around.turned(() => this.port?.postMessage({ kind: "shown", shown: this.around.shown() }));
        break;
      case "event":
        if (t.name === "beat") this.port!.postMessage({ kind: "here" });
        this.heard.get(t.name)?.({ data: t.data } as MessageEvent);
        break;
      case "lost": this.onerror?.(new Event("error"));
    }
  }

  /** Opens a stream of the page's own in the place of the shared one. */
  private alone(): void {
    if (this.closed || this.own) return;
    this.failed();
    this.hangUp();
    this.own = this.around.own(this.url);
    for (const [name, f] of this.heard) this.own.addEventListener(name, f);
    this.own.onerror = (e) => this.onerror?.(e);
  }

  private hangUp(): void {
    this.cancel();
    this.unwatch();
    this.port?.postMessage({ kind: "close" });
    this.port?.close();
    this.port = null;
  }
}

function browser(): Surroundings {
  const script = document.querySelector<HTMLElement>("script[data-streams]")?.dataset.streams;
  return {
    connect: script && typeof SharedWorker === "function" ? (failed) => {
      const worker = new SharedWorker(script, "streams");
      worker.onerror = failed;
      return worker.port as unknown as Port;
    } : null,
    own: (url) => new EventSource(url),
    shown: () => !document.hidden,
    turned: (run) => {
      document.addEventListener("visibilitychange", run);
      return () => document.removeEventListener("visibilitychange", run);
    },
    wait: later,
  };
}
