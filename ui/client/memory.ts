// What this browser remembers of a draft: this page's unsent words, those of pages that are gone, and
// words for review.
import type { Api } from "./api";
import { Keeper } from "./keeper";
import { takeUp, wordsOf } from "./leftover";
import { randomId } from "./randomid";
import { showReview } from "./reviewpanel";
import { openRoll } from "./roll";
import type { Change, Session } from "./session";
import { copy, openStore, type Left, type Review } from "./store";
import type { Words } from "./words";

export class Memory {
  private keeper: Keeper | null = null;
  private opening: Promise<void> | null = null;
  private taking = new Map<string, Left>();
  private owner = randomId(16);
  private gone = false;

  constructor(
    private form: HTMLElement, private draft: string, private session: Session, private api: Api, private words: Words,
    private taken: (changes: Change[]) => void, private told: () => void,
  ) {}

  /** Whether everything unsent is kept on this device. */
  get safe(): boolean { return this.keeper?.safe ?? false; }

  open(): Promise<void> { return (this.opening ??= this.begin()); }

  /** Whether words of an earlier page are still on their way into this one. */
  get busy(): boolean { return this.taking.size > 0; }

  private async begin(): Promise<void> {
    const store = await openStore(attempt(() => indexedDB), local());
    const k = (this.keeper = new Keeper(store, local(), this.draft, this.owner, () => this.session.keep(), () => Date.now(), this.told));
    void k.save();
    for (const l of await k.reviews()) this.review(l);
    for (const l of await k.claim(openRoll(this.owner))) await this.take(l);
  }

  /** Takes up the words of a page that is gone. */
  private async take(l: Left): Promise<void> {
    if (!l.kept) return;
    this.taking.set(l.key, l);
    const changes = await takeUp(l.kept, this.session, (after) => this.api.entries(after));
    this.taking.delete(l.key);
    if (changes) { this.taken(changes); return; }
    await this.setAside(wordsOf(l.kept));
    await this.keeper?.drop(l.key);
  }

  private async setAside(review: Review[]): Promise<boolean> {
    const l: Left = { key: `review-${randomId(16)}`, draft: this.draft, owner: "", saved: Date.now(), kept: null, review: review.map((r) => ({ ...r, label: label(r.at) })) };
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
    if (!this.keeper) await this.open();
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

/** What people call the place. */
function label(at: string): string {
  const named = document.querySelector(`label[for="in-${CSS.escape(at)}"]`) ?? document.getElementById(`at-${at}`)?.querySelector("legend");
  return named?.firstChild?.textContent?.trim() || at;
}

function local(): Storage | undefined { return attempt(() => localStorage); }

function attempt<T>(f: () => T): T | undefined {
  try { return f(); } catch { return undefined; } // some browsers throw where storage is off
}
