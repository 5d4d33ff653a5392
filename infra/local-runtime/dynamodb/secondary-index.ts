import type { Item } from './attribute-value.ts';
import { encodedKeyOf } from './encoded-keys.ts';
import { ItemCollection } from './item-collection.ts';
import { SizedItem } from './item-size.ts';
import type { IndexDescription, TableDescription } from './table-description.ts';

/** A secondary index: sparse, always up to date, and projected as declared. */
export class SecondaryIndex {
  readonly description: IndexDescription;
  readonly isGlobal: boolean;
  readonly items = new ItemCollection();
  readonly #table: TableDescription;
  readonly #keyAttributes: string[];
  readonly #projected: string[] | undefined;

  constructor(description: IndexDescription, table: TableDescription, isGlobal: boolean) {
    this.description = description;
    this.isGlobal = isGlobal;
    this.#table = table;
    this.#keyAttributes = description.KeySchema.map((key) => key.AttributeName);
    const { ProjectionType, NonKeyAttributes = [] } = description.Projection;
    const tableKeys = table.KeySchema.map((key) => key.AttributeName);
    if (ProjectionType !== 'ALL') {
      this.#projected = [...new Set([...tableKeys, ...this.#keyAttributes, ...NonKeyAttributes])];
    }
  }

  get projectsAll(): boolean {
    return this.#projected === undefined;
  }

  follow(before: SizedItem | undefined, after: SizedItem | undefined): void {
    const oldKey = before && this.keyOf(before.item);
    const newKey = after && this.keyOf(after.item);
    if (oldKey !== undefined && oldKey !== newKey) this.items.delete(oldKey);
    if (newKey !== undefined) this.items.put(newKey, this.#project(after!));
  }

  /** The place of an item; none if it lacks a key attribute. The table's own key tells items of equal index keys apart. */
  keyOf(item: Item): string | undefined {
    if (!this.#keyAttributes.every((name) => item[name])) return undefined;
    const own = encodedKeyOf(item, this.#table, this.#table.KeySchema);
    return encodedKeyOf(item, this.#table, this.description.KeySchema) + own;
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
