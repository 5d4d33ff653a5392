import { copyOf } from '../deep-copy.ts';
import type { JsonObject, Service } from '../service.ts';
import { batchGetItem, batchWriteItem } from './batch.ts';
import { query } from './query.ts';
import { getItem } from './read-item.ts';
import { scan } from './scan.ts';
import { type RecordListener, Store, type Surroundings } from './store.ts';
import { createTable, deleteTable, describeTable, listTables, updateTable } from './table-operations.ts';
import {
  describeContinuousBackups,
  describeTimeToLive,
  listTagsOfResource,
  tagResource,
  untagResource,
  updateContinuousBackups,
  updateTimeToLive,
} from './table-settings.ts';
import { transactGetItems } from './transact-get.ts';
import { TransactWrite } from './transact-write.ts';
import { writeItem } from './write-item.ts';

type Operation = (store: Store, input: JsonObject) => object;

const operations: Record<string, Operation> = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  CreateTable: createTable,
  DeleteItem: (store, input) => writeItem(store, 'DeleteItem', input),
  DeleteTable: deleteTable,
  DescribeContinuousBackups: describeContinuousBackups,
  DescribeTable: describeTable,
  DescribeTimeToLive: describeTimeToLive,
  GetItem: getItem,
  ListTables: listTables,
  ListTagsOfResource: listTagsOfResource,
  PutItem: (store, input) => writeItem(store, 'PutItem', input),
  Query: query,
  Scan: scan,
  TagResource: tagResource,
  TransactGetItems: transactGetItems,
  UntagResource: untagResource,
  UpdateContinuousBackups: updateContinuousBackups,
  UpdateItem: (store, input) => writeItem(store, 'UpdateItem', input),
  UpdateTable: updateTable,
  UpdateTimeToLive: updateTimeToLive,
};

/** Who has a name makes rows of its own of an answer, from memory or from the socket's text; everybody else gets a copy. */
const handedOut = (answer: object, caller: string | undefined): JsonObject =>
  (caller === undefined ? copyOf(answer) : answer) as JsonObject;

/**
 * DynamoDB in this process. Every operation finishes before it returns, so callers never interleave inside one. Nobody
 * outside holds a piece of the store.
 */
export class DynamoDbService implements Service {
  readonly store: Store;
  readonly operations: Service['operations'];

  constructor(surroundings: Surroundings) {
    this.store = new Store(surroundings);
    const transactWrite = new TransactWrite(this.store);
    const all: Record<string, Operation> = {
      ...operations,
      TransactWriteItems: (_, input) => transactWrite.run(input),
    };
    this.operations = Object.fromEntries(
      Object.entries(all).map(([name, run]) => [name, (input, caller) => handedOut(run(this.store, input), caller)]),
    );
  }

  /** Calls `listener` for each stream record right after the write that made it; returns how to stop that. */
  onRecord(listener: RecordListener): () => void {
    return this.store.onRecord(listener);
  }
}
