// What people call a place of the draft, as the page says it.

/** The label of the place's control on this page, else the place itself. */
export function labelOf(at: string): string {
  const named = document.querySelector(`label[for="in-${CSS.escape(at)}"]`) ?? document.getElementById(`at-${at}`)?.querySelector("legend");
  return named?.firstChild?.textContent?.trim() || at;
}

/** What a place is called among all of the page: of a cell with the title of its field before it. */
export function titleOf(at: string): string {
  const [field, row, column] = at.split("/"), whole = labelOf(field!), cell = row && column ? labelOf(at) : at;
  return cell === at ? whole : `${whole}: ${cell}`;
}
