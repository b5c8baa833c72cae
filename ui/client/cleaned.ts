// What the server takes as text: line feeds, no other control than the tab, and in a line no line feed.

/** The text as the server takes it. Nothing else is changed: it is Unicode as typed. */
export function cleaned(line: boolean, text: string): string {
  if (/[^\P{Cc}\t\n]/u.test(text)) {
    text = text.replace(/\r\n?|[\v\f\x85]/g, "\n").replace(/[^\P{Cc}\t\n]/gu, "");
  }
  if (line && text.includes("\n")) text = text.replace(/^\n+|\n+$/g, "").replace(/\n+/g, " ");
  return text;
}
