// How a person writes on this device: in editors or in plain fields, and with or without where others write.
import type { EditorScript } from "./editing";
import { choose, chosen } from "./kept";

/** A mouse or the like: phones' keyboards and editors don't get on, and a phone should not load one unasked. */
const withMouse = "(hover: hover) and (pointer: fine)";

export class Writing {
  private plain: boolean;
  private quiet: boolean;
  private script: Promise<EditorScript | null> | null = null;

  /** @param address of the editor's script, empty where none was built; @param changed is told of a new choice */
  constructor(private box: HTMLElement | null, private address: string, private changed: () => void) {
    const kept = chosen("writing");
    this.plain = !address || (kept ? kept === "plain" : !matchMedia(withMouse).matches);
    this.quiet = chosen("others") === "off";
    if (!box || !address) return;
    box.hidden = false;
    this.show();
    box.addEventListener("change", (e) => {
      const t = e.target as HTMLInputElement;
      if (t.name === "writing") { this.plain = t.value === "plain"; choose("writing", t.value); }
      if (t.name === "others") { this.quiet = !t.checked; choose("others", t.checked ? "on" : "off"); }
      this.changed();
    });
  }

  private show(): void {
    for (const t of this.box!.querySelectorAll<HTMLInputElement>("input")) {
      t.checked = t.name === "others" ? !this.quiet : (t.value === "plain") === this.plain;
    }
  }

  /** Whether texts are written in editors. */
  get editors(): boolean { return !this.plain; }

  /** Whether it is shown where others write. */
  get others(): boolean { return !this.quiet; }

  /** The editor's script, loaded when it is first wanted; null where it cannot be had, and fields stay plain. */
  load(): Promise<EditorScript | null> {
    return (this.script ??= (import(this.address) as Promise<EditorScript>).catch(() => { this.script = null; return null; }));
  }
}
