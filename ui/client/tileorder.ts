// The order of the wall's tiles: it stays while somebody reads, and is another one only when asked for or unlooked at.

const pause = 45_000; // ms that nobody has touched the page: the order may change
const pointed = 300_000; // so long where a pointer rests on a tile: somebody may be about to press it

export class TileOrder {
  private wanted: string[];
  private touched: number;

  constructor(shown: string[], now: number) { this.wanted = shown; this.touched = now; }

  /** Somebody has touched the page. */
  touch(now: number): void { this.touched = now; }

  /** Takes the order as the server has it by now. It says whether these are the tiles that are shown, in any order. */
  take(order: string[], shown: string[]): boolean {
    if (order.length !== shown.length || !order.every((id) => shown.includes(id))) return false;
    this.wanted = order;
    return true;
  }

  /** Whether sorting would change what is shown. */
  differs(shown: string[]): boolean { return this.wanted.join() !== shown.join(); }

  /** Whether the tiles may be sorted unasked: nobody has touched the page for long, and the focus is not among them. over: a pointer is. */
  rests(now: number, held: boolean, over: boolean): boolean { return !held && now - this.touched > (over ? pointed : pause); }

  sorted(): string[] { return this.wanted; }
}
