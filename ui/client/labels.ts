// What people call a place of the draft, as the page says it.

/** The label of the place's control on this page, else the place itself. */
export function labelOf(at: string): string {
  const named = document.querySelector(`label[for="in-${CSS.escape(at)}"]`) ?? document.getElementById(`at-${at}`)?.querySelector("legend");
  return named?.firstChild?.textContent?.trim() || at;
}
