// The sentences that the page shows, as the server wrote them into the form for the reader's language.

const english: Record<string, string> = {
  here: "on this device", hereOnly: "only on this page", sending: "sending …", saved: "saved", seen: "seen by the others", seenBy: "Seen by NAMES", refused: "not saved:",
  offline: "Off line: the room cannot be reached. Keep writing; your words are on this device and are sent later.",
  handed: "Your words were handed to the new address. Go on there; they are kept here too.",
  allSaved: "All is saved", unsaved: "Not everything is saved yet",
  lostSeat: "Your seat has ended on this device. Your words are still here. Copy them, or return to your seat.",
  closed: "This workshop has been closed for good, and your seat with it. Words that were not saved are still here. Copy them if you need them.",
  review: "The draft was replaced meanwhile. Look at your unsaved words, and copy what you need.",
  dialogOffline: "The room cannot be reached. What stands here is not saved yet and stays on this page. Try again in a moment.",
  noStore: "This browser keeps nothing. Do not close the page before all is saved.",
  offer: "Offer as a suggestion", offered: "Your words are a suggestion now. The group can accept it when the section is open.",
  copy: "Copy", close: "Close", done: "Done", undo: "Bring back", herePerson: "NAME is here",
  rowAdded: "A row has been added.", rowMoved: "The row has been moved.", rowDeleted: "The row has been deleted. You can bring it back.",
  rowRestored: "The row is back.",
  undoneWords: "Undone: words in PLACE.", undoneValue: "Undone: PLACE.", undoneRow: "Undone: a row of PLACE.",
  redoneWords: "Done again: words in PLACE.", redoneValue: "Done again: PLACE.", redoneRow: "Done again: a row of PLACE.",
  stepLost: "Others have changed “PLACE” since then. It stays as it is.",
  openOne: "One thing is open here", openMany: "COUNT things are open here", openNone: "Nothing is open here",
  passage: "QUESTION (NUMBER of COUNT)", noPassage: "No words are marked here",
};

/** Gives sentences by name, with NAME, COUNT and the like filled in. */
export class Words {
  constructor(private data: DOMStringMap) {}

  /** Whether the workshop has been closed for good, after which there is no seat to return to. */
  get ended(): boolean { return "ended" in this.data; }

  /** Notes that it has. */
  end(): void { this.data.ended = ""; }

  say(key: string, fill: Record<string, string> = {}): string {
    let text = this.data[`text${key[0]!.toUpperCase()}${key.slice(1)}`] ?? english[key] ?? "";
    for (const [name, value] of Object.entries(fill)) text = text.split(name).join(value);
    return text;
  }
}
