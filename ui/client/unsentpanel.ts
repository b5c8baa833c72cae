// Shows at any time the words that only this device has, to be read and copied, and hands them to a new address.
import { originOf } from "./address";
import { longest, pack, type Parcel } from "./parcel";
import { item } from "./reviewpanel";
import type { Review } from "./store";
import type { Words } from "./words";

export class UnsentPanel {
  private panel = document.getElementById("unsent");
  private button = document.querySelector<HTMLButtonElement>("[data-unsent-open]");
  private shown = "";

  /**
   * @param what gives the words
   * @param offer makes words a suggestion, where a lock has refused them
   * @param give ends the writing on this page and gives what is to be handed over
   */
  constructor(private words: Words, private lang: string, private what: () => Review[], private give: () => Promise<Parcel>, private offer: (r: Review) => (() => Promise<void>) | undefined) {
    this.button?.addEventListener("click", () => this.open());
    this.part("[data-unsent-close]")?.addEventListener("click", () => this.close());
    this.part<HTMLFormElement>("[data-handover-form]")?.addEventListener("submit", (e) => { e.preventDefault(); void this.handOver(); });
  }

  private part<T extends HTMLElement>(selector: string): T | null { return this.panel?.querySelector<T>(selector) ?? null; }

  /** Shows what there is: the button while something waits longer than it should, the rest where it was opened. */
  show(waits: boolean, away: boolean): void {
    if (!this.panel || !this.button) return;
    this.button.hidden = !waits && !away && this.panel.hidden;
    const handover = this.part("[data-handover]")!;
    handover.hidden = !away && !handover.contains(document.activeElement);
    if (!this.panel.hidden) this.fill();
  }

  private open(): void {
    if (!this.panel!.hidden) { this.close(); return; }
    this.panel!.hidden = false;
    this.button!.setAttribute("aria-expanded", "true");
    this.fill();
    this.panel!.focus();
  }

  private close(): void {
    this.panel!.hidden = true;
    this.button!.setAttribute("aria-expanded", "false");
    this.button!.focus();
  }

  private fill(): void {
    const list = this.what(), place = this.part("[data-unsent-words]")!, text = JSON.stringify(list);
    if (text === this.shown || place.contains(document.activeElement)) return; // nobody loses the place that is being copied
    this.shown = text;
    place.replaceChildren(...list.map((r) => item(r, this.words, this.lang, this.offered(r))));
    this.part("[data-unsent-none]")!.hidden = list.length > 0;
  }

  /** Offers words that came too late for a lock as a suggestion; what is left is shown then. */
  private offered(r: Review): (() => Promise<void>) | undefined {
    const offer = this.offer(r);
    return offer && (async () => { await offer(); this.panel!.focus(); this.fill(); });
  }

  private async handOver(): Promise<void> {
    const typed = this.part<HTMLInputElement>("#new-address")!;
    const origin = originOf(typed.value, location.port), wrong = !origin || origin === location.origin;
    this.part("[data-handover-wrong]")!.hidden = !wrong;
    typed.toggleAttribute("aria-invalid", wrong);
    if (wrong) { typed.focus(); return; }
    const parcel = await pack(await this.give());
    this.part("[data-handover-large]")!.hidden = parcel.length <= longest;
    const link = this.part<HTMLAnchorElement>("[data-handover-link]")!;
    this.part("[data-handover-done]")!.hidden = parcel.length > longest;
    if (parcel.length > longest) return;
    link.href = `${origin}/handover#${parcel}`;
    this.part("[data-handover-to]")!.textContent = origin;
    link.click(); // where the browser takes that for unasked, the link is there to be pressed
    link.focus();
  }
}
