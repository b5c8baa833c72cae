// Says something to those who do not see the page, without taking their focus.

export class Announcer {
  private timer = 0;
  constructor(private region: HTMLElement | null) {}

  /** Says the sentence after what is being said. Said twice it is spoken twice. */
  say(text: string): void {
    const region = this.region;
    if (!region) return;
    region.textContent = "";
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => { region.textContent = text; }, 120);
  }
}
