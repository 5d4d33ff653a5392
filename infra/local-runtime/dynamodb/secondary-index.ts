import { equalValues, type Item } from './attribute-value.ts';
import { encodedKeyOf, keyPartsOf } from './encoded-keys.ts';
import { ItemCollection } from './item-collection.ts';
import { SizedItem } from './item-size.ts';
import type { IndexDescription, TableDescription } from './table-description.ts';

/** A secondary index: sparse, always up to date, and projected as declared. */
export class SecondaryIndex {
  readonly description: IndexDescription;
  readonly isGlobal: boolean;
  readonly items = new ItemCollection();
  readonly #keyParts: ReturnType<typeof keyPartsOf>;
  readonly #tableKeyParts: ReturnType<typeof keyPartsOf>;
  readonly #projected: string[] | undefined;

  constructor(description: IndexDescription, table: TableDescription, isGlobal: boolean) {
    this.description = description;
    this.isGlobal = isGlobal;
    this.#keyParts = keyPartsOf(table, description.KeySchema);
    this.#tableKeyParts = keyPartsOf(table, table.KeySchema);
    const { ProjectionType, NonKeyAttributes = [] } = description.Projection;
    if (ProjectionType !== 'ALL') {
      const keys = [...this.#tableKeyParts, ...this.#keyParts].map(({ name }) => name);
      this.#projected = [...new Set([...keys, ...NonKeyAttributes])];
    }
  }

  get projectsAll(): boolean {
    return this.#projected === undefined;
  }

  /** Keeps up with a write of the item that has this key in the table. */
  follow(tableKey: string, before: SizedItem | undefined, after: SizedItem | undefined): void {
    const oldKey = before && this.#keyOf(before.item, tableKey);
    const stays =
      before && after && this.#keyParts.every(({ name }) => equalValues(before.item[name], after.item[name]));
    const newKey = stays ? oldKey : after && this.#keyOf(after.item, tableKey);
    if (oldKey !== undefined && oldKey !== newKey) this.items.delete(oldKey);
    if (newKey !== undefined) this.items.put(newKey, this.#project(after!));
  }

  /** The place of an item; none if it lacks a key attribute. The table's own key tells items of equal index keys apart. */
  keyOf(item: Item): string | undefined {
    return this.#keyOf(item, encodedKeyOf(item, this.#tableKeyParts));
  }

  #keyOf(item: Item, tableKey: string): string | undefined {
    for (const { name } of this.#keyParts) if (!item[name]) return undefined;
    return encodedKeyOf(item, this.#keyParts) + tableKey;
  }

  #project(whole: SizedItem): SizedItem {
    if (!this.#projected) return whole;
    const part: Item = {};
    for (const name of this.#projected) {
      const value = whole.item[name];
      if (value) part[name] = value;
    }
    return new SizedItem(part);
  }
}
