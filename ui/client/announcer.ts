// Says something to those who do not see the page, without taking their focus.

const apart = 1200; // a sentence that is replaced too soon is not heard

export class Announcer {
  private waiting: string[] = [];
  private timer = 0;
  constructor(private region: HTMLElement | null) {}

  /** Says the sentence after those that wait. Said twice it is spoken twice. */
  say(text: string): void {
    this.waiting.push(text);
    if (!this.timer) this.timer = window.setTimeout(() => this.next(), 100);
  }

  private next(): void {
    this.timer = 0;
    const text = this.waiting.shift();
    if (text === undefined || !this.region) return;
    this.region.textContent = this.region.textContent === text ? `${text} ` : text;
    if (this.waiting.length) this.timer = window.setTimeout(() => this.next(), apart);
  }
}
