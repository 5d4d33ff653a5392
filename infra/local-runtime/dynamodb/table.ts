import type { Item } from './attribute-value.ts';
import { encodedKeyOf } from './encoded-keys.ts';
import { ItemCollection } from './item-collection.ts';
import type { SizedItem } from './item-size.ts';
import { SecondaryIndex } from './secondary-index.ts';
import type { TableDescription } from './table-description.ts';

/** The items of one table with their indexes. Items in it are never changed, only replaced. */
export class Table {
  readonly description: TableDescription;
  readonly items = new ItemCollection();
  readonly indexes: SecondaryIndex[];
  readonly tags = new Map<string, string>();
  pointInTimeRecovery = false;
  #bytes = 0;

  constructor(description: TableDescription) {
    this.description = description;
    this.indexes = [
      ...(description.LocalSecondaryIndexes ?? []).map((index) => new SecondaryIndex(index, description, false)),
      ...(description.GlobalSecondaryIndexes ?? []).map((index) => new SecondaryIndex(index, description, true)),
    ];
  }

  get name(): string {
    return this.description.TableName;
  }

  keyOf(item: Item): string {
    return encodedKeyOf(item, this.description, this.description.KeySchema);
  }

  keyAttributesOf(item: Item): Item {
    return Object.fromEntries(this.description.KeySchema.map(({ AttributeName: name }) => [name, item[name]!]));
  }

  /** Says which item a key means, before anybody has checked that the key fits the table. */
  placeOf(keyed: Item): string {
    return JSON.stringify([this.name, ...this.description.KeySchema.map((key) => keyed[key.AttributeName])]);
  }

  index(name: string): SecondaryIndex | undefined {
    return this.indexes.find((index) => index.description.IndexName === name);
  }

  /** Puts the item in the place of the one with its key, or takes that one away; indexes follow in the same step. */
  replace(key: string, before: SizedItem | undefined, after: SizedItem | undefined): void {
    for (const index of this.indexes) index.follow(before, after);
    if (after) this.items.put(key, after);
    else this.items.delete(key);
    this.#bytes += (after?.bytes ?? 0) - (before?.bytes ?? 0);
  }

  /** DescribeTable's picture; AWS counts every six hours, this counts now. */
  describe(): TableDescription {
    const counted = (index: SecondaryIndex) => ({ ...index.description, ItemCount: index.items.size });
    const locals = this.indexes.filter((index) => !index.isGlobal);
    const globals = this.indexes.filter((index) => index.isGlobal);
    return {
      ...this.description,
      ItemCount: this.items.size,
      TableSizeBytes: this.#bytes,
      ...(locals.length > 0 && { LocalSecondaryIndexes: locals.map(counted) }),
      ...(globals.length > 0 && { GlobalSecondaryIndexes: globals.map(counted) }),
    };
  }
}
