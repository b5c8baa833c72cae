// Where unsent words are kept on this device: IndexedDB, else localStorage, else nowhere.
import type { Kept } from "./session";

/** Words of a draft that could not be sent as they were, for people to look through. */
export interface Review { at: string; label: string; words: string; reason: string }

/**
 * What is kept of one open page, or of one whose words are for review. Words that were handed to another address are
 * never changed again: they are sent as they are from both, and so come into the draft once.
 */
export interface Left {
  key: string; draft: string; owner: string; saved: number; kept: Kept | null; review: Review[];
  handed?: boolean;
  labels?: Record<string, string>; // what people call the places
}

export interface Store {
  readonly kind: "indexeddb" | "localstorage" | "none";
  /** The records of a draft, or of every draft. */
  all(draft?: string): Promise<Left[]>;
  put(r: Left): Promise<void>;
  drop(key: string): Promise<void>;
  /** Makes the record the owner's, if it still belongs to `from`. */
  claim(key: string, from: string, owner: string): Promise<Left | null>;
}

const name = "campaign-drafts", table = "unsent";

/** Opens the best place there is. Each must have proved that it takes a record. */
export async function openStore(idb: IDBFactory | undefined, local: Storage | undefined, wait = 1500): Promise<Store> {
  try {
    if (idb) {
      const s = new Indexed(await within(opened(idb), wait));
      await within(s.probe(), wait);
      return s;
    }
  } catch { /* private windows and full disks refuse in many ways */ }
  try {
    if (local) {
      const s = new Local(local);
      local.setItem(`${name}.probe`, "1");
      local.removeItem(`${name}.probe`);
      return s;
    }
  } catch { /* the same */ }
  return new Nowhere();
}

function within<T>(p: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const t = setTimeout(() => reject(new Error("no answer")), ms);
    p.then((v) => { clearTimeout(t); resolve(v); }, (e) => { clearTimeout(t); reject(e); });
  });
}

function opened(idb: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const r = idb.open(name, 1);
    r.onupgradeneeded = () => r.result.createObjectStore(table, { keyPath: "key" });
    r.onsuccess = () => resolve(r.result);
    r.onerror = () => reject(r.error);
    r.onblocked = () => reject(new Error("blocked"));
  });
}

class Indexed implements Store {
  readonly kind = "indexeddb";
  constructor(private db: IDBDatabase) {
    db.onversionchange = () => db.close();
  }

  private in<T>(mode: IDBTransactionMode, what: (s: IDBObjectStore, give: (v: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const t = this.db.transaction(table, mode);
      let value: T;
      what(t.objectStore(table), (v) => { value = v; });
      t.oncomplete = () => resolve(value);
      t.onerror = () => reject(t.error);
      t.onabort = () => reject(t.error ?? new Error("aborted"));
    });
  }

  async probe(): Promise<void> {
    await this.put({ key: "probe", draft: "", owner: "", saved: 0, kept: null, review: [] });
    await this.drop("probe");
  }

  async all(draft?: string): Promise<Left[]> {
    const list = await this.in<Left[]>("readonly", (s, give) => { const r = s.getAll(); r.onsuccess = () => give(r.result as Left[]); });
    return list.filter((r) => r.draft && (draft === undefined || r.draft === draft));
  }

  put(r: Left): Promise<void> { return this.in<void>("readwrite", (s) => { s.put(r); }); }

  drop(key: string): Promise<void> { return this.in<void>("readwrite", (s) => { s.delete(key); }); }

  claim(key: string, from: string, owner: string): Promise<Left | null> {
    return this.in<Left | null>("readwrite", (s, give) => {
      const r = s.get(key);
      r.onsuccess = () => {
        const found = r.result as Left | undefined;
        if (!found || found.owner !== from) { give(null); return; }
        const mine = { ...found, owner };
        s.put(mine);
        give(mine);
      };
    });
  }
}

class Local implements Store {
  readonly kind = "localstorage";
  constructor(private local: Storage) {}
  async all(draft?: string): Promise<Left[]> { return copies(this.local, draft); }
  async put(r: Left): Promise<void> { this.local.setItem(`${name}.${r.key}`, JSON.stringify(r)); }
  async drop(key: string): Promise<void> { this.local.removeItem(`${name}.${key}`); }
  async claim(key: string, from: string, owner: string): Promise<Left | null> {
    const found = read(this.local, `${name}.${key}`);
    if (!found || found.owner !== from) return null;
    const mine = { ...found, owner };
    await this.put(mine);
    return mine;
  }
}

class Nowhere implements Store {
  readonly kind = "none";
  async all(): Promise<Left[]> { return []; }
  async put(): Promise<void> {}
  async drop(): Promise<void> {}
  async claim(): Promise<Left | null> { return null; }
}

function read(local: Storage, key: string): Left | null {
  try {
    const r = JSON.parse(local.getItem(key) ?? "null") as Left | null;
    return r && typeof r.key === "string" ? r : null;
  } catch { return null; }
}

/** The records that lie in localStorage, where they are put when a page closes and nothing slower would be done in time. */
export function copies(local: Storage | undefined, draft?: string): Left[] {
  const list: Left[] = [];
  try {
    for (let i = 0; local && i < local.length; i++) {
      const key = local.key(i);
      const r = key?.startsWith(`${name}.`) ? read(local, key) : null;
      if (r?.draft && (draft === undefined || r.draft === draft)) list.push(r);
    }
  } catch { /* none can be read */ }
  return list;
}

/** Puts a record where it is at once; whether it could be. */
export function copy(local: Storage | undefined, r: Left): boolean {
  try { local?.setItem(`${name}.${r.key}`, JSON.stringify(r)); return !!local; } catch { return false; }
}

/** Removes the copy of a record. */
export function uncopy(local: Storage | undefined, key: string): void {
  try { local?.removeItem(`${name}.${key}`); } catch { /* it stays */ }
}
