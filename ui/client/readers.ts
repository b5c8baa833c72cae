// Who of the others has had this section in sight, and up to where.
import type { Presence } from "./wire";

/** The other people who are present, by name, as far as an entry is concerned. */
export interface Readers { have: string[]; lack: string[] }

/**
 * Remembers how much of one section others have had in sight. What somebody has seen stays seen when they go on to
 * another section; who has only ever been elsewhere has seen nothing of this one.
 */
export class Sight {
  private seen = new Map<string, number>(); // by person
  private here = new Map<string, string>(); // names of the other people who are present

  constructor(private section: string) {}

  /** Takes who is present. One's own other pages are not others. */
  heard(list: readonly Presence[], client: string): void {
    const me = list.find((p) => p.client === client)?.who;
    this.here.clear();
    for (const p of list) {
      if (p.client === client || p.who === me) continue;
      this.here.set(p.who, p.name);
      if (p.section === this.section) this.seen.set(p.who, Math.max(p.seen ?? 0, this.seen.get(p.who) ?? 0));
    }
  }

  /** Divides the other people who are present by whether they have seen the entry. */
  readers(seq: number): Readers {
    const readers: Readers = { have: [], lack: [] };
    for (const [who, name] of this.here) ((this.seen.get(who) ?? 0) >= seq ? readers.have : readers.lack).push(name);
    return readers;
  }
}
