// Says beside each field where its words are: on this device, saved at the server, seen by the others. And for
// the page whether all is saved.
//
// "Seen by the others" comes when all others who are present have had the words in sight: in this section, on a page
// that was looked at. It stays until the words are changed here again; of some of them nothing is said but in the names on the words, because a count that moves
// draws the eye and makes people wait. None of this is announced by itself: it is read with the field.
import type { Readers } from "./readers";
import type { Session, Where } from "./session";
import type { State } from "./sender";
import type { Words } from "./words";

export class Whereabouts {
  private used = new Set<string>(); // places that have held a word of this page
  private shared = new Map<string, number>(); // places, and the seq up to which all others had them in sight

  constructor(private root: HTMLElement, private page: HTMLElement | null, private words: Words) {}

  /** Notes places that hold words of this page, which may be at the server before they are shown. */
  note(places: Iterable<string>): void {
    for (const at of places) {
      this.used.add(at);
      this.used.add(at.split("/")[0]!); // the field of a cell
    }
  }

  /** Shows where everything is. `unheard` holds places with words that the session was not told yet. */
  show(session: Session, state: State, safe: boolean, offline: boolean, unheard: ReadonlySet<string>, taking: boolean, readers: (seq: number) => Readers): void {
    const away = offline || state === "unreachable" || state === "signed-out" || state === "handed"; // then nothing is really on its way
    this.note([...session.places(), ...unheard]);
    for (const at of this.used) {
      const el = this.root.querySelector<HTMLElement>(`[data-status-for="${CSS.escape(at)}"]`);
      if (!el) continue;
      let where: Where | "seen" = unheard.has(at) ? "here" : session.where(at);
      if (where === "sending" && away) where = "here";
      let names = "";
      if (where === "saved" && session.settledAt(at)) {
        const seq = session.settledAt(at), { have, lack } = readers(seq);
        if (have.length && !lack.length) this.shared.set(at, seq);
        if (this.shared.get(at) === seq) where = "seen";
        if (have.length) names = this.words.say("seenBy", { NAMES: have.join(", ") });
      }
      const text = where === "refused" ? `${this.words.say("refused")} ${session.reason(at)}` : this.words.say(where === "here" && !safe ? "hereOnly" : where);
      if (el.textContent !== text) el.textContent = text;
      if (el.title !== names) el.title = names;
      el.classList.toggle("saved", where === "saved" || where === "seen");
      el.classList.toggle("refused", where === "refused");
      el.classList.toggle("waiting", where === "here" || where === "sending");
      el.dataset.where = where;
    }
    this.showPage(session, state, safe, offline, taking || unheard.size > 0);
  }

  private showPage(session: Session, state: State, safe: boolean, offline: boolean, more: boolean): void {
    if (!this.page) return;
    const waits = session.unsent > 0 || session.refusals.length > 0 || more;
    let text = waits ? this.words.say("unsaved") : this.used.size ? this.words.say("allSaved") : "";
    if (state === "unreachable" || offline) text = this.words.say("offline");
    if (state === "handed") text = this.words.say("handed");
    if (state === "conflict") text = this.words.say("review");
    if (state === "signed-out") text = this.words.say(this.words.ended ? "closed" : "lostSeat");
    if (!safe && waits) text += ` ${this.words.say("noStore")}`;
    if (this.page.textContent === text) return;
    if (state !== "signed-out" || this.words.ended) { this.page.textContent = text; return; }
    const link = document.createElement("a");
    link.href = "/seat";
    link.textContent = text;
    this.page.replaceChildren(link);
  }
}
