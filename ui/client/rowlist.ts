// The rows of a field on the page: made from a template, put into the session's order, numbered.

export class RowList {
  readonly field: string;
  private blank: HTMLElement;
  private labels: string[]; // of the template's parts, in which 0 stands for the number

  constructor(readonly el: HTMLElement, template: HTMLTemplateElement) {
    this.field = el.dataset.rows!;
    this.blank = template.content.querySelector<HTMLElement>("[data-row]")!;
    this.labels = labelled(this.blank).map((e) => e.getAttribute("aria-label")!);
  }

  /** The ids of the rows that are shown. */
  get ids(): string[] { return this.all.map((r) => r.dataset.row!); }

  private get all(): HTMLElement[] { return [...this.el.children].filter((c): c is HTMLElement => c instanceof HTMLElement && !!c.dataset.row); }

  row(id: string): HTMLElement | undefined { return this.all.find((r) => r.dataset.row === id); }

  /** The columns of the field, by the kind of their control. */
  get columns(): Record<string, boolean> {
    const columns: Record<string, boolean> = {};
    for (const c of this.blank.querySelectorAll<HTMLElement>("[data-at]")) {
      columns[c.dataset.at!.split("/")[2]!] = c.dataset.kind === "line" || c.dataset.kind === "text";
    }
    return columns;
  }

  /** Shows these rows in this order. It returns those that are new and those that went. */
  show(ids: readonly string[]): { came: HTMLElement[]; went: HTMLElement[] } {
    const active = document.activeElement;
    const focus = active instanceof HTMLElement && this.el.contains(active) ? active : null;
    const selection = focus instanceof HTMLInputElement || focus instanceof HTMLTextAreaElement ? [focus.selectionStart, focus.selectionEnd] as const : null;
    const went = this.all.filter((r) => !ids.includes(r.dataset.row!)), came: HTMLElement[] = [];
    for (const r of went) r.remove();
    let after: HTMLElement | null = null;
    for (const id of ids) {
      let row = this.row(id);
      if (!row) came.push(row = this.make(id));
      const place: ChildNode | null = after ? after.nextElementSibling : this.el.firstElementChild;
      if (place !== row) this.el.insertBefore(row, place);
      after = row;
    }
    this.number();
    if (focus && focus !== document.activeElement && this.el.contains(focus)) {
      focus.focus({ preventScroll: true });
      if (selection && selection[0] !== null) (focus as HTMLInputElement).setSelectionRange(selection[0], selection[1]);
    }
    return { came, went };
  }

  private make(id: string): HTMLElement {
    const row = this.blank.cloneNode(true) as HTMLElement;
    for (const e of [row, ...row.querySelectorAll("*")]) {
      for (const a of [...e.attributes]) {
        const value = a.value.replace(/([-/:]|^)ROW(?=\/|$|\s)/g, `$1${id}`);
        if (value !== a.value) e.setAttribute(a.name, value);
      }
    }
    return row;
  }

  /** Numbers the rows, and has their buttons do what can be done: nothing where the section is locked. */
  number(): void {
    const rows = this.all, locked = this.el.closest("[data-locked]") !== null;
    rows.forEach((row, i) => {
      labelled(row).forEach((e, k) => {
        const label = this.labels[k]?.replace(/0(?!.*0)/, String(i + 1));
        if (label && e.getAttribute("aria-label") !== label) e.setAttribute("aria-label", label);
      });
      for (const b of row.querySelectorAll<HTMLButtonElement>("button[name=action]")) {
        const first = b.value.startsWith("up:") && i === 0, last = b.value.startsWith("down:") && i === rows.length - 1;
        b.disabled = first || last || locked;
      }
    });
  }
}

function labelled(row: Element): Element[] { return [...row.querySelectorAll("[aria-label]")]; }
