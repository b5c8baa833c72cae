// One native control of the form, and how its value is read and written. The editor of a text stands in for one.
import { cleaned } from "./cleaned";
import { numberOf } from "./numbers";
import { difference } from "./splices";
import type { Due } from "./text";
import type { Splice } from "./wire";

export type Kind = "line" | "text" | "number" | "date" | "choice" | "choices";
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export class Control {
  readonly at: string;
  readonly kind: Kind;
  /** What a text displays as far as the session has been told, or any other value as JSON. */
  shown: string;

  constructor(readonly el: HTMLElement) {
    this.at = el.dataset.at!;
    this.kind = el.dataset.kind as Kind;
    this.shown = "";
  }

  get isText(): boolean { return this.kind === "line" || this.kind === "text"; }

  get field(): Field { return this.el as Field; }

  private get ticks(): HTMLInputElement[] { return [...this.el.querySelectorAll<HTMLInputElement>("input[type=checkbox]")]; }

  /** The hidden value that the plain form is compared with. */
  was(form: HTMLFormElement): Field | null { return form.elements.namedItem(`was.${this.at}`) as Field | null; }

  /** Undoes what the browser filled in by itself. */
  reset(): void {
    const f = this.el;
    if (f instanceof HTMLSelectElement) for (const o of f.options) o.selected = o.defaultSelected;
    else if (f instanceof HTMLInputElement || f instanceof HTMLTextAreaElement) f.value = f.defaultValue;
    else for (const t of this.ticks) t.checked = t.defaultChecked;
  }

  /** The text of the control. */
  get text(): string { return this.field.value; }

  /** The place of the caret, where it can be known. */
  get caret(): number | undefined {
    const f = this.el;
    return f instanceof HTMLTextAreaElement || (f instanceof HTMLInputElement && f.type === "text") ? f.selectionEnd ?? undefined : undefined;
  }

  /** The value of the control as edits hold it. */
  get value(): unknown {
    if (this.kind === "choices") return this.ticks.filter((t) => t.checked).map((t) => t.value);
    return this.parse(this.field.value);
  }

  /** The value that a hidden field or the control holds as text. */
  parse(text: string): unknown {
    switch (this.kind) {
      case "choices": return text === "" ? [] : text.split(",");
      case "number": return numberOf(text);
      default: return text === "" ? null : text;
    }
  }

  /** The value as the plain form holds it. */
  plain(value: unknown): string {
    if (Array.isArray(value)) return this.ticks.map((t) => t.value).filter((v) => value.includes(v)).join(",");
    return value === null || value === undefined ? "" : String(value);
  }

  /** What the person has changed in a text since it was last asked, as the server takes it. */
  drain(): Splice[] {
    const typed = this.text, text = cleaned(this.kind === "line", typed), caret = this.active ? this.caret : undefined;
    if (text !== typed) {
      const keep = (p: number) => cleaned(this.kind === "line", typed.slice(0, p)).length;
      const before = this.shown;
      this.write({ text, splices: [], map: keep });
      this.shown = before;
    }
    const splice = difference(this.shown, text, caret === undefined || text === typed ? caret : this.caret);
    this.shown = text;
    return splice ? [splice] : [];
  }

  /** Displays a text that is not what the control shows with a few changes. */
  fill(text: string): void { this.write({ text, splices: [], map: (p) => p }); }

  /** Displays a text and keeps the selection where it was in it. */
  write({ text, map }: Due): void {
    const f = this.field as HTMLInputElement;
    const active = document.activeElement === f;
    const { selectionStart: from, selectionEnd: to, selectionDirection: direction, scrollTop } = f;
    f.value = text;
    if (active && from !== null && to !== null) f.setSelectionRange(map(from), map(to), direction ?? undefined);
    f.scrollTop = scrollTop;
    this.shown = text;
  }

  /** Takes the person here, and in a text to the position if one is given. */
  go(caret?: number): void {
    const f = this.el instanceof HTMLFieldSetElement ? this.ticks[0] : this.field;
    f?.focus();
    if (caret !== undefined && f && "setSelectionRange" in f && this.isText) f.setSelectionRange(caret, caret);
  }

  /** Displays a value. */
  put(value: unknown): void {
    if (this.kind === "choices") {
      const list = Array.isArray(value) ? value : [];
      for (const t of this.ticks) t.checked = list.includes(t.value);
    } else this.field.value = this.plain(value);
    this.shown = this.key(this.value);
  }

  /** The selection in a text, from and to; to is where the caret is. */
  get selection(): [number, number] {
    const f = this.field as HTMLInputElement, from = f.selectionStart ?? 0, to = f.selectionEnd ?? 0;
    return f.selectionDirection === "backward" ? [to, from] : [from, to];
  }

  /** Goes into the control. */
  focus(): void { this.el.focus(); }

  /** Goes into a text and selects a passage of it. */
  select(from: number, to: number): void {
    this.focus();
    (this.field as HTMLInputElement).setSelectionRange(Math.min(from, to), Math.max(from, to), from > to ? "backward" : "forward");
  }

  /** Whether somebody has changed the control since it was last told or written. */
  get touched(): boolean { return this.isText ? this.text !== this.shown : this.key(this.value) !== this.shown; }

  /** A value as it can be compared. */
  key(value: unknown): string { return JSON.stringify(Array.isArray(value) ? [...value].sort() : value ?? null); }

  /** Whether the person is in it. */
  get active(): boolean { return this.el.contains(document.activeElement); }

  set invalid(yes: boolean) {
    if (yes) this.el.setAttribute("aria-invalid", "true");
    else this.el.removeAttribute("aria-invalid");
  }

  private off = false; // it has no value to be changed

  set enabled(on: boolean) {
    this.off = !on;
    if (this.el instanceof HTMLFieldSetElement) this.el.disabled = this.off;
    else this.field.disabled = this.off;
  }

  /** Whether the control can be read and not written in. What was ticked or chosen in it stays as it is. */
  set locked(on: boolean) {
    if (this.el instanceof HTMLFieldSetElement) for (const i of this.el.querySelectorAll("input")) i.disabled = on;
    else if (this.field instanceof HTMLSelectElement) this.field.disabled = on || this.off;
    else this.field.readOnly = on;
  }
}

/** Whether the browser may have put old words into the fields by itself. */
export function restored(): boolean {
  const n = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  return n?.type === "reload" || n?.type === "back_forward";
}
