import { DeskModel } from "./deskmodel";
import { Session, type Kept } from "./session";

const core = "message.core";

/** What a page keeps that was interrupted: a batch on its way, arrived or not, and more that waits; somebody else has written between. For tests. */
export function interrupted(arrived: boolean): { desk: DeskModel; kept: Kept } {
  const desk = new DeskModel(), s = new Session("p", desk.id, 0);
  s.watch(core, "");
  s.type(core, "", "We eat");
  const b = s.take()!;
  s.type(core, "We eat", "We eat together");
  s.edit({ kind: "set", at: "audience.age_from", value: 18 });
  if (arrived) desk.submit(structuredClone(b));
  desk.submit({ client: "q", batch: 1, log: desk.id, base: desk.seq, edits: [{ kind: "text", at: core, splices: [{ from: 0, to: 0, insert: "Q " }] }] });
  return { desk, kept: JSON.parse(JSON.stringify(s.keep())) as Kept };
}
