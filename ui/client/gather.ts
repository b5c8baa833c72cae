// Decides when to read what has changed: at once after quiet, then once in a while all that has changed together.
import { later, type Later } from "./sender";

const apart = 650; // ms between the beginnings of two readings, however much is going on
const again = 2000; // after a reading that failed

export class Gather {
  private waiting = new Set<string>();
  private last = -Infinity;
  private going: Promise<void> | null = null;
  private cancel: (() => void) | null = null;

  /** read says whether it is done with; what it is not comes with the next reading. */
  constructor(private read: (ids: string[]) => Promise<boolean>, private shown: () => boolean, private now = () => performance.now(), private wait: Later = later) {}

  /** Notes what has changed. While the page is not shown nothing is read. */
  add(ids: Iterable<string>): void {
    for (const id of ids) this.waiting.add(id);
    this.plan(this.last + apart - this.now());
  }

  /** Reads what has changed without waiting, after the reading that is on its way. */
  async flush(): Promise<void> {
    await this.going;
    this.cancel?.();
    this.cancel = null;
    if (this.waiting.size) await this.run();
  }

  private plan(ms: number): void {
    if (this.cancel || this.going || !this.waiting.size || !this.shown()) return;
    this.cancel = this.wait(Math.max(0, ms), () => {
      this.cancel = null;
      if (this.shown()) void this.run();
    });
  }

  private run(): Promise<void> {
    const ids = [...this.waiting];
    this.waiting.clear();
    this.last = this.now();
    this.going = this.read(ids).catch(() => false).then((done) => {
      this.going = null;
      if (!done) for (const id of ids) this.waiting.add(id);
      this.plan(done ? this.last + apart - this.now() : again);
    });
    return this.going;
  }
}
