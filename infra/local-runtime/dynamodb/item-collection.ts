import type { Item } from './attribute-value.ts';
import type { SizedItem } from './item-size.ts';
import { type KeyRange, SortedEntries } from './sorted-entries.ts';

interface Entry {
  readonly key: string;
  held: SizedItem;
}

/** Items by their encoded key, walkable in the sequence of their keys: what a table is made of, and each index. */
export class ItemCollection {
  #byKey = new Map<string, Entry>();
  #sorted = new SortedEntries<Entry>();

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): SizedItem | undefined {
    return this.#byKey.get(key)?.held;
  }

  put(key: string, held: SizedItem): void {
    const there = this.#byKey.get(key);
    if (there) {
      there.held = held;
      return;
    }
    const entry = { key, held };
    this.#byKey.set(key, entry);
    this.#sorted.add(entry);
  }

  delete(key: string): void {
    if (this.#byKey.delete(key)) this.#sorted.delete(key);
  }

  /** The entries of a range, which must not be changed while they are walked. */
  entries(range: KeyRange, falling: boolean): Generator<{ readonly key: string; readonly held: SizedItem }> {
    return falling ? this.#sorted.falling(range) : this.#sorted.rising(range);
  }

  *walk(range: KeyRange, falling: boolean): Generator<Item> {
    for (const { held } of this.entries(range, falling)) yield held.item;
  }
}
