import type { Item } from './attribute-value.ts';
import type { SizedItem } from './item-size.ts';
import { type Block, type KeyRange, SortedEntries } from './sorted-entries.ts';

export interface ItemEntry {
  readonly key: string;
  readonly held: SizedItem;
}
type Entry = { -readonly [Member in keyof ItemEntry]: ItemEntry[Member] };

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
      this.#sorted.changed(key);
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
  entries(range: KeyRange, falling: boolean): Generator<ItemEntry> {
    return falling ? this.#sorted.falling(range) : this.#sorted.rising(range);
  }

  /** The same, rising, without the blocks that are passed over when the walk comes to them. */
  entriesBut(range: KeyRange, isPassedOver: (block: Block<ItemEntry>) => boolean): Generator<ItemEntry> {
    return this.#sorted.rising(range, isPassedOver);
  }

  *walk(range: KeyRange, falling: boolean): Generator<Item> {
    for (const { held } of this.entries(range, falling)) yield held.item;
  }
}
