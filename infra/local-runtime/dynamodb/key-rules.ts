import type { AttributeValue, Item } from './attribute-value.ts';
import { database, isPath, type UpdateClause } from './dynalite.ts';
import { refuse, validationError } from './errors.ts';
import type { Table } from './table.ts';

/*
 * What may not stand in a key. AWS tells two kinds apart: an empty value is refused with the request, everything else
 * only with the action, so that in a transaction it is a reason of the cancellation.
 */

const notValid = (detail: string) => validationError(`One or more parameter values are not valid. ${detail}`);

const cannotBeEmpty = (kind: string) => `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;

const emptyKind = (value: AttributeValue | undefined) =>
  value?.S === '' ? 'string' : value?.B === '' ? 'binary' : undefined;

/** Refuses an item, or a key, with an empty key attribute of the table or of an index. */
export function refuseEmptyKeys(table: Table, item: Item): void {
  for (const { AttributeName } of table.description.KeySchema) {
    const kind = emptyKind(item[AttributeName]);
    if (kind) throw notValid(`${cannotBeEmpty(kind)} Key: ${AttributeName}`);
  }
  for (const { description } of table.indexes) {
    for (const { AttributeName } of description.KeySchema) {
      const kind = emptyKind(item[AttributeName]);
      if (!kind) continue;
      throw notValid(
        `A value specified for a secondary index key is not supported. ${cannotBeEmpty(kind)} ` +
          `IndexName: ${description.IndexName}, IndexKey: ${AttributeName}`,
      );
    }
  }
}

/** Refuses an update that names an empty value for an index key. */
export function refuseEmptyIndexKeys(table: Table, clauses: UpdateClause[]): void {
  for (const { type, path, val } of clauses) {
    if (type !== 'set' || path.length > 1 || isPath(val) || 'args' in val) continue;
    const kind = emptyKind(val);
    if (kind && isIndexKey(table, path[0]!)) throw emptyIndexKey(kind);
  }
}

/** Refuses the outcome of an update of which an index key has become empty or of another type than declared. */
export function refuseBadIndexKeys(table: Table, after: Item): void {
  for (const { AttributeName, AttributeType } of table.description.AttributeDefinitions) {
    const value = after[AttributeName];
    if (!value || !isIndexKey(table, AttributeName)) continue;
    const kind = emptyKind(value);
    if (kind) throw emptyIndexKey(kind);
    if (value[AttributeType] === undefined) {
      throw validationError('The update expression attempted to update the secondary index key to unsupported type');
    }
  }
}

export function refuseWrongItem(table: Table, item: Item): void {
  refuse(database.validateItem(item, table.description));
}

export function refuseWrongKey(table: Table, key: Item): void {
  refuse(database.validateKey(key, table.description));
}

const emptyIndexKey = (kind: string) =>
  notValid(
    'The update expression attempted to update a secondary index key to a value that is not supported. ' +
      cannotBeEmpty(kind),
  );

const isIndexKey = (table: Table, name: string | number) =>
  table.indexes.some(({ description }) => description.KeySchema.some((key) => key.AttributeName === name));
