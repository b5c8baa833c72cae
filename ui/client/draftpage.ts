// The section form, made live: what is typed becomes edits, and what others do comes into the fields.
import { Announcer } from "./announcer";
import { Api } from "./api";
import { Carets } from "./carets";
import { Company } from "./company";
import { Control, restored } from "./control";
import { Comments, type Chosen } from "./comments";
import { CourseLine, type CourseState } from "./courseline";
import { Dialogs } from "./dialogs";
import { EditorControl } from "./editorcontrol";
import type { Hearer } from "./editing";
import { Findings } from "./findings";
import { labelOf } from "./labels";
import { Locking } from "./locking";
import { Marks } from "./marks";
import { MarksBar, workshopNews } from "./marksbar";
import { Memory } from "./memory";
import type { Parcel } from "./parcel";
import type { Report } from "./passages";
import { prepare } from "./plainform";
import { randomId } from "./randomid";
import { RowBoard } from "./rowboard";
import { Sender } from "./sender";
import { Session, type Change } from "./session";
import { sharing } from "./sharedstream";
import { length } from "./splices";
import { Steps } from "./steps";
import type { Review } from "./store";
import { Stream } from "./stream";
import { UnsentPanel } from "./unsentpanel";
import { Whereabouts } from "./whereabouts";
import { Words } from "./words";
import { Writing } from "./writing";
import type { Checked, Edit, Entry, Hello, Presence } from "./wire";

const newClient = () => randomId(22);
const untilSaved = 2000;
const calm = 120; // words that are at the server sooner never show as on their way

export class DraftPage {
  readonly session: Session;
  private controls = new Map<string, Control>();
  private composing = new Set<string>();
  private dirty = new Set<string>(); // places typed into that the session may not have been told of
  private words: Words;
  private announcer: Announcer;
  private api: Api;
  private rows: RowBoard;
  private steps: Steps;
  private sender: Sender;
  private memory: Memory;
  private findings: Findings;
  private marks: Marks;
  private company: Company;
  private carets: Carets;
  private stream: Stream;
  private comments: Comments;
  private course: CourseLine;
  private locking: Locking;
  private lockTold: string; // what was last said of a lock
  private where: Whereabouts;
  private unsent: UnsentPanel;
  private writing: Writing;
  private offline = false;
  private opened = 0; // the seq at which the stream was opened
  private leaving = false;
  private showing = 0;
  private wrote = -Infinity; // when something was last typed
  private refused = 0;

  constructor(private form: HTMLFormElement) {
    const { draft, seq, log, section } = form.dataset as Record<string, string>;
    this.words = new Words(form.dataset);
    this.announcer = new Announcer(document.querySelector<HTMLElement>("[data-live]"));
    this.api = new Api(draft!);
    this.course = new CourseLine(this.announcer, () => this.lockSaid());
    this.locking = new Locking({ form, controls: () => this.controls.values(), composing: (at) => this.composing.has(at), numbered: () => this.rows.number() });
    this.lockTold = this.locking.said;
    const s = (this.session = new Session(newClient(), log!, Number(seq)));
    this.where = new Whereabouts(document.body, document.querySelector<HTMLElement>("[data-page-status]"), this.words);
    this.watch(form, true);
    this.sender = new Sender(s, this.api, {
      changed: (c) => this.changed(c), moved: () => this.moved(), conflict: () => void this.memory.replaced(),
    }, newClient);
    this.rows = new RowBoard(form, {
      session: s, edited: (e) => this.edited(e),
      came: (row) => { this.watch(row, false); void this.change(); }, going: (row) => this.unwatch(row),
    }, this.words, this.announcer);
    this.steps = new Steps(form, s, {
      gather: () => this.gather(), composing: () => this.composing.size > 0, locked: () => this.locking.on, changed: (c) => this.changed(c),
      control: (at) => this.controls.get(at), send: () => this.sender.soon(),
    }, this.words, this.announcer);
    this.memory = new Memory(form, draft!, s, this.api, this.words,
      (c) => { this.changed(c); void this.sender.now(); }, (places) => { this.where.note(places); this.show(); });
    this.unsent = new UnsentPanel(this.words, form.dataset.writing ?? "", () => this.unsentWords(), () => this.handOver(), (r) => this.offer(r));
    this.comments = new Comments(draft!, section!, this.announcer, () => this.selected());
    this.findings = new Findings(`/drafts/${encodeURIComponent(draft!)}/findings?fragment=${encodeURIComponent(section!)}`, Number(seq), this.words, this.announcer);
    this.writing = new Writing(document.querySelector<HTMLElement>("[data-ways-to-write]"), form.dataset.editorScript ?? "", () => void this.change());
    const controls = () => this.controls.values();
    this.marks = new Marks(s, { controls, composing: (at) => this.composing.has(at) }, this.words, this.announcer);
    this.carets = new Carets(s, { controls, wanted: () => this.writing.others });
    this.company = new Company((p, last) => void this.api.presence(p, last), { client: () => s.client, unsent: () => s.unsent, selection: () => this.selection(), seq: () => s.seq, section: section! }, this.words);
    this.stream = new Stream(() => this.api.events((this.opened = s.seq)), ["hello", "edits", "presence", "findings", "workshop", "beat"], (n, d) => this.heard(n, d), () => this.lost(), sharing());
  }

  start(): void {
    const f = this.form;
    f.addEventListener("input", (e) => this.onInput(e));
    f.addEventListener("change", (e) => { const c = this.controlOf(e.target); if (c && !this.composing.has(c.at)) this.tell(c); });
    f.addEventListener("compositionstart", (e) => { const c = this.controlOf(e.target); if (c?.isText) this.compose(c); });
    f.addEventListener("compositionend", (e) => { const c = this.controlOf(e.target); if (c) this.composed(c); });
    f.addEventListener("focusin", (e) => this.company.moved(this.fieldOf(e.target)?.at ?? ""));
    f.addEventListener("focusout", (e) => { const c = this.fieldOf(e.target); if (c) this.left(c); });
    f.addEventListener("keydown", (e) => { if (e.key === "Enter" && !e.isComposing && !e.ctrlKey && !e.metaKey && !e.altKey && this.controlOf(e.target)?.kind === "line") { e.preventDefault(); f.requestSubmit(); } });
    f.addEventListener("submit", (e) => this.onSubmit(e));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
    addEventListener("beforeunload", (e) => { if (!this.leaving && !this.memory.safe && (this.session.unsent || this.unheard().size)) e.preventDefault(); });
    addEventListener("online", () => this.back());
    document.addEventListener("visibilitychange", () => void this.seen());
    new Dialogs(this.words, () => void this.findings.again());
    const marks = document.querySelector<HTMLElement>("[data-marks]");
    if (marks) new MarksBar(marks).start();
    this.stream.start();
    this.course.start();
    this.company.start();
    this.marks.start();
    document.addEventListener("selectionchange", () => { if (this.controlOf(document.activeElement)?.isText) this.stirred(); });
    this.steps.start();
    void this.memory.open();
    this.gather(); // what was typed before this script came
    this.show();
    void this.change();
  }

  /** Takes the controls of a part of the page. Those of the first page read as the server wrote them. */
  private watch(root: HTMLElement, first: boolean): void {
    for (const el of root.querySelectorAll<HTMLElement>("[data-at]")) {
      const c = new Control(el), at = c.at, field = at.split("/"), was = c.was(this.form)?.value ?? "", before = this.controls.get(at);
      if (before instanceof EditorControl) before.close();
      this.controls.set(at, c);
      if (first) {
        if (restored()) c.reset();
        if (c.isText) { this.session.watch(at, was); c.shown = was; } else { this.session.hold(at, c.parse(was)); c.shown = c.key(c.parse(was)); }
        continue;
      }
      c.enabled = !(field.length === 3 && this.session.lacks(field[0]!, field[1]!));
      if (c.isText) { this.session.due(at); c.fill(this.session.text(at)); } else c.put(this.session.value(at));
      this.locking.hold(c);
    }
  }

  private unwatch(root: HTMLElement): void {
    for (const el of root.querySelectorAll<HTMLElement>("[data-at]")) {
      const c = this.controls.get(el.dataset.at!);
      if (!c) continue;
      this.composed(c);
      this.controls.delete(c.at);
      if (c instanceof EditorControl) c.close();
    }
  }

  /** Has every text written as the person has chosen. What is being composed is first done. */
  private async change(): Promise<void> {
    const script = this.writing.editors ? await this.writing.load() : null;
    const editors = script !== null && this.writing.editors;
    for (const c of [...this.controls.values()]) {
      if (!c.isText || this.composing.has(c.at) || c instanceof EditorControl === editors) continue;
      this.tell(c);
      const active = c.active, [from, to] = c.selection;
      if (c instanceof EditorControl) c.close();
      const next = editors ? new EditorControl(c.el, script, document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "", (e) => this.hearer(e)) : new Control(c.el);
      next.shown = next.text;
      this.controls.set(c.at, next);
      if (active) next.select(from, to);
    }
    this.marks.mark();
    this.carets.show();
  }

  private hearer(c: EditorControl): Hearer {
    return {
      changed: () => this.typed(c),
      composing: (on) => { if (on) this.compose(c); else this.composed(c); },
      moved: () => this.stirred(),
      enter: () => this.form.requestSubmit(),
      said: (about) => this.marks.said(about),
    };
  }

  /** The control that an element is of, be it native or an editor. */
  private fieldOf(target: EventTarget | null): Control | undefined {
    const el = target instanceof Element ? target.closest<HTMLElement>("[data-editor]") : null;
    return el ? this.controls.get(el.dataset.editor!) : this.controlOf(target);
  }

  private controlOf(target: EventTarget | null): Control | undefined {
    const el = target instanceof Element ? target.closest<HTMLElement>("[data-at]") : null;
    return el ? this.controls.get(el.dataset.at!) : undefined;
  }

  private onInput(e: Event): void {
    const c = this.controlOf(e.target);
    if (c) this.typed(c, (e as InputEvent).isComposing);
  }

  private typed(c: Control, composing = false): void {
    this.dirty.add(c.at);
    this.wrote = performance.now();
    this.findings.typing(c.at);
    this.count(c);
    if (composing || this.composing.has(c.at)) { this.show(); return; }
    if (c.isText) this.tell(c); else this.show(); // other values are told when they are done
  }

  private compose(c: Control): void {
    this.composing.add(c.at);
    this.session.compose(c.at);
  }

  private composed(c: Control): void {
    this.composing.delete(c.at);
    this.session.composed(c.at);
    this.tell(c);
    this.locking.hold(c);
    if (!c.isText) return;
    this.display(c.at);
    this.marks.mark(c);
    if (c instanceof EditorControl !== this.writing.editors && this.controls.get(c.at) === c) void this.change();
  }

  /** The caret went elsewhere; where it goes by typing the others see by what is typed. */
  private stirred(): void { if (performance.now() - this.wrote > 100) this.company.stirred(); }

  private left(c: Control): void {
    if (this.composing.has(c.at)) this.composed(c);
    this.tell(c);
    this.findings.left();
    this.company.moved("");
  }

  /** Tells the session what a control now holds. */
  private tell(c: Control): void {
    this.dirty.delete(c.at);
    if (!c.touched || !c.isText && c.el.matches(":disabled")) return;
    if (c.isText) {
      if (!this.session.splice(c.at, c.drain())) return;
      this.display(c.at);
    } else {
      const before = JSON.parse(c.shown) as unknown, value = c.value;
      c.shown = c.key(value);
      if (c.kind === "choices") {
        const old = before as string[], now = value as string[];
        this.session.edit({ kind: "choose", at: c.at, add: now.filter((o) => !old.includes(o)), remove: old.filter((o) => !now.includes(o)) });
      } else this.session.edit({ kind: "set", at: c.at, value });
    }
    this.sender.soon();
    this.company.soon();
  }

  private edited(e: Edit): void {
    this.session.edit(e);
    this.sync(e.at.split("/")[0]!);
    this.sender.soon();
  }

  /** Shows the rows of a field. An editor that moves with its row keeps the caret where it was. */
  private sync(field: string): void {
    const c = this.fieldOf(document.activeElement), row = c instanceof EditorControl ? c.el.closest("[data-row]") : null;
    const selection = c?.selection, above = row?.previousElementSibling;
    this.rows.sync(field);
    if (c && row?.isConnected && row.previousElementSibling !== above) c.select(...selection!);
  }

  /** Tells the session everything that it was not told, with what is being composed too if all. */
  private gather(all = false): void {
    for (const c of this.controls.values()) if (all || !this.composing.has(c.at)) this.tell(c);
  }

  private unheard(): Set<string> {
    return new Set([...this.dirty].filter((at) => this.controls.get(at)?.touched));
  }

  /** Shows what an entry changed. */
  private changed(changes: readonly Change[]): void {
    for (const c of changes) {
      switch (c.kind) {
        case "text": this.display(c.at); break;
        case "value": this.displayValue(c.at); break;
        case "rows": this.sync(c.at); break;
        case "lacking": void this.lacking(c.at); break;
        case "lock": case "unlock": if (c.at === this.form.dataset.section) this.lock(c.kind === "lock"); break;
        case "canvas": void this.moveOn(); break;
      }
    }
    if (changes.length) this.show();
    this.marks?.came();
  }

  private display(at: string): void {
    const c = this.controls.get(at);
    if (!c || this.composing.has(at)) return;
    const due = this.session.due(at);
    if (!due) return;
    c.write(due);
    this.count(c);
  }

  private displayValue(at: string): void {
    const c = this.controls.get(at);
    if (!c || c.touched) return; // somebody is in the middle of it here
    const value = this.session.value(at);
    if (c.key(c.kind === "choices" ? value ?? [] : value) !== c.shown) c.put(value);
  }

  private count(c: Control): void {
    if (!c.isText) return;
    for (const el of this.form.querySelectorAll<HTMLElement>("[data-count-for]")) if (el.dataset.countFor === c.at) el.textContent = String(length(c.text));
  }

  /** Reads the values of a row that came out of the bin. */
  private async lacking(at: string): Promise<void> {
    const [field, row] = at.split("/") as [string, string];
    for (let attempt = 0; attempt < 5; attempt++) {
      const o = await this.api.read();
      if (o.kind === "again") { await new Promise((resolve) => setTimeout(resolve, 1000 * (attempt + 1))); continue; }
      if (o.kind !== "done" || o.value.log !== this.session.log) return;
      if (o.value.seq > this.session.seq) await this.sender.catchUp();
      if (o.value.seq !== this.session.seq) continue;
      const rows = (o.value.fields[field] as ({ id: string } & Record<string, unknown>)[] | undefined) ?? [];
      const found = rows.find((r) => r.id === row);
      if (found) this.session.adopt(field, row, found);
      const el = this.form.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`);
      if (el && found) { this.watch(el, false); void this.change(); }
      return;
    }
  }

  /** Goes where the draft is after it moved to another canvas, once all is saved. */
  private async moveOn(): Promise<void> {
    if (!(await this.flush(untilSaved))) return;
    this.leaving = true;
    location.assign(`/drafts/${encodeURIComponent(this.form.dataset.draft!)}`);
  }

  private heard(name: string, data: unknown): void {
    if (name === "hello" || name === "workshop" && (data as { what?: string } | null)?.what === "marks") document.dispatchEvent(new Event(workshopNews));
    if (this.sender.state === "handed") { this.again(); return; }
    const was = this.offline;
    this.offline = false;
    switch (name) {
      case "hello": {
        const h = data as Hello;
        if (h.log !== this.session.log || h.seq < this.opened) { this.sender.conflict(""); return; }
        this.present(h.presence);
        this.company.anew();
        this.course.heard(h.workshop?.course);
        this.comments.soon();
        if (h.findings) this.checked(h.findings);
        this.sender.retry();
        void this.memory.look();
        break;
      }
      case "edits": {
        const e = data as Entry;
        if (e.seq > this.session.seq + 1) void this.sender.catchUp();
        else { this.changed(this.session.received(e)); this.carets.came(e); this.moved(); }
        if (e.client !== this.session.client) this.company.read();
        break;
      }
      case "presence": this.present(data as Presence[]); this.show(); break;
      case "beat": this.company.beat(); break;
      case "workshop":
        this.course.heard((data as { course?: CourseState }).course);
        if ((data as { what?: string }).what === "comments") this.comments.soon();
        if ((data as { what?: string }).what === "closed") { this.words.end(); this.announcer.say(this.words.say("closed")); }
        break;
      case "findings": if (data) this.checked(data as Checked & Report); break;
    }
    if (was) this.show();
  }

  private present(list: readonly Presence[]): void {
    this.company.show(list);
    this.carets.present(list);
  }

  private checked(r: Checked & Report): void {
    this.marks.checked(r);
    void this.findings.checked(r);
  }

  private async lost(): Promise<boolean> {
    this.offline = true;
    this.show();
    if (await this.sender.catchUp()) this.offline = false;
    if (!this.offline && this.sender.state === "handed") this.again();
    this.show();
    return this.sender.state !== "conflict";
  }

  /** Words that were handed over are sent by a new page, once the room is there again. */
  private again(): void {
    if (!this.leaving) location.reload();
    this.leaving = true;
  }

  private back(): void {
    if (this.sender.state === "conflict") return;
    this.sender.retry();
    this.stream.start();
  }

  private async seen(): Promise<void> {
    this.gather(document.hidden);
    if (document.hidden) { void this.memory.save(); void this.sender.now(); return; }
    if (!(await this.memory.mine())) { location.reload(); return; } // another page has taken up these words
    this.company.read();
    if (!this.stream.running) this.back(); else this.sender.retry();
  }

  private leave(): void {
    this.gather(true);
    this.sender.last();
    this.memory.leave();
    this.company.leave(this.session.flying);
    this.stream.stop();
  }

  /** Locks or opens the section. What was typed before is told first, so that it arrives in time. */
  private lock(on: boolean): void {
    if (on === this.locking.on) return;
    this.gather();
    this.locking.on = on;
    this.steps.show();
  }

  /** Says why the section is locked, once the page says so, or that it is open. */
  private lockSaid(): void {
    const said = this.locking.said;
    this.lock(said !== "");
    if (said !== this.lockTold) this.announcer.say(said || this.words.say("openAgain"));
    this.lockTold = said;
  }

  private onSubmit(e: SubmitEvent): void {
    const action = (e.submitter as HTMLButtonElement | null)?.value ?? "save";
    e.preventDefault();
    this.gather(true);
    if (!this.locking.on && this.rows.act(action)) return;
    void this.submit(action);
  }

  /** Saves; and goes on by the plain form, which then has nothing left to change. */
  private async submit(action: string): Promise<void> {
    const saved = await this.flush(untilSaved);
    if (!saved) { this.announcer.say(this.words.say(this.offline ? "offline" : "unsaved")); return; }
    if (action === "save") { this.announcer.say(this.words.say(this.session.refusals.length ? "unsaved" : "allSaved")); return; }
    prepare(this.form, this.controls.values(), this.session, action);
    this.leaving = true;
    this.form.submit();
  }

  private async flush(ms: number): Promise<boolean> {
    this.gather(true);
    await Promise.race([this.sender.now(), new Promise((resolve) => setTimeout(resolve, ms))]);
    return this.session.unsent === 0;
  }

  /** The words that the server has not confirmed, with what is being composed. */
  private unsentWords(): Review[] {
    this.gather();
    const list = this.memory.unsent();
    for (const at of this.unheard()) {
      const c = this.controls.get(at)!, words = c.isText ? c.text : String(c.value ?? "");
      const known = list.find((r) => r.at === at);
      if (known) known.words = words; else list.push({ at, label: labelOf(at), words, reason: "" });
    }
    return list;
  }

  /** How words that a lock has refused become a suggestion; undefined where that cannot be. */
  private offer(r: Review): (() => Promise<void>) | undefined {
    const locked = document.querySelector("[data-course-part='lock'] .notice");
    if (!r.reason || !this.session.knows(r.at) || !locked || !this.controls.get(r.at)?.isText) return undefined;
    return async () => {
      const o = await this.api.comment({ at: r.at, late: true, suggests: true, was: this.session.confirmed(r.at), seq: this.session.seq, replacement: r.words });
      if (o.kind !== "done") { this.announcer.say("message" in o ? o.message : this.words.say("dialogOffline")); return; }
      this.session.giveUp(r.at);
      this.display(r.at);
      this.moved();
      this.show();
      this.announcer.say(this.words.say("offered"));
      this.comments.soon();
    };
  }

  /** The words that are chosen in a text, for a comment on them. */
  private selected(): Chosen | null {
    const c = this.fieldOf(document.activeElement) ?? this.controlOf(document.activeElement);
    if (!c?.isText) return null;
    const [from, to] = c.selection;
    return { at: c.at, from: Math.min(from, to), quote: c.text.slice(Math.min(from, to), Math.max(from, to)) };
  }

  /** Ends the writing here and gives everything unsent for another address. */
  private async handOver(): Promise<Parcel> {
    this.gather(true);
    this.sender.handOver();
    this.form.inert = true;
    const { draft, group = "", writing = "", code = "", seat = "" } = this.form.dataset;
    const records = (await this.memory.handOver()).flatMap((l) => l.kept ? [{
      draft: l.draft, saved: l.saved, kept: l.kept, labels: l.labels ?? {}, ...(l.draft === draft ? { group, lang: writing } : { group: "", lang: "" }),
    }] : []);
    this.show();
    return { code, seat, records };
  }

  private moved(): void {
    void this.memory?.save();
    this.where.note(this.session.places());
    this.company?.holds();
    this.showing ||= window.setTimeout(() => { this.showing = 0; this.show(); }, calm);
  }

  private show(): void {
    if (!this.memory) return;
    this.steps.show();
    this.where.show(this.session, this.sender.state, this.memory.safe, this.offline, this.unheard(), this.memory.busy, (seq) => this.company.readers(seq));
    const state = this.sender.state, away = this.offline || state === "unreachable" || state === "handed";
    this.unsent.show(this.session.refusals.length > 0 || state === "signed-out" && this.session.unsent > 0, away);
    const refusals = this.session.refusals;
    if (refusals.length > this.refused) this.announcer.say(`${this.words.say("refused")} ${refusals[refusals.length - 1]!.reason}`);
    if (refusals.length !== this.refused) for (const c of this.controls.values()) c.invalid = this.session.where(c.at) === "refused";
    this.refused = refusals.length;
  }

  private selection(): [number, number] {
    const c = this.fieldOf(document.activeElement);
    return c?.isText ? c.selection : [0, 0];
  }
}
