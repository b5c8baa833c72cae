// What this browser remembers of a draft: this page's unsent words, those of pages that are gone, and
// words for review.
import type { Api } from "./api";
import { deliver } from "./deliver";
import { Keeper, type Roll } from "./keeper";
import { labelOf } from "./labels";
import { takeUp, wordsOf } from "./leftover";
import { randomId } from "./randomid";
import { showReview } from "./reviewpanel";
import { openRoll } from "./roll";
import type { Change, Kept, Session } from "./session";
import { copy, openStore, type Left, type Review } from "./store";
import type { Words } from "./words";

export class Memory {
  private keeper: Keeper | null = null;
  private opening: Promise<void> | null = null;
  private ready!: () => void;
  private kept = new Promise<void>((resolve) => { this.ready = resolve; }); // until there is a keeper
  private handed: Promise<Left[]> | null = null;
  private looking: Promise<void> | null = null;
  private taking = new Map<string, Left>();
  private owner = randomId(16);
  private roll: Roll = openRoll(this.owner);
  private gone = false;

  constructor(
    private form: HTMLElement, private draft: string, private session: Session, private api: Api, private words: Words,
    private taken: (changes: Change[]) => void, private told: (places: Iterable<string>) => void,
  ) {}

  /** Whether everything unsent is kept on this device. */
  get safe(): boolean { return this.keeper?.safe ?? false; }

  open(): Promise<void> { return (this.opening ??= this.begin()); }

  /** Whether words of an earlier page are still on their way into this one. */
  get busy(): boolean { return this.taking.size > 0; }

  private async begin(): Promise<void> {
    const store = await openStore(attempt(() => indexedDB), local());
    const k = (this.keeper = new Keeper(store, local(), this.draft, this.owner, () => this.session.keep(), () => Date.now(), () => this.told([]), labelsOf));
    this.ready();
    void k.save();
    for (const l of await k.reviews()) this.review(l);
    await this.look();
  }

  /** Takes up what pages left that went since, such as another tab of the same person. */
  look(): Promise<void> { return (this.looking ??= this.claim().finally(() => { this.looking = null; })); }

  private async claim(): Promise<void> {
    await this.kept;
    if (this.gone) return;
    const left = await this.keeper!.claim(this.roll);
    for (const l of left) if (l.kept) this.taking.set(l.key, l);
    for (const l of left) await this.take(l);
  }

  /** The words that the server has not confirmed, of this page and of earlier ones that it takes up. */
  unsent(): Review[] {
    const list: Review[] = [];
    for (const l of [{ kept: this.session.keep(), labels: {} }, ...this.taking.values()]) {
      for (const r of wordsOf(l.kept)) list.push({ ...r, label: named(r.at, l.labels) });
    }
    return list;
  }

  /** Ends the keeping and marks all words of this browser as handed over; it returns them. */
  handOver(): Promise<Left[]> {
    this.gone = true;
    return (this.handed ??= this.kept.then(() => this.keeper!.handOver(this.roll)));
  }

  /** Takes up the words of a page that is gone. */
  private async take(l: Left): Promise<void> {
    if (!l.kept) return;
    if (l.handed) {
      const words = await deliver(l.kept, this.api);
      this.taking.delete(l.key);
      if (words.length && !(await this.setAside(words))) return;
      await this.keeper?.drop(l.key);
      this.told(Object.keys(labelsOf(l.kept)));
      return;
    }
    const changes = await takeUp(l.kept, this.session, (after) => this.api.entries(after));
    this.taking.delete(l.key);
    if (changes) { this.taken(changes); await this.keeper?.adopt(l.key); return; }
    await this.setAside(wordsOf(l.kept));
    await this.keeper?.drop(l.key);
  }

  private async setAside(review: Review[]): Promise<boolean> {
    const l: Left = { key: `review-${randomId(16)}`, draft: this.draft, owner: "", saved: Date.now(), kept: null, review: review.map((r) => ({ ...r, label: named(r.at) })) };
    const kept = (await this.keeper?.setAside(l.key, l.review)) ?? false;
    if (!this.gone) this.review(l);
    return kept;
  }

  private review(l: Left): void { showReview(this.form, l, this.words, () => void this.keeper?.drop(l.key)); }

  save(): Promise<void> { return this.keeper?.save() ?? Promise.resolve(); }

  async mine(): Promise<boolean> { return this.keeper ? this.keeper.mine() : true; }

  /** Leaves everything unsent for the next page. */
  leave(): void {
    if (this.gone) return;
    this.keeper?.leave();
    for (const l of this.taking.values()) copy(local(), { ...l, owner: "" });
  }

  /** Puts the unsent words aside and reads the draft again: it was replaced. */
  async replaced(): Promise<void> {
    void this.open();
    await this.kept;
    const words = wordsOf(this.session.keep());
    this.gone = true;
    if (words.length && !(await this.setAside(words))) {
      this.gone = false; // the words are nowhere but here: they are shown, and the page stays
      await this.setAside(words);
      return;
    }
    await this.keeper?.drop(this.session.client);
    location.reload();
  }
}

/** What people call the place: as this page says it, or the one where the words were written. */
function named(at: string, labels: Record<string, string> = {}): string {
  const here = labelOf(at);
  return here === at ? labels[at] ?? at : here;
}

function labelsOf(kept: Kept): Record<string, string> {
  const edits = [...(kept.flight?.edits ?? []), ...kept.queue, ...kept.held.map((h) => h.edit)];
  return Object.fromEntries(edits.map((e) => [e.at, labelOf(e.at)]));
}

function local(): Storage | undefined { return attempt(() => localStorage); }

function attempt<T>(f: () => T): T | undefined {
  try { return f(); } catch { return undefined; } // some browsers throw where storage is off
}
