// One native control of the form, and how its value is read and written.
import { numberOf } from "./numbers";

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

  /** Displays a text and keeps the selection where it was in it. */
  write(text: string, map: (position: number) => number): void {
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

  set enabled(on: boolean) {
    if (this.el instanceof HTMLFieldSetElement) this.el.disabled = !on;
    else this.field.disabled = !on;
  }
}

/** Whether the browser may have put old words into the fields by itself. */
export function restored(): boolean {
  const n = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  return n?.type === "reload" || n?.type === "back_forward";
}
