import type { Item } from './attribute-value.ts';
import { BlockSummary } from './block-summary.ts';
import type { SizedItem } from './item-size.ts';
import { type KeyRange, SortedEntries } from './sorted-entries.ts';

export interface ItemEntry {
  readonly key: string;
  readonly held: SizedItem;
}
type Entry = { -readonly [Member in keyof ItemEntry]: ItemEntry[Member] };

/** How a range is walked. */
interface Walk {
  range: KeyRange;
  falling: boolean;
  /** Looks at one entry, and changes nothing; false = it has seen enough. */
  visit(entry: ItemEntry): boolean;
  /** Whether many neighbouring entries are left out together; asked only when the walk rises. */
  isPassedOver?: ((rows: BlockSummary) => boolean) | undefined;
}

/** Items by their encoded key, walkable in the sequence of their keys: what a table is made of, and each index. */
export class ItemCollection {
  #byKey = new Map<string, Entry>();
  #sorted = new SortedEntries<Entry, BlockSummary>((entries) => new BlockSummary(entries));

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): SizedItem | undefined {
    return this.#byKey.get(key)?.held;
  }

  put(key: string, held: SizedItem): void {
    const there = this.#byKey.get(key);
    if (there) {
      const around = this.#sorted.summaryAround(key);
      around?.leave(there);
      there.held = held;
      around?.enter(there);
      return;
    }
    const entry = { key, held };
    this.#byKey.set(key, entry);
    this.#sorted.add(entry);
  }

  delete(key: string): void {
    if (this.#byKey.delete(key)) this.#sorted.delete(key);
  }

  visit({ range, falling, visit, isPassedOver }: Walk): void {
    if (falling) this.#sorted.falling(range, visit);
    else this.#sorted.rising(range, visit, isPassedOver);
  }

  walk(range: KeyRange, falling: boolean): Item[] {
    const items: Item[] = [];
    this.visit({ range, falling, visit: ({ held }) => items.push(held.item) > 0 });
    return items;
  }
}
