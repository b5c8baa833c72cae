// Who of the others has had the draft in sight, and up to where.
import type { Presence } from "./wire";

/** The others, by name, as far as an entry is concerned. */
export interface Readers { have: string[]; lack: string[] }

/**
 * Divides the other people who are present by whether they have seen the entry. A person with several pages has
 * seen what one of them has shown; one's own other pages are not others.
 */
export function readersOf(list: readonly Presence[], client: string, seq: number): Readers {
  const me = list.find((p) => p.client === client)?.who;
  const people = new Map<string, { name: string; seen: number }>();
  for (const p of list) {
    if (p.client === client || p.who === me) continue;
    const known = people.get(p.who);
    people.set(p.who, { name: p.name, seen: Math.max(p.seen ?? 0, known?.seen ?? 0) });
  }
  const readers: Readers = { have: [], lack: [] };
  for (const p of people.values()) (p.seen >= seq ? readers.have : readers.lack).push(p.name);
  return readers;
}
