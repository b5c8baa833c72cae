// Makes the plain form harmless once everything is saved: it has nothing left to change.
import type { Control } from "./control";
import type { Session } from "./session";

/**
 * Brings the form's hidden values to what the draft now holds, and adds the button that was pressed. What
 * was refused still differs, so that the server says so on the page that follows.
 */
export function prepare(form: HTMLFormElement, controls: Iterable<Control>, session: Session, action: string): void {
  for (const c of controls) {
    const was = c.was(form);
    if (!was) continue;
    if (session.where(c.at) !== "refused") was.value = c.plain(c.isText ? c.text : c.value);
    else if (c.isText) was.value = session.confirmed(c.at);
  }
  (form.elements.namedItem("seq") as HTMLInputElement).value = String(session.seq);
  (form.elements.namedItem("log") as HTMLInputElement).value = session.log;
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "action";
  hidden.value = action;
  form.append(hidden);
}
