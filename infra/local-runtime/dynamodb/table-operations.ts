import { type JsonObject, ServiceError } from '../service.ts';
import { validationError } from './errors.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';
import { Stream } from './stream.ts';
import { Table } from './table.ts';
import { type CreateTableInput, describeNewTable, type StreamSpecification } from './table-description.ts';

interface TableName {
  TableName: string;
}

/** A table is usable as soon as it is created; the answer still says CREATING, as AWS's does. */
export function createTable(store: Store, input: JsonObject): object {
  const request = parseRequest<CreateTableInput>('CreateTable', input, store);
  if (store.tables.has(request.TableName)) {
    throw new ServiceError('ResourceInUseException', `Table already exists: ${request.TableName}`);
  }
  const { clock, random, region, account } = store.surroundings;
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${request.TableName}`;
  const table = new Table(describeNewTable(request, { arn, now: clock.now(), random }));
  table.description.DeletionProtectionEnabled = input.DeletionProtectionEnabled === true;
  if (input.StreamSpecification) setStream(store, table, input.StreamSpecification);
  for (const { Key, Value } of (input.Tags ?? []) as { Key: string; Value: string }[]) table.tags.set(Key, Value);
  store.tables.set(table.name, table);
  return { TableDescription: { ...table.describe(), TableStatus: 'CREATING' } };
}

export function describeTable(store: Store, input: JsonObject): object {
  const { TableName } = parseRequest<TableName>('DescribeTable', input, store);
  return { Table: store.table(TableName, { named: true }).describe() };
}

interface ListTablesRequest {
  ExclusiveStartTableName?: string;
  Limit?: number;
}

export function listTables(store: Store, input: JsonObject): object {
  const { ExclusiveStartTableName: start = '', Limit = 100 } = parseRequest<ListTablesRequest>(
    'ListTables',
    input,
    store,
  );
  const names = [...store.tables.keys()].filter((name) => name > start).sort();
  const TableNames = names.slice(0, Limit);
  return { TableNames, ...(names.length > Limit && { LastEvaluatedTableName: TableNames.at(-1) }) };
}

export function deleteTable(store: Store, input: JsonObject): object {
  const { TableName } = parseRequest<TableName>('DeleteTable', input, store);
  const table = store.table(TableName, { named: true });
  if (table.description.DeletionProtectionEnabled) {
    throw validationError(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  }
  store.timeToLive.disable(table);
  disableStream(store, table);
  store.tables.delete(TableName);
  return { TableDescription: { ...table.describe(), TableStatus: 'DELETING' } };
}

/** Changes of the stream and of the deletion protection; a template creates everything else whole. */
export function updateTable(store: Store, input: JsonObject): object {
  const { TableName, StreamSpecification, DeletionProtectionEnabled, ...others } = input;
  const unknown = Object.keys(others).filter((name) => others[name] !== undefined);
  if (unknown.length > 0) {
    throw validationError(`The local runtime's UpdateTable does not know ${unknown.join(', ')}`);
  }
  if (!StreamSpecification && DeletionProtectionEnabled === undefined) {
    throw validationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or ' +
        'SSESpecification or ReplicaUpdates is required',
    );
  }
  const table = store.table(String(TableName), { named: true });
  if (StreamSpecification) setStream(store, table, StreamSpecification);
  if (DeletionProtectionEnabled !== undefined) {
    table.description.DeletionProtectionEnabled = DeletionProtectionEnabled === true;
  }
  return { TableDescription: { ...table.describe(), TableStatus: 'UPDATING' } };
}

function setStream(store: Store, table: Table, given: unknown): void {
  const { StreamEnabled, StreamViewType } = given as StreamSpecification;
  const enabled = table.description.StreamSpecification?.StreamEnabled === true;
  if (!StreamEnabled) {
    if (!enabled) throw validationError('Table already has stream disabled');
    disableStream(store, table);
    return;
  }
  if (enabled) throw validationError('Table already has an enabled stream');
  if (!StreamViewType) {
    throw validationError('StreamViewType must be specified when StreamEnabled is true');
  }
  const stream = new Stream(table.description, StreamViewType, store.surroundings);
  store.streams.set(stream.arn, stream);
  table.description.StreamSpecification = { StreamEnabled, StreamViewType };
  table.description.LatestStreamArn = stream.arn;
  table.description.LatestStreamLabel = stream.label;
}

/** A disabled stream can be read until its records have aged out. */
function disableStream(store: Store, table: Table): void {
  const stream = store.streams.get(table.description.LatestStreamArn ?? '');
  if (stream) stream.enabled = false;
  delete table.description.StreamSpecification;
}
