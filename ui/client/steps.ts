// The keys and buttons that take steps back, wherever the person is in the form.
import type { Announcer } from "./announcer";
import type { Control } from "./control";
import { rowOf } from "./roworder";
import type { Change, Session } from "./session";
import { titleOf } from "./labels";
import { Undo, type Undone } from "./undo";
import type { Words } from "./words";

/** What the steps need of the page. */
export interface Page {
  gather(): void; // tells the session what it was not told
  composing(): boolean; // somebody is in the middle of a character
  locked(): boolean; // nothing can be changed now
  changed(changes: Change[]): void; // shows what the session now holds
  control(at: string): Control | undefined;
  send(): void;
}

type Way = "undo" | "redo";

const mac = /^(Mac|iP)/.test(navigator.platform);

export class Steps {
  private undo: Undo;
  private buttons: Record<Way, HTMLButtonElement | null>;
  private note: HTMLElement | null;

  constructor(private form: HTMLElement, session: Session, private page: Page, private words: Words, private announcer: Announcer) {
    this.undo = new Undo(session, () => performance.now());
    const bar = document.querySelector<HTMLElement>("[data-steps]"), button = (way: Way) => bar?.querySelector<HTMLButtonElement>(`[data-step=${way}]`) ?? null;
    this.buttons = { undo: button("undo"), redo: button("redo") };
    this.note = bar?.querySelector<HTMLElement>("[data-step-note]") ?? null;
    bar?.removeAttribute("hidden");
  }

  start(): void {
    document.addEventListener("keydown", (e) => {
      const way = this.asks(e);
      if (way && !e.isComposing && !this.page.composing() && this.ours(e.target)) { e.preventDefault(); this.go(way, true); }
    });
    // What menus, shaking and other keys ask for: a field's own history would put old texts over others' words.
    this.form.addEventListener("beforeinput", (e) => {
      const way = e.inputType === "historyUndo" ? "undo" : e.inputType === "historyRedo" ? "redo" : null;
      if (!way || this.page.composing()) return;
      e.preventDefault();
      e.stopPropagation();
      this.go(way, true);
    }, { capture: true });
    this.form.addEventListener("focusout", () => this.undo.close());
    this.form.addEventListener("input", () => this.say(""));
    for (const way of ["undo", "redo"] as const) {
      const b = this.buttons[way];
      if (!b) continue;
      if (mac) b.setAttribute("aria-keyshortcuts", way === "undo" ? "Meta+Z" : "Meta+Shift+Z");
      let touch = false;
      b.addEventListener("pointerdown", (e) => { touch = e.pointerType === "touch"; });
      b.addEventListener("mousedown", (e) => e.preventDefault()); // the person stays in the field
      b.addEventListener("click", () => { this.go(way, !touch || this.form.contains(document.activeElement)); touch = false; });
    }
    this.show();
  }

  /** Shows whether there is anything to take back or to do again. */
  show(): void {
    const depth = this.page.locked() ? { undo: 0, redo: 0 } : this.undo.depth;
    for (const way of ["undo", "redo"] as const) {
      const b = this.buttons[way];
      if (b && b.disabled !== (depth[way] === 0)) b.disabled = depth[way] === 0;
    }
  }

  /** What the keys ask for. On a keyboard of another script the place of the key counts. */
  private asks(e: KeyboardEvent): Way | null {
    if (e.altKey || (mac ? !e.metaKey || e.ctrlKey : !e.ctrlKey || e.metaKey)) return null;
    const key = /^[a-z]$/i.test(e.key) ? e.key.toLowerCase() : e.code.replace(/^Key/, "").toLowerCase();
    if (key === "z") return e.shiftKey ? "redo" : "undo";
    return key === "y" && !e.shiftKey && !mac ? "redo" : null;
  }

  /** Whether the keys are meant for the form: not in a dialog, or in a field that is none of it. */
  private ours(target: EventTarget | null): boolean {
    if (!(target instanceof Element) || this.form.contains(target)) return true;
    return !target.closest("dialog, input, textarea, select, [contenteditable]");
  }

  private go(way: Way, focus: boolean): void {
    if (this.page.locked()) return;
    this.page.gather();
    const u = way === "undo" ? this.undo.undo() : this.undo.redo();
    if (u.kind === "nothing") { this.show(); return; }
    const title = titleOf(u.at);
    if (u.kind === "done") {
      this.page.changed(u.changes);
      this.page.send();
      this.say("");
      const what = { words: "Words", value: "Value", row: "Row" }[u.what];
      this.announcer.say(this.words.say(`${way === "undo" ? "undone" : "redone"}${what}`, { PLACE: title }));
    } else this.say(this.words.say("stepLost", { PLACE: title }));
    this.turn(u, focus);
    this.show();
  }

  private say(text: string): void { if (this.note && this.note.textContent !== text) this.note.textContent = text; }

  /** Brings the person to what was taken back. */
  private turn(u: Exclude<Undone, { kind: "nothing" }>, focus: boolean): void {
    const c = this.page.control(u.at), place = rowOf(u.at);
    const row = place ? this.form.querySelector<HTMLElement>(`[data-row="${CSS.escape(place.row)}"]`) : null;
    const button = (action: string) => [...this.form.querySelectorAll<HTMLButtonElement>("button[name=action]")].find((b) => b.value === action);
    const el = c?.el ?? row ?? (place && (button(`restore:${place.field}:${place.row}`) ?? button(`add:${place.field}`)));
    if (!el) return;
    if (!focus) { el.scrollIntoView({ block: "nearest" }); return; }
    if (c) c.go(u.kind === "done" && u.what === "words" ? u.caret : undefined);
    else (el.matches("button") ? el : el.querySelector<HTMLElement>("[data-at]:not(:disabled, fieldset), [data-at] input"))?.focus();
  }
}
