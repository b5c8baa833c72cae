// Shows words that could not be sent as they were, to be looked through, copied and put away.
import type { Left, Review } from "./store";

/** Gives sentences by name. */
interface Says { say(key: string): string }

let numbers = 0;

/** Shows the words above the form; done is called when somebody puts them away. */
export function showReview(form: HTMLElement, left: Left, words: Says, done: () => void): void {
  const panel = element("section", "card notice warn");
  panel.dataset.review = left.key;
  panel.append(element("p", "", words.say("review")));
  for (const r of left.review) panel.append(item(r, words));
  const button = element("button", "btn", words.say("done"));
  (button as HTMLButtonElement).type = "button";
  button.addEventListener("click", () => { panel.remove(); done(); });
  panel.append(button);
  form.before(panel);
}

/** The words of one place, to be read and copied. */
export function item(r: Review, words: Says, lang = "", offer?: () => Promise<void>): HTMLElement {
  const box = element("div", "field"), label = element("label", "", r.label), text = element("textarea", "input") as HTMLTextAreaElement;
  text.id = `review-${numbers++}`; // a place may stand in several panels
  if (lang) text.lang = lang;
  (label as HTMLLabelElement).htmlFor = text.id;
  text.readOnly = true;
  text.dir = "auto";
  (label as HTMLLabelElement).dir = "auto";
  text.value = r.words;
  const copy = element("button", "btn", words.say("copy")) as HTMLButtonElement;
  copy.type = "button";
  copy.addEventListener("click", () => { text.focus(); text.select(); document.execCommand("copy"); }); // the newer way needs TLS
  const late = element("button", "btn", words.say("offer")) as HTMLButtonElement;
  late.type = "button";
  late.addEventListener("click", () => { late.disabled = true; void offer?.().finally(() => { late.disabled = false; }); });
  box.append(label, ...(r.reason ? [element("p", "small refused", r.reason)] : []), text, ...(offer ? [late] : []), copy);
  return box;
}

function element(name: string, classes: string, text = ""): HTMLElement {
  const e = document.createElement(name);
  if (classes) e.className = classes;
  e.textContent = text;
  return e;
}
