// Numbers as people write them. testdata/numbers.json holds what the server and the page agree on.

/** Reads a number with digits of any script. Nothing is null; what is no number, or could be two, stays as typed. */
export function numberOf(text: string): number | string | null {
  const s = [...text.replace(/\s/g, "")].map((c) => (c === "\u066b" ? "." : c === "\u066c" ? "," : /\p{Nd}/u.test(c) ? digit(c.codePointAt(0)!) : c)).join("");
  if (s === "") return null;
  const plain = withoutThousands(s);
  return plain !== null && /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** The number with a point before its decimals at most; null where it can be read in two ways or in none. */
function withoutThousands(s: string): string | null {
  const last = Math.max(s.lastIndexOf("."), s.lastIndexOf(","));
  if (last < 0) return s;
  const mark = s[last]!, other = mark === "," ? "." : ",", whole = s.slice(0, last), decimals = s.slice(last + 1);
  if (whole.includes(mark)) return !whole.includes(other) && inThousands(s, mark) ? s.split(mark).join("") : null;
  if (whole.includes(other)) return inThousands(whole, other) ? `${whole.split(other).join("")}.${decimals}` : null;
  return decimals.length === 3 && inThousands(s, mark) && whole !== "0" ? null : `${whole}.${decimals}`;
}

function inThousands(s: string, separator: string): boolean {
  return s.split(separator).every((g, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(g));
}

/** The value of a decimal digit of any script: Unicode keeps each script's ten in a row. */
function digit(code: number): string {
  let n = 0;
  while (n < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - n - 1))) n++;
  return String(n);
}
