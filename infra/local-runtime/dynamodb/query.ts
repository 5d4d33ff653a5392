import type { JsonObject } from '../service.ts';
import { type AttributeValue, equalValues } from './attribute-value.ts';
import { compares } from './conditions.ts';
import { validationError } from './errors.ts';
import { type KeyCondition, keyRange } from './key-range.ts';
import { type PageRequest, readPage, type Source, sourceOf, startOf } from './page.ts';
import { parseRequest } from './request.ts';
import type { KeyRange } from './sorted-entries.ts';
import type { Store } from './store.ts';

interface QueryRequest extends PageRequest {
  KeyConditions: Record<string, KeyCondition>;
  ScanIndexForward?: boolean;
  QueryFilter?: Record<string, object>;
}

export function query(store: Store, input: JsonObject): object {
  const request = parseRequest<QueryRequest>('Query', input, store);
  const source = sourceOf(request, store.table(request.TableName));
  const { partition, sort } = keyConditions(request, source);
  refuseFilterOnKeys(request, source);
  const range = keyRange(partition.AttributeValueList[0]!, sort);
  const falling = request.ScanIndexForward === false;
  const walked = request.ExclusiveStartKey ? continued(request, source, { range, falling }) : range;
  return readPage(request, source, { range: walked, falling, legacyFilter: request.QueryFilter });
}

const notIndexable = new Set(['NULL', 'NOT_NULL', 'NE', 'CONTAINS', 'NOT_CONTAINS', 'IN']);

const schemaOf = ({ table, index }: Source) => (index ?? table).description.KeySchema;

/** The conditions on the partition and the sort key, of the right kind and type. */
function keyConditions({ KeyConditions }: QueryRequest, source: Source) {
  const [partitionKey, sortKey] = schemaOf(source).map((key) => key.AttributeName) as [string, string?];
  const given = Object.keys(KeyConditions).length;
  if (!sortKey && given > 1) throw validationError('Query key condition not supported');
  const partition = KeyConditions[partitionKey];
  const sort = sortKey === undefined ? undefined : KeyConditions[sortKey];
  if (!partition) throw validationError(`Query condition missed key schema element: ${partitionKey}`);
  if (!sort && given > 1) throw validationError(`Query condition missed key schema element: ${sortKey}`);
  for (const { AttributeName, AttributeType } of source.table.description.AttributeDefinitions) {
    const condition = AttributeName === partitionKey ? partition : AttributeName === sortKey ? sort : undefined;
    if (!condition) continue;
    if (notIndexable.has(condition.ComparisonOperator)) {
      throw validationError('Attempted conditional constraint is not an indexable operation');
    }
    if (condition.AttributeValueList.some((value) => value[AttributeType] === undefined)) {
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    }
  }
  if (partition.ComparisonOperator !== 'EQ') throw validationError('Query key condition not supported');
  return { partition, sort, partitionKey, sortKey };
}

function refuseFilterOnKeys({ QueryFilter, _filter }: QueryRequest, source: Source): void {
  const filtered = QueryFilter ?? _filter?.pathHeads ?? {};
  const key = schemaOf(source).find(({ AttributeName }) => AttributeName in filtered);
  if (!key) return;
  throw validationError(
    `${QueryFilter ? 'QueryFilter' : 'Filter Expression'} can only contain non-primary key attributes: ` +
      `Primary key attribute: ${key.AttributeName}`,
  );
}

/** The rest of the range after the key that the caller got last. */
function continued(request: QueryRequest, source: Source, { range, falling }: { range: KeyRange; falling: boolean }) {
  const startKey = request.ExclusiveStartKey!;
  const start = startOf(startKey, source);
  const { partition, sort, partitionKey, sortKey } = keyConditions(request, source);
  if (!equalValues(startKey[partitionKey], partition.AttributeValueList[0])) {
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  }
  if (sort && !meets(sort, startKey[sortKey!])) {
    throw validationError('The provided starting key does not match the range key predicate');
  }
  const { gt, gte, lt, lte } = range;
  return falling
    ? { ...(gt !== undefined && { gt }), ...(gte !== undefined && { gte }), lt: start }
    : { ...(lt !== undefined && { lt }), ...(lte !== undefined && { lte }), gt: start };
}

function meets({ ComparisonOperator, AttributeValueList }: KeyCondition, value: AttributeValue | undefined): boolean {
  const [first, last] = AttributeValueList;
  if (ComparisonOperator === 'BETWEEN') return compares('>=', value, first) && compares('<=', value, last);
  if (ComparisonOperator === 'EQ') return equalValues(value, first);
  return compares(comparisonByOperator[ComparisonOperator]!, value, first);
}

const comparisonByOperator: Record<string, string> = {
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BEGINS_WITH: 'begins_with',
};
