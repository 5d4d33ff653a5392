import { type Item, typeOf } from './attribute-value.ts';
import { isSummable } from './block-summary.ts';
import { fulfils } from './conditions.ts';
import { type CapacityRequest, consumed, readUnits } from './consumed-capacity.ts';
import { database, type ParsedExpressions } from './dynalite.ts';
import { refuse, validationError } from './errors.ts';
import { projected } from './read-item.ts';
import type { SecondaryIndex } from './secondary-index.ts';
import type { KeyRange } from './sorted-entries.ts';
import type { Table } from './table.ts';

/** What Query and Scan have in common. */
export interface PageRequest extends CapacityRequest, ParsedExpressions {
  IndexName?: string;
  Limit?: number;
  ExclusiveStartKey?: Item;
  Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT';
  AttributesToGet?: string[];
  ConditionalOperator?: string;
}

/** The table or index that a page is read from. */
export interface Source {
  readonly table: Table;
  readonly index: SecondaryIndex | undefined;
  /** The attributes of `LastEvaluatedKey`: the table's key, then the index's. */
  readonly keyNames: string[];
}

export function sourceOf(request: PageRequest, table: Table): Source {
  refuseSelect(request);
  const { IndexName } = request;
  const index = IndexName === undefined ? undefined : table.index(IndexName);
  if (IndexName !== undefined && !index) {
    throw validationError(`The table does not have the specified index: ${IndexName}`);
  }
  if (index?.isGlobal) refuseOnGlobalIndex(request, index);
  refuse(database.validateKeyPaths(request._projection?.nestedPaths, table.description));
  refuse(database.validateKeyPaths(request._filter?.nestedPaths, table.description));
  const schemas = [...table.description.KeySchema, ...(index?.description.KeySchema ?? [])];
  return { table, index, keyNames: [...new Set(schemas.map((key) => key.AttributeName))] };
}

function refuseSelect({ Select, IndexName, _projection, AttributesToGet }: PageRequest): void {
  if (Select === undefined) return;
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  const projection = _projection ? 'ProjectionExpression' : AttributesToGet ? 'AttributesToGet' : undefined;
  if (Select === 'SPECIFIC_ATTRIBUTES' && !projection) {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (Select !== 'SPECIFIC_ATTRIBUTES' && projection) {
    throw validationError(
      `Cannot specify the ${projection} when choosing to get ${Select === 'COUNT' ? 'only the Count' : Select}`,
    );
  }
}

function refuseOnGlobalIndex(request: PageRequest, index: SecondaryIndex): void {
  if (request.ConsistentRead) throw validationError('Consistent reads are not supported on global secondary indexes');
  if (request.Select === 'ALL_ATTRIBUTES' && !index.projectsAll) {
    throw validationError(
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary ' +
        `index ${request.IndexName} because its projection type is not ALL`,
    );
  }
}

/** The encoded key after which a page starts. */
export function startOf(startKey: Item, source: Source): string {
  const { table, index, keyNames } = source;
  if (Object.keys(startKey).length !== keyNames.length || !keyNames.every((name) => startKey[name])) {
    throw validationError('The provided starting key is invalid');
  }
  for (const { AttributeName, AttributeType } of table.description.AttributeDefinitions) {
    const value = startKey[AttributeName];
    if (value && typeOf(value) !== AttributeType) {
      throw validationError('The provided starting key is invalid: The provided key element does not match the schema');
    }
  }
  return index ? index.keyOf(startKey)! : table.keyOf(startKey);
}

interface Walk {
  range: KeyRange;
  falling: boolean;
  legacyFilter?: object | undefined;
}

const maxPageBytes = 1024 * 1024;

/** One page: at most `Limit` items or 1 MB, counted before the filter. */
export function readPage(request: PageRequest, source: Source, { range, falling, legacyFilter }: Walk): object {
  const { table, index, keyNames } = source;
  const wholeItems = index !== undefined && request.Select === 'ALL_ATTRIBUTES' && !index.projectsAll;
  const limit = request.Limit ?? Number.POSITIVE_INFINITY;
  const found: Item[] = [];
  const read = { rows: 0, bytes: 0, last: undefined as Item | undefined };
  const isFull = () => read.rows >= limit || read.bytes >= maxPageBytes;
  const { items } = index ?? table;
  const filter = request._filter?.expression;
  items.visit({
    range,
    falling,
    visit({ held }) {
      read.rows++;
      read.bytes += held.bytes;
      read.last = held.item;
      const whole = wholeItems ? table.items.get(table.keyOf(held.item))!.item : held.item;
      if (passes(request, legacyFilter, whole)) found.push(whole);
      return !isFull();
    },
    /** Rows of which the filter takes none are counted together, unless the page would end among them. */
    isPassedOver:
      filter && isSummable(filter)
        ? (rows) => {
            const { size, bytes } = rows;
            if (read.rows + size >= limit || read.bytes + bytes >= maxPageBytes || rows.mayFulfil(filter)) return false;
            read.rows += size;
            read.bytes += bytes;
            return true;
          }
        : undefined,
  });
  return {
    ...(request.Select !== 'COUNT' && { Items: found.map((item) => projected(request, item)) }),
    Count: found.length,
    ScannedCount: read.rows,
    ...(isFull() && read.last && { LastEvaluatedKey: keyOf(read.last, keyNames) }),
    ...consumed(request, () => readUnits(read.bytes, request.ConsistentRead)),
  };
}

const keyOf = (item: Item, names: string[]): Item => Object.fromEntries(names.map((name) => [name, item[name]!]));

function passes(request: PageRequest, legacyFilter: object | undefined, item: Item): boolean {
  if (request._filter) return fulfils(request._filter.expression, item);
  return !legacyFilter || database.matchesFilter(item, legacyFilter, request.ConditionalOperator);
}
