// The address that a person types from the facilitator's screen.

/** Its origin; null where it is no address of a workbench. Without a scheme and a port it has the port of this page. */
export function originOf(typed: string, port: string): string | null {
  const text = typed.trim(), whole = /^https?:\/\//i.test(text);
  if (!text || (!whole && text.includes("://"))) return null;
  try {
    const u = new URL(whole ? text : `http://${text}`);
    if (u.username || u.password || !/^[a-z0-9.:[\]-]+$/i.test(u.hostname)) return null; // some browsers take spaces
    if (!whole && !u.port && !/:80(\/|$)/.test(text)) u.port = port;
    return u.origin;
  } catch { return null; }
}
