import type { Item } from './attribute-value.ts';
import { encodedKeyOf, keyPartsOf } from './encoded-keys.ts';
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
  readonly #keyParts: ReturnType<typeof keyPartsOf>;
  #bytes = 0;

  constructor(description: TableDescription) {
    this.description = description;
    this.#keyParts = keyPartsOf(description, description.KeySchema);
    this.indexes = [
      ...(description.LocalSecondaryIndexes ?? []).map((index) => new SecondaryIndex(index, description, false)),
      ...(description.GlobalSecondaryIndexes ?? []).map((index) => new SecondaryIndex(index, description, true)),
    ];
  }

  get name(): string {
    return this.description.TableName;
  }

  keyOf(item: Item): string {
    return encodedKeyOf(item, this.#keyParts);
  }

  keyAttributesOf(item: Item): Item {
    const keys: Item = {};
    for (const { name } of this.#keyParts) keys[name] = item[name]!;
    return keys;
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
    for (const index of this.indexes) index.follow(key, before, after);
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
