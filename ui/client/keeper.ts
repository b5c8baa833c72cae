// Keeps what a page has not sent, and takes up what other pages left behind when they went.
import { copies, copy, uncopy, type Left, type Review, type Store } from "./store";
import type { Kept } from "./session";

/** Asks the other open pages of this browser which records are theirs. */
export interface Roll { ask(owner: string): Promise<boolean> }

export class Keeper {
  /** Whether everything unsent is kept on this device. */
  safe = true;
  private saving: Promise<void> | null = null;
  private due = false;
  private stored = "";
  private stopped = false;
  private last = 0;
  private adopted = new Set<string>(); // records of others whose words are now this page's

  constructor(
    private store: Store, private local: Storage | undefined, private draft: string, readonly owner: string,
    private what: () => Kept | null, private now: () => number, private told: () => void,
    private labels: (kept: Kept) => Record<string, string> = () => ({}),
  ) {}

  /** Keeps what is unsent now. Calls that come while it is being written are one. */
  save(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.due = true;
    this.saving ??= this.write().finally(() => { this.saving = null; });
    return this.saving;
  }

  private async write(): Promise<void> {
    while (this.due && !this.stopped) {
      this.due = false;
      const kept = this.what();
      try {
        if (this.stored && this.stored !== kept?.client) { await this.store.drop(this.stored); this.stored = ""; }
        if (kept) { await this.store.put(this.left(kept)); this.stored = kept.client; }
        for (const key of this.adopted) if (key !== kept?.client) { this.adopted.delete(key); await this.drop(key); }
        this.safe = !kept || this.store.kind !== "none";
      } catch {
        this.safe = !kept || copy(this.local, this.left(kept)); // the disk may be full
      }
      this.told();
    }
  }

  /** When a record is made: later than any before it of the same page, also when the device's clock is put back. */
  private stamp(): number { return (this.last = Math.max(this.now(), this.last + 1)); }

  private left(kept: Kept, owner = this.owner): Left {
    return { key: kept.client, draft: this.draft, owner, saved: this.stamp(), kept, review: [], labels: this.labels(kept) };
  }

  /** Leaves what is unsent for the next page, at once. */
  leave(): void {
    const kept = this.what();
    if (!kept || this.stopped) return;
    const left = this.left(kept, "");
    copy(this.local, left);
    void this.store.put(left).catch(() => undefined);
  }

  /** Whether the record of this page is still its own. It may have been taken up while the page was frozen. */
  async mine(): Promise<boolean> {
    if (!this.stored) return true;
    const all = await this.store.all(this.draft).catch(() => []);
    const r = all.find((l) => l.key === this.stored);
    return !r || r.owner === this.owner;
  }

  /** Takes up the records whose pages are gone. Records of pages that answer are left alone. */
  async claim(roll: Roll): Promise<Left[]> {
    const all = new Map<string, Left>();
    for (const l of [...(await this.store.all(this.draft).catch(() => [])), ...copies(this.local, this.draft)]) {
      const other = all.get(l.key);
      if (!other || l.saved > other.saved) all.set(l.key, l);
    }
    const mine: Left[] = [];
    for (const l of all.values()) {
      if (l.owner === this.owner || l.review.length) continue;
      if (l.owner && (await roll.ask(l.owner))) continue;
      const before = (await this.store.all(this.draft).catch(() => [])).find((b) => b.key === l.key);
      if (before) { // the newest content, claimed so that no other page takes it too
        if (!(await this.store.claim(l.key, before.owner, this.owner).catch(() => null))) continue;
        if (before.saved < l.saved) await this.store.put({ ...l, owner: this.owner }).catch(() => undefined);
      }
      if (this.store.kind !== "localstorage") uncopy(this.local, l.key);
      if (!before) await this.store.put({ ...l, owner: this.owner }).catch(() => copy(this.local, { ...l, owner: this.owner }));
      this.last = Math.max(this.last, l.saved); // this page may go on under its name
      mine.push({ ...l, owner: this.owner });
    }
    return mine;
  }

  /**
   * Ends the keeping of this page and marks its words, and those that pages of this browser left in any draft, as
   * handed over. It returns them as they are kept now.
   */
  async handOver(roll: Roll): Promise<Left[]> {
    const kept = this.what();
    this.stopped = true;
    const mine = kept && structuredClone({ ...this.left(kept, ""), handed: true });
    await this.saving;
    const all = new Map<string, Left>();
    for (const l of [...(await this.store.all().catch(() => [])), ...copies(this.local)]) {
      const other = all.get(l.key);
      if (l.kept && l.key !== mine?.key && (!other || l.saved > other.saved)) all.set(l.key, l);
    }
    const list: Left[] = mine ? [mine] : [];
    for (const l of all.values()) {
      if (l.key === this.stored) continue;
      if (l.owner && l.owner !== this.owner && (await roll.ask(l.owner))) continue; // its page is open and hands over its own
      list.push({ ...l, owner: "", handed: true });
    }
    for (const l of list) await this.store.put(l).catch(() => copy(this.local, l));
    return list;
  }

  /** Notes that this page has taken up a record: it is forgotten once the words are kept as the page's own or are sent. */
  adopt(key: string): Promise<void> {
    this.adopted.add(key);
    return this.save();
  }

  /** Forgets a record, once its words are with the server or have been looked through. */
  async drop(key: string): Promise<void> {
    uncopy(this.local, key);
    await this.store.drop(key).catch(() => undefined);
  }

  /** Keeps words for review. It says whether they are kept. */
  async setAside(key: string, review: Review[]): Promise<boolean> {
    const l: Left = { key, draft: this.draft, owner: "", saved: this.now(), kept: null, review };
    try { await this.store.put(l); return this.store.kind !== "none"; } catch { return copy(this.local, l); }
  }

  /** The words that wait for review. */
  async reviews(): Promise<Left[]> {
    const all = await this.store.all(this.draft).catch(() => []);
    const more = copies(this.local, this.draft).filter((c) => !all.some((l) => l.key === c.key));
    return [...all, ...more].filter((l) => l.review.length > 0);
  }
}
