// What people call a place of the form: the field's title, and of a cell the column's too.

/** The title of a place as it stands on the page; the place itself where it stands nowhere. */
export function titleOf(at: string): string {
  const [field, row, column] = at.split("/");
  const whole = label(field!) || field!;
  if (!row || !column) return whole;
  const cell = label(at);
  return cell ? `${whole}: ${cell}` : whole;
}

function label(at: string): string {
  return document.getElementById(`at-${at}`)?.querySelector("label, legend")?.firstChild?.textContent?.trim() ?? "";
}
