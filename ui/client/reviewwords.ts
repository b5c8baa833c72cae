// Takes words that somebody has chosen in a group's text into a comment about its field.

/** The words that are chosen within one text, and nothing where they reach out of it. */
export function chosenIn(words: Element): string {
  const chosen = getSelection();
  return chosen?.anchorNode && words.contains(chosen.anchorNode) && words.contains(chosen.focusNode) ? chosen.toString().trim() : "";
}

/** Puts the words into the address of the link beside them, before it is followed. */
export function quoteWords(): void {
  document.addEventListener("selectionchange", () => {
    const words = getSelection()?.anchorNode?.parentElement?.closest("[data-review-words]");
    const link = words?.nextElementSibling?.querySelector<HTMLAnchorElement>("[data-review-on]");
    if (!words || !link) return;
    const to = new URL(link.href), quote = chosenIn(words);
    if (!quote) return;
    to.searchParams.set("quote", quote);
    link.href = to.href;
  });
}
