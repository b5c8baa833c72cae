// Shows in the editors where others write: where they say they are, and from then on where they are seen to write.
import { EditorControl } from "./editorcontrol";
import type { Control } from "./control";
import type { Session } from "./session";
import type { Entry, Presence } from "./wire";

const colours = 8;

/** What the carets need of the page. */
export interface Room {
  controls(): Iterable<Control>;
  wanted(): boolean; // whether the person wants to see where others write
}

export class Carets {
  private list: readonly Presence[] = [];
  private wrote = new Map<string, { at: string; to: number; seq: number; over: string }>(); // by client, where it wrote since it last said where it is

  constructor(private session: Session, private room: Room) {}

  private get others(): Presence[] { return this.list.filter((p) => p.client !== this.session.client); }

  /** Takes who is where. */
  present(list: readonly Presence[]): void {
    this.list = list;
    this.show();
  }

  /** Notes where somebody wrote: that is where their caret is now. */
  came(e: Entry): void {
    const p = this.others.find((o) => o.client === e.client);
    const text = e.edits.filter((x) => x.kind === "text" && x.splices?.length).pop();
    if (!p || !text) return;
    let grown = 0, to = 0;
    for (const s of text.splices!) { to = s.from + grown + s.insert.length; grown += s.insert.length - (s.to - s.from); }
    this.wrote.set(p.client, { at: text.at, to, seq: e.seq, over: said(p) });
    this.show();
  }

  /** Shows them. A place counts in the text as the server had it when it was told; the editors then move it with the text. */
  show(): void {
    const people = [...new Set(this.list.map((p) => p.who))], shown = this.room.wanted() ? this.others : [];
    for (const c of this.room.controls()) {
      if (!(c instanceof EditorControl)) continue;
      c.show(shown.flatMap((p) => {
        const last = this.wrote.get(p.client), wrote = last?.over === said(p) ? last : null;
        if ((wrote?.at ?? p.at) !== c.at) return [];
        const map = this.session.since(c.at, wrote?.seq ?? this.session.seq);
        if (!map) return [];
        const [from, to] = wrote ? [wrote.to, wrote.to] : [p.from, p.to];
        return [{ client: p.client, name: p.name, colour: people.indexOf(p.who) % colours, from: map(from, -1), to: map(to, -1), said: wrote ? `${wrote.seq}` : said(p) }];
      }));
    }
  }
}

/** What a page has said of where it is. */
const said = (p: Presence) => `${p.at} ${p.from} ${p.to}`;
