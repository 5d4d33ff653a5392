import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Json, JsonObject } from '#infra/local-runtime/service.ts';
import { fromItem } from '../shop/attributes.ts';
import { type TableName, type Tables, tableNames } from '../shop/tables.ts';

type Row = Readonly<Record<string, unknown>>;

/** One write to a table as its stream reports it; images are rows. */
export interface TableChange {
  readonly keys: Row;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  /** Taken away by the table itself, because its time to live had passed. */
  readonly expired: boolean;
}

/** Makes rows of the items of a record, each once and only if somebody asks for it. */
class StreamedChange implements TableChange {
  readonly expired: boolean;
  readonly #record: JsonObject;
  #before: Row | undefined;
  #after: Row | undefined;

  constructor({ dynamodb, userIdentity }: JsonObject) {
    this.#record = dynamodb as JsonObject;
    this.expired = (userIdentity as JsonObject | undefined)?.principalId === 'dynamodb.amazonaws.com';
  }

  get keys(): Row {
    return fromItem(this.#record.Keys as JsonObject);
  }

  get before(): Row | undefined {
    this.#before ??= rowOf(this.#record.OldImage);
    return this.#before;
  }

  get after(): Row | undefined {
    this.#after ??= rowOf(this.#record.NewImage);
    return this.#after;
  }
}

const rowOf = (image: Json | undefined) => (image === undefined ? undefined : fromItem(image as JsonObject));

export type ChangeListener = (change: TableChange) => void;

/** Reads the streams of all tables, each record once and in its sequence, and tells those who watch a table. */
export class ChangeFeed {
  readonly #runtime: LocalRuntime;
  readonly #listeners = new Map<TableName, ChangeListener[]>();
  readonly #iterators = new Map<TableName, string>();

  private constructor(runtime: LocalRuntime) {
    this.#runtime = runtime;
  }

  /** A feed of everything that is written from now on. */
  static async open(runtime: LocalRuntime, tables: Tables): Promise<ChangeFeed> {
    const feed = new ChangeFeed(runtime);
    for (const table of tableNames) {
      const { Streams } = await feed.#call('ListStreams', { TableName: tables.nameOf(table) });
      const StreamArn = (Streams as JsonObject[])[0]!.StreamArn!;
      const { StreamDescription } = await feed.#call('DescribeStream', { StreamArn });
      const { ShardId } = ((StreamDescription as JsonObject).Shards as JsonObject[])[0]!;
      const { ShardIterator } = await feed.#call('GetShardIterator', {
        StreamArn,
        ShardId: ShardId!,
        ShardIteratorType: 'LATEST',
      });
      feed.#iterators.set(table, ShardIterator as string);
    }
    return feed;
  }

  watch(table: TableName, listener: ChangeListener): void {
    this.#listeners.set(table, [...(this.#listeners.get(table) ?? []), listener]);
  }

  /** Hands on what has been written since the last time. */
  async read(): Promise<void> {
    for (const [table, iterator] of this.#iterators) {
      let next = iterator;
      for (let more = true; more; ) {
        const page = await this.#call('GetRecords', { ShardIterator: next });
        const records = page.Records as JsonObject[];
        for (const record of records) this.#tell(table, record);
        next = page.NextShardIterator as string;
        more = records.length > 0;
      }
      this.#iterators.set(table, next);
    }
  }

  #tell(table: TableName, record: JsonObject): void {
    const change = new StreamedChange(record);
    for (const listener of this.#listeners.get(table) ?? []) listener(change);
  }

  #call(operation: string, input: JsonObject): Promise<JsonObject> {
    return this.#runtime.call({ service: 'dynamodbstreams', operation, input });
  }
}
