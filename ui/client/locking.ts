// Keeps a locked section from being written in. It can be read, and its words can be chosen and copied.
import type { Control } from "./control";

/** What the lock needs of the page. */
export interface Lockable {
  form: HTMLFormElement;
  controls(): Iterable<Control>;
  composing(at: string): boolean;
  numbered(): void; // the buttons of rows are as they may be now
}

const ofRows = ["add", "restore"].map((a) => `button[name=action][value^="${a}:"]`).join();

export class Locking {
  constructor(private page: Lockable) {}

  /** Whether the section is locked. */
  get on(): boolean { return this.page.form.dataset.locked !== undefined; }

  /** Locks or opens the page. */
  set on(on: boolean) {
    this.page.form.toggleAttribute("data-locked", on);
    for (const c of this.page.controls()) this.hold(c);
    for (const b of this.page.form.querySelectorAll<HTMLButtonElement>(ofRows)) b.disabled = on;
    this.page.numbered();
  }

  /** What the page says of the lock: who, why and until when. Empty where it is open. */
  get said(): string { return document.querySelector<HTMLElement>("[data-course-part='lock'] .notice")?.innerText ?? ""; }

  /** Keeps one control as the others are. What is being composed is first done: a lock swallows no word. */
  hold(c: Control): void { if (!this.page.composing(c.at)) c.locked = this.on; }
}
