import type { Item } from './attribute-value.ts';
import { type KeyRange, SortedKeys } from './sorted-keys.ts';

/** Items by their encoded key, walkable in the sequence of their keys: what a table is made of, and each index. */
export class ItemCollection {
  #items = new Map<string, Item>();
  #keys = new SortedKeys();

  get size(): number {
    return this.#items.size;
  }

  get(key: string): Item | undefined {
    return this.#items.get(key);
  }

  put(key: string, item: Item): void {
    if (!this.#items.has(key)) this.#keys.add(key);
    this.#items.set(key, item);
  }

  delete(key: string): void {
    if (this.#items.delete(key)) this.#keys.delete(key);
  }

  *walk(range: KeyRange, falling: boolean): Generator<Item> {
    for (const key of falling ? this.#keys.falling(range) : this.#keys.rising(range)) yield this.#items.get(key)!;
  }
}
