// The page at the new address: it takes over words that another address hands to it, once somebody has looked at them.
import { wordsOf } from "./leftover";
import { unpack, type Handed, type Parcel } from "./parcel";
import { randomId } from "./randomid";
import { item } from "./reviewpanel";
import { copy, openStore, type Review } from "./store";

const page = document.querySelector<HTMLElement>("[data-handover-page]");
if (page) void start(page);

async function start(page: HTMLElement): Promise<void> {
  const part = <T extends HTMLElement>(name: string) => page.querySelector<T>(`[data-${name}]`)!;
  const say = (key: string, fill: Record<string, string> = {}) => {
    let text = page.dataset[`text${key[0]!.toUpperCase()}${key.slice(1)}`] ?? "";
    for (const [name, value] of Object.entries(fill)) text = text.split(name).join(value);
    return text;
  };
  const show = (name: string) => { for (const n of ["none", "offer", "taken", "failed"]) part(n).hidden = n !== name; };
  const parcel = await unpack(location.hash.slice(1));
  history.replaceState(null, "", location.pathname); // neither the history nor whoever looks over a shoulder keeps the codes
  part("scriptless").hidden = true;
  if (!parcel?.records.some((r) => changes(r) > 0)) { show("none"); return; }

  const titles = JSON.parse(page.dataset.titles ?? "{}") as Record<string, string>;
  part("words").replaceChildren(...parcel.records.map((r) => shown(r, titles, say)));
  show("offer");
  part("leave").addEventListener("click", () => show("none"));
  part("take").addEventListener("click", () => void take(parcel).then((done) => {
    if (!done) { show("failed"); return; }
    part("what").replaceChildren(...parcel.records.map((r) => element("li", heading(r, say))));
    part<HTMLInputElement>("code").value = parcel.code;
    part<HTMLInputElement>("seat").value = parcel.seat;
    show("taken");
    const seated = parcel.records.some((r) => r.draft === page.dataset.mine);
    part("seated").hidden = !seated;
    part("return").hidden = seated;
    part("taken").focus();
  }));
  part("offer").focus();
}

/** Keeps the words where the pages of their drafts find them. It says whether that could be done. */
async function take(parcel: Parcel): Promise<boolean> {
  let local: Storage | undefined;
  try { local = localStorage; } catch { /* it is off */ }
  let idb: IDBFactory | undefined;
  try { idb = indexedDB; } catch { /* the same */ }
  const store = await openStore(idb, local);
  if (store.kind === "none") return false;
  for (const r of parcel.records) {
    const left = { key: `handed-${r.kept.client}-${randomId(8)}`, draft: r.draft, owner: "", saved: r.saved, kept: r.kept, review: [], labels: r.labels, handed: true };
    try { await store.put(left); } catch { if (!copy(local, left)) return false; }
  }
  return true;
}

/** Every place of a record, also those whose words were all taken away. */
function places(r: Handed): Review[] {
  const words = wordsOf(r.kept), edits = [...(r.kept.flight?.edits ?? []), ...r.kept.queue, ...r.kept.held.map((h) => h.edit)];
  for (const at of new Set(edits.filter((e) => e.kind === "text" || e.kind === "set").map((e) => e.at))) {
    if (!words.some((w) => w.at === at)) words.push({ at, label: at, words: "", reason: "" });
  }
  return words;
}

/** How many rows are added, moved, deleted or brought back. */
function rows(r: Handed): number {
  return [...(r.kept.flight?.edits ?? []), ...r.kept.queue].filter((e) => e.kind.endsWith("_row")).length;
}

function changes(r: Handed): number { return places(r).length + rows(r); }

type Say = (key: string, fill?: Record<string, string>) => string;

function heading(r: Handed, say: Say): string {
  const count = places(r).length, where = r.group ? say("group", { GROUP: r.group }) : say("other");
  return say(count === 1 ? "one" : "many", { COUNT: String(count), WHERE: where });
}

function shown(r: Handed, titles: Record<string, string>, say: Say): HTMLElement {
  const box = document.createElement("section"), title = element("h2", heading(r, say));
  box.className = "card";
  title.dir = "auto";
  box.append(title);
  for (const p of places(r)) {
    const [field, ...cell] = p.at.split("/"), known = titles[field!], label = cell.length ? r.labels[p.at] : "";
    box.append(item({ ...p, label: known ? known + (label ? ` · ${label}` : "") : p.at }, { say: (key) => say(key) }, r.lang));
  }
  if (rows(r)) box.append(element("p", say("rows", { COUNT: String(rows(r)) })));
  return box;
}

function element(name: string, text: string): HTMLElement {
  const e = document.createElement(name);
  e.textContent = text;
  return e;
}
