// What a person has chosen on this device. Some browsers keep nothing, and throw where they are asked to.

/** The choice of this name, or null. */
export function chosen(name: string): string | null {
  try { return localStorage.getItem(`workbench.${name}`); } catch { return null; }
}

/** Keeps a choice, where that can be done. */
export function choose(name: string, value: string): void {
  try { localStorage.setItem(`workbench.${name}`, value); } catch { /* it holds for this page */ }
}
