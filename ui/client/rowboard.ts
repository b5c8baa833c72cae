// What the buttons of rows do, and how rows come and go on the page.
import type { Announcer } from "./announcer";
import { Bin } from "./bin";
import { randomId } from "./randomid";
import { RowList } from "./rowlist";
import type { Session } from "./session";
import type { Edit } from "./wire";
import type { Words } from "./words";

/** What the board needs of the page. */
export interface Bench {
  session: Session;
  edited(e: Edit): void;
  came(row: HTMLElement): void; // a row is on the page
  going(row: HTMLElement): void; // a row is about to go
}

export class RowBoard {
  private lists = new Map<string, RowList>();
  private bin: Bin;
  private deleting = ""; // the row that a button deletes now

  constructor(private form: HTMLElement, private bench: Bench, private words: Words, private announcer: Announcer) {
    for (const el of form.querySelectorAll<HTMLElement>("[data-rows]")) {
      const template = [...form.querySelectorAll<HTMLTemplateElement>("template[data-row-template]")].find((t) => t.dataset.rowTemplate === el.dataset.rows);
      if (template) this.lists.set(el.dataset.rows!, new RowList(el, template));
    }
    const { draft, section } = form.dataset as Record<string, string>;
    this.bin = new Bin(form, `/drafts/${encodeURIComponent(draft!)}/sections/${encodeURIComponent(section!)}/bin${/[?&]bin=all(&|$)/.test(location.search) ? "?bin=all" : ""}`, bench.session);
    for (const [field, list] of this.lists) bench.session.list(field, list.ids, list.columns);
  }

  /** The fields that have rows here. */
  get fields(): string[] { return [...this.lists.keys()]; }

  /** Has the buttons of all rows do what can be done. */
  number(): void { for (const list of this.lists.values()) list.number(); }

  /** Does what a button says: add:FIELD, up:FIELD:ROW, down, delete, restore. It says whether that was one of rows. */
  act(action: string): boolean {
    const [what, field, row] = action.split(":");
    const list = this.lists.get(field ?? "");
    if (!list || !field) return false;
    const ids = this.bench.session.rows(field), i = ids.indexOf(row ?? ""), at = `${field}/${row}`;
    switch (what) {
      case "add": {
        const id = randomId(12);
        this.bench.edited({ kind: "insert_row", at: field, row: id, after: ids[ids.length - 1] ?? "" });
        this.focus(list.row(id), "[data-at]:not(:disabled), [data-at] input");
        this.announcer.say(this.words.say("rowAdded"));
        return true;
      }
      case "up":
        if (i > 0) this.move({ kind: "move_row", at, after: ids[i - 2] ?? "" }, list, row!, "up");
        return true;
      case "down":
        if (i >= 0 && i < ids.length - 1) this.move({ kind: "move_row", at, after: ids[i + 1]! }, list, row!, "down");
        return true;
      case "delete":
        if (i < 0) return true;
        this.deleting = row!;
        this.bench.edited({ kind: "delete_row", at });
        this.deleting = "";
        this.restoring(field, row!)?.focus();
        this.announcer.say(this.words.say("rowDeleted"));
        return true;
      case "restore": {
        const after = this.places.get(at), place = after !== undefined && (after === "" || ids.includes(after)) ? after : row!; // after itself: where it stood
        if (i < 0) this.bench.edited({ kind: "restore_row", at, after: place });
        this.focus(list.row(row!), "[data-at]:not(:disabled), [data-at] input");
        this.announcer.say(this.words.say("rowRestored"));
        return true;
      }
    }
    return false;
  }

  private places = new Map<string, string>(); // after which row a row stood that went

  private move(e: Edit, list: RowList, row: string, button: string): void {
    this.bench.edited(e);
    const el = list.row(row), again = el && buttonOf(el, `${button}:${list.field}:${row}`);
    if (again && !again.disabled) again.focus();
    else this.focus(el, "button:not(:disabled)");
    this.announcer.say(this.words.say("rowMoved"));
  }

  private focus(root: HTMLElement | undefined, selector: string): void { root?.querySelector<HTMLElement>(selector)?.focus(); }

  /** Shows the rows of a field as the session has them. */
  sync(field: string): void {
    const list = this.lists.get(field);
    if (!list) return;
    const before = list.ids, ids = this.bench.session.rows(field);
    const inside = list.el.contains(document.activeElement);
    for (const id of before) if (!ids.includes(id)) { const row = list.row(id); if (row) this.bench.going(row); }
    const { came, went } = list.show(ids);
    for (const row of went) {
      const id = row.dataset.row!;
      this.places.set(`${field}/${id}`, before[before.indexOf(id) - 1] ?? "");
      if (id === this.deleting) this.offer(field, id, row);
      this.bin.changed(field);
    }
    for (const row of came) {
      this.bench.came(row);
      const offered = this.restoring(field, row.dataset.row!)?.closest(".undo");
      if (!offered) continue;
      offered.remove();
      this.bin.changed(field);
    }
    this.bin.confirmed(field);
    if (inside && went.length && document.activeElement === document.body) buttonOf(this.form, `add:${field}`)?.focus();
  }

  /** Offers to bring a row back that has just been deleted here, before the server knows of it. */
  private offer(field: string, id: string, row: HTMLElement): void {
    const bin = this.bin.of(field);
    if (!bin || this.restoring(field, id)) return;
    const box = document.createElement("p"), text = document.createElement("span"), button = document.createElement("button");
    box.className = "undo";
    text.className = "grow";
    text.dir = "auto";
    const filled = [...row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input[data-at], textarea[data-at]")].find((c) => c.value.trim());
    text.textContent = filled?.value ?? this.words.say("rowDeleted");
    button.className = "btn";
    button.id = `bring-${field}-${id}`;
    button.name = "action";
    button.value = `restore:${field}:${id}`;
    button.textContent = this.words.say("undo");
    box.append(text, button);
    bin.append(box);
  }

  private restoring(field: string, id: string): HTMLButtonElement | null { return buttonOf(this.form, `restore:${field}:${id}`); }
}

function buttonOf(root: HTMLElement, action: string): HTMLButtonElement | null {
  return [...root.querySelectorAll<HTMLButtonElement>("button[name=action]")].find((b) => b.value === action) ?? null;
}
