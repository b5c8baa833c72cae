// Shows a small page, such as a finding's, in a dialog on the page that leads to it. Without this script the link is
// followed as any other. With it nobody is led away from a page that may hold words which are not sent yet.
import type { Words } from "./words";

const longest = 15_000; // that an answer is waited for

interface Answer {
  status: number; // 0 where nothing came
  part: HTMLElement | null;
  why: string; // what an error page says
}

export class Dialogs {
  private dialog = document.createElement("dialog");
  private opener: HTMLElement | null = null;
  private asking = false;
  private untouched = ""; // what the form held when it was opened
  private kept = new Map<string, [string, string][]>(); // by the form's address: what was typed and not sent

  constructor(private words: Words, private changed: () => void) {
    this.dialog.className = "dialog";
    this.dialog.addEventListener("close", () => { this.keep(); this.dialog.replaceChildren(); this.back(); });
    this.dialog.addEventListener("submit", (e) => void this.submit(e));
    document.body.append(this.dialog);
    document.addEventListener("click", (e) => {
      const link = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>("a[data-dialog]") : null;
      if (!link || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
      e.preventDefault();
      void this.open(link);
    });
  }

  private async open(link: HTMLAnchorElement): Promise<void> {
    const address = new URL(link.href);
    address.searchParams.set("fragment", "1");
    const a = await this.ask(address.href);
    if (!a || this.dialog.open) return;
    this.show(a);
    this.opener = link;
    this.dialog.showModal();
    this.untouched = JSON.stringify(typed(this.form));
    this.bringBack();
    this.focus();
    if (a.status === 404) this.changed();
  }

  private get form(): HTMLFormElement | null { return this.dialog.querySelector("form"); }

  /** Asks the server, one thing at a time. */
  private async ask(address: string, body?: URLSearchParams): Promise<Answer | null> {
    if (this.asking) return null;
    this.asking = true;
    const patience = new AbortController(), timer = window.setTimeout(() => patience.abort(), longest);
    try {
      const r = await fetch(address, { method: body ? "POST" : "GET", body: body ?? null, credentials: "same-origin", cache: "no-store", signal: patience.signal });
      const page = new DOMParser().parseFromString(await r.text(), "text/html");
      return { status: r.status, part: page.querySelector("[data-dialog-part]"), why: page.querySelector("[data-sentence]")?.textContent ?? "" };
    } catch {
      return { status: 0, part: null, why: "" };
    } finally {
      window.clearTimeout(timer);
      this.asking = false;
    }
  }

  /** Shows the part that came. Where none did, what is shown stays, under a sentence that says why. */
  private show(a: Answer): void {
    this.dialog.querySelector("[data-refusal]")?.remove();
    if (!a.part) {
      const alert = document.createElement("p");
      alert.className = "notice warn";
      alert.setAttribute("role", "alert");
      alert.dataset.refusal = "";
      alert.textContent = a.why || this.words.say("dialogOffline");
      this.dialog.prepend(alert);
      if (this.dialog.childElementCount === 1) this.close();
    } else {
      this.dialog.replaceChildren(document.importNode(a.part, true));
      this.close();
    }
    const heading = this.dialog.querySelector("h1, h2, [data-refusal]");
    if (heading) { heading.id = "dialog-title"; this.dialog.setAttribute("aria-labelledby", heading.id); }
    this.dialog.scrollTop = 0;
  }

  private close(): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn quiet";
    button.textContent = this.words.say("close");
    button.addEventListener("click", () => this.dialog.close());
    this.dialog.append(button);
  }

  private focus(): void {
    const at = this.dialog.querySelector<HTMLElement>("input:checked") ?? this.dialog.querySelector<HTMLElement>("input:not([type=hidden]), button");
    at?.focus({ preventScroll: true });
  }

  /** Sends the form that stands in the dialog. What is refused stays there, as typed, with the reason. */
  private async submit(e: SubmitEvent): Promise<void> {
    const form = e.target as HTMLFormElement, body = new URLSearchParams();
    e.preventDefault();
    e.stopPropagation();
    for (const [name, value] of new FormData(form, e.submitter)) if (typeof value === "string") body.append(name, value);
    body.set("fragment", "1");
    const a = await this.ask(where(form), body);
    if (a?.status === 204) {
      this.untouched = JSON.stringify(typed(this.form)); // it is sent, so there is nothing to keep
      this.kept.delete(where(form));
      if (this.dialog.open) this.dialog.close();
      this.changed();
    } else if (a && this.dialog.open) { // what was closed meanwhile is kept
      this.show(a);
      if (a.part) this.focus();
      if (a.status === 404 || a.status === 409) this.changed();
    }
  }

  /** Keeps what was typed into a form that is closed, for when it is opened again. */
  private keep(): void {
    const form = this.form;
    if (!form) return;
    const now = typed(form);
    if (JSON.stringify(now) === this.untouched) this.kept.delete(where(form)); else this.kept.set(where(form), now);
  }

  private bringBack(): void {
    const form = this.form, kept = form && this.kept.get(where(form));
    if (!form || !kept) return;
    for (const field of fields(form)) {
      const value = kept.find(([name]) => name === field.name)?.[1];
      if (field.type === "radio") field.checked = field.value === value; else if (value !== undefined) field.value = value;
    }
  }

  private back(): void {
    const href = this.opener?.getAttribute("href");
    const again = href ? document.querySelector<HTMLElement>(`a[data-dialog][href="${CSS.escape(href)}"]`) : null;
    const to = this.opener?.isConnected ? this.opener : again ?? document.querySelector<HTMLElement>("h1");
    this.opener = null;
    if (to) focusOn(to);
  }
}

/** The form's address. Its property may be one of its buttons, by that name. */
const where = (form: HTMLFormElement) => form.getAttribute("action")!;

function fields(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")];
}

/** What stands in the fields of a form that people fill in. */
function typed(form: HTMLFormElement | null): [string, string][] {
  return form ? fields(form).filter((f) => f.type !== "radio" || f.checked).map((f) => [f.name, f.value]) : [];
}

/** Puts the focus on an element; where it is folded away on what unfolds it. */
export function focusOn(to: HTMLElement): void {
  const folded = to.closest<HTMLElement>("details:not([open])")?.querySelector<HTMLElement>("summary");
  const at = folded ?? to;
  if (!at.matches("a, button, input, select, textarea, summary, [tabindex]")) at.tabIndex = -1;
  at.focus({ preventScroll: true });
}
