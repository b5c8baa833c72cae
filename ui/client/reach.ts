// Ticks when another device has reached the server, says what helps where none does, and notices new addresses.

const every = 3000, late = 60_000;

interface Reached { arrived: boolean; addresses: string[] }

export class Reach {
  private timer = 0;
  /** @param moved is told when the addresses are others than the page shows */
  constructor(private el: HTMLElement, private moved: () => void) {}

  start(): void {
    if (!this.el.hasAttribute("data-arrived")) window.setTimeout(() => this.help(), late);
    void this.look();
  }

  private async look(): Promise<void> {
    try {
      const r = await fetch("/reach", { credentials: "same-origin", cache: "no-store" });
      if (r.ok) this.show((await r.json()) as Reached);
    } catch { /* the next look may find it */ }
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), every);
  }

  private show(r: Reached): void {
    if (r.arrived && !this.el.hasAttribute("data-arrived")) {
      const tick = document.createElement("span");
      tick.setAttribute("aria-hidden", "true");
      tick.textContent = "✓";
      this.el.replaceChildren(tick, ` ${this.el.dataset.textArrived ?? ""}`);
      this.el.setAttribute("data-arrived", "");
    }
    for (const list of document.querySelectorAll<HTMLElement>("[data-addresses]")) {
      const shown = [...list.children].map((c) => c.textContent);
      if (shown.join("\n") === r.addresses.join("\n")) continue;
      this.moved();
      list.replaceChildren(...r.addresses.map((a) => {
        const item = document.createElement("li");
        item.dir = "ltr";
        item.textContent = a;
        return item;
      }));
    }
  }

  private help(): void {
    if (this.el.hasAttribute("data-arrived")) return;
    for (const d of document.querySelectorAll<HTMLDetailsElement>("details[data-reach-help]")) d.open = true;
  }
}
