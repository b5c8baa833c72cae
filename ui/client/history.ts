// Enhances the pages that compare two moments of a draft: what differs is shown in whole words.
import { inWords, wordBreaks, type Run } from "./wordruns";

for (const text of document.querySelectorAll<HTMLElement>("[data-compared]")) {
  const breaks = wordBreaks(text.lang), runs = [...text.childNodes].map(runOf);
  if (breaks && runs.some((r) => r.kind)) text.replaceChildren(...inWords(runs, breaks).map((r) => shown(r, text.dataset)));
}

/** A run as the server wrote it, without the word for those who do not see it. */
function runOf(node: ChildNode): Run {
  const kind = node.nodeName === "DEL" ? 1 : node.nodeName === "INS" ? 2 : 0;
  return { kind, text: (kind ? node.lastChild?.textContent : node.textContent) ?? "" };
}

function shown(r: Run, words: DOMStringMap): Node {
  if (!r.kind) return document.createTextNode(r.text);
  const mark = document.createElement(r.kind === 1 ? "del" : "ins"), said = document.createElement("span");
  said.className = "visually-hidden";
  said.lang = document.documentElement.lang;
  said.textContent = `${(r.kind === 1 ? words.textGone : words.textNew) ?? ""} `;
  mark.append(said, r.text);
  return mark;
}
