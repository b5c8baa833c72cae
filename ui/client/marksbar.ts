// The group's two marks, sent without leaving the page, and kept as the others at the table see them.
/** An event of the document: something of the workshop has changed, or the page has come back to it. */
export const workshopNews = "workshopnews";

export class MarksBar {
  constructor(private bar: HTMLElement) {}

  start(): void {
    this.bar.addEventListener("click", (e) => {
      const button = (e.target as Element).closest<HTMLButtonElement>("button[name=action]");
      if (!button) return;
      e.preventDefault();
      void this.send(button);
    });
    document.addEventListener(workshopNews, () => void this.read());
  }

  private async send(button: HTMLButtonElement): Promise<void> {
    button.setAttribute("aria-disabled", "true");
    try {
      const r = await fetch(`${this.bar.dataset.marks}?part`, { method: "POST", credentials: "same-origin", body: new URLSearchParams({ action: button.value, section: this.bar.dataset.section ?? "" }) });
      if (!r.ok) throw new Error(String(r.status));
      await this.read(true);
    } catch {
      button.removeAttribute("aria-disabled");
      const said = this.bar.querySelector("[data-marks-said]");
      if (said) { said.textContent = this.bar.dataset.textFailed ?? ""; said.classList.remove("visually-hidden"); }
    }
  }

  private async read(mine = false): Promise<void> {
    try {
      const r = await fetch(`${this.bar.dataset.marks}?section=${encodeURIComponent(this.bar.dataset.section ?? "")}`, { credentials: "same-origin", cache: "no-store" });
      if (!r.ok || r.redirected) return;
      const part = new DOMParser().parseFromString(await r.text(), "text/html").querySelector<HTMLElement>("[data-fragment]");
      if (part) this.show(part, mine);
    } catch { /* the next news, or coming back, tries again */ }
  }

  private show(part: HTMLElement, mine: boolean): void {
    const buttons = [...this.bar.querySelectorAll("button")], at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!mine && this.bar.textContent?.replace(/\s+/g, " ").trim() === part.textContent?.replace(/\s+/g, " ").trim()) return;
    this.bar.replaceChildren(...[...part.childNodes].map((n) => document.importNode(n, true)));
    if (at >= 0) this.bar.querySelectorAll<HTMLElement>("button")[at]?.focus({ preventScroll: true });
    const said = this.bar.querySelector("[data-marks-said]");
    if (said) said.textContent = [...this.bar.querySelectorAll("p:not([data-marks-said])")].map((p) => p.textContent).join(" ");
  }
}
