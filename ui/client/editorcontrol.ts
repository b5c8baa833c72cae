// A text of the form that is written in an editor. The native control stays behind it as the form's value: out of
// sight, of the tab order and of what assistive technology reads.
import { Control } from "./control";
import type { Editor, EditorScript, Hearer, Other, Passage } from "./editing";
import type { Due } from "./text";
import type { Splice } from "./wire";

export class EditorControl extends Control {
  readonly editor: Editor;
  private host = document.createElement("div");
  private marked = false;
  private others = "[]";
  private over = () => this.editor.focus(); // whoever leads to the native control leads here

  constructor(el: HTMLElement, script: EditorScript, nonce: string, hearer: (c: EditorControl) => Hearer) {
    super(el);
    const native = this.field;
    this.host.className = `${native.className} editor`;
    this.host.dataset.editor = this.at;
    this.shown = native.value;
    const told = hearer(this);
    this.editor = script.open({
      parent: this.host, text: native.value, line: this.kind === "line", attributes: this.attributes, nonce,
      hearer: { ...told, changed: () => { this.mirror(); told.changed(); } },
    });
    this.editor.enable(!native.disabled);
    this.editor.lock(this.readOnly);
    native.before(this.host);
    native.classList.add("stood-in");
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    native.addEventListener("focus", this.over);
    this.watch.observe(native, { attributes: true, attributeFilter: ["aria-describedby", "aria-invalid", "disabled", "readonly"] });
  }

  private watch = new MutationObserver(() => { this.editor.set(this.attributes); this.editor.enable(!this.field.disabled); this.editor.lock(this.readOnly); });

  private get readOnly(): boolean { return this.field.hasAttribute("readonly"); }

  /** What the native control says of itself, for the element that is written in. */
  private get attributes(): Record<string, string> {
    const native = this.field, all: Record<string, string> = {
      "aria-multiline": String(this.kind === "text"), dir: "auto", spellcheck: "true", autocorrect: "on", autocapitalize: "sentences",
    };
    for (const name of ["lang", "aria-describedby", "aria-invalid"]) { const v = native.getAttribute(name); if (v) all[name] = v; }
    const label = native.labels?.[0];
    if (native.hasAttribute("aria-label")) all["aria-labelledby"] = native.id; // it is renumbered with its row
    else if (label) all["aria-labelledby"] = label.id ||= `label-${this.at}`;
    if (native.disabled) all["aria-disabled"] = "true";
    return all;
  }

  private mirror(): void { this.field.value = this.editor.text; }

  override get text(): string { return this.editor.text; }
  override get caret(): number { return this.editor.selection[1]; }
  override get selection(): [number, number] { return this.editor.selection; }
  override get touched(): boolean { return this.editor.touched; }
  override get active(): boolean { return this.host.contains(document.activeElement); }

  override drain(): Splice[] {
    const splices = this.editor.drain();
    this.shown = this.editor.text;
    return splices;
  }

  override write(due: Due): void {
    this.editor.write(due.splices);
    this.mirror();
    this.shown = this.editor.text;
  }

  override fill(text: string): void {
    if (text !== this.editor.text) this.editor.fill(text);
    this.mirror();
    this.shown = text;
  }

  override go(caret?: number): void {
    this.editor.focus();
    if (caret !== undefined) this.editor.select(caret, caret);
  }

  override focus(): void { this.editor.focus(); }

  override select(from: number, to: number): void {
    this.editor.focus();
    this.editor.select(from, to);
  }

  /** Marks passages in place of those that were marked. */
  mark(passages: readonly Passage[]): void {
    if (passages.length || this.marked) this.editor.mark(passages);
    this.marked = passages.length > 0;
  }

  /** Shows where others write. */
  show(others: readonly Other[]): void {
    const key = JSON.stringify(others.map((o) => [o.client, o.name, o.colour, o.said]));
    if (key !== this.others) this.editor.show(others); // else the editor has moved them with the text
    this.others = key;
  }

  /** Gives the place back to the native control. */
  close(): void {
    this.watch.disconnect();
    this.editor.close();
    this.host.remove();
    const native = this.field;
    native.removeEventListener("focus", this.over);
    native.classList.remove("stood-in");
    native.removeAttribute("tabindex");
    native.removeAttribute("aria-hidden");
  }
}
