// Shows a small page, such as a finding's, in a dialog on the page that leads to it. Without this script, or where
// anything goes wrong, the link is followed as any other.

export class Dialogs {
  private dialog = document.createElement("dialog");
  private opener: HTMLElement | null = null;

  constructor(private closeWord: string, private changed: () => void) {
    this.dialog.className = "dialog";
    this.dialog.addEventListener("close", () => { this.dialog.replaceChildren(); this.back(); });
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
    try {
      const r = await fetch(address, { credentials: "same-origin", cache: "no-store" });
      if (!r.ok || !this.show(await r.text())) throw new Error(String(r.status));
      this.opener = link;
      this.dialog.showModal();
      this.dialog.querySelector<HTMLElement>("input:checked, input, button")?.focus();
    } catch {
      location.assign(link.href);
    }
  }

  private show(html: string): boolean {
    const part = new DOMParser().parseFromString(html, "text/html").querySelector<HTMLElement>("[data-dialog-part]");
    if (!part) return false;
    const heading = part.querySelector("h1, h2"), close = document.createElement("button");
    if (heading) { heading.id = "dialog-title"; this.dialog.setAttribute("aria-labelledby", heading.id); }
    close.type = "button";
    close.className = "btn quiet";
    close.textContent = this.closeWord;
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.replaceChildren(document.importNode(part, true), close);
    this.dialog.scrollTop = 0;
    return true;
  }

  /** Sends the form that stands in the dialog. What is refused stays there, as typed, with the reason. */
  private async submit(e: SubmitEvent): Promise<void> {
    const form = e.target as HTMLFormElement, body = new URLSearchParams();
    e.preventDefault();
    e.stopPropagation();
    for (const [name, value] of new FormData(form, e.submitter)) if (typeof value === "string") body.append(name, value);
    body.set("fragment", "1");
    try {
      const r = await fetch(form.getAttribute("action")!, { method: "POST", body, credentials: "same-origin" });
      if (r.status === 204) {
        this.dialog.close();
        this.changed();
      } else if (this.show(await r.text())) this.dialog.querySelector<HTMLElement>("input:checked, input")?.focus({ preventScroll: true });
      else throw new Error(String(r.status));
    } catch {
      this.plainly(form, e.submitter);
    }
  }

  /** Sends the form as a page of its own does, so that whatever is wrong is said there. */
  private plainly(form: HTMLFormElement, submitter: HTMLElement | null): void {
    if (submitter instanceof HTMLButtonElement && submitter.name) {
      const chosen = document.createElement("input");
      [chosen.type, chosen.name, chosen.value] = ["hidden", submitter.name, submitter.value];
      form.append(chosen);
    }
    form.submit();
  }

  private back(): void {
    const to = this.opener?.isConnected ? this.opener : document.querySelector<HTMLElement>("h1");
    if (to && !to.matches("a, button")) to.tabIndex = -1;
    to?.focus({ preventScroll: true });
    this.opener = null;
  }
}
