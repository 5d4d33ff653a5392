import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { StreamRecord } from '#infra/local-runtime/dynamodb/stream-record.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { fromItem } from '../shop/attributes.ts';
import { type TableName, type Tables, tableNames } from '../shop/tables.ts';

type Row = Readonly<Record<string, unknown>>;

/** One write to a table as its stream reports it; images are rows. */
export interface TableChange {
  readonly keys: Row;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  /** What kind of row of the Cases table it is. */
  readonly entity: string | undefined;
  /** What this write has put there, in API form: what it left alone has been looked at before. */
  readonly written: object | undefined;
  /** Taken away by the table itself, because its time to live had passed. */
  readonly expired: boolean;
}

/** Makes rows of the items of a record, each once and only if somebody asks for it: the record stays the stream's own. */
class StreamedChange implements TableChange {
  readonly expired: boolean;
  readonly #record: StreamRecord['dynamodb'];
  #keys: Row | undefined;
  #before: Row | undefined;
  #after: Row | undefined;

  constructor({ dynamodb, userIdentity }: StreamRecord) {
    this.#record = dynamodb;
    this.expired = userIdentity?.principalId === 'dynamodb.amazonaws.com';
  }

  get keys(): Row {
    this.#keys ??= rowOf(this.#record.Keys);
    return this.#keys;
  }

  get entity(): string | undefined {
    return (this.#record.NewImage ?? this.#record.OldImage)?.entity?.S;
  }

  get written(): object | undefined {
    const { NewImage, OldImage } = this.#record;
    return NewImage && OldImage ? differing(NewImage, OldImage) : NewImage;
  }

  get before(): Row | undefined {
    const { OldImage } = this.#record;
    if (OldImage) this.#before ??= rowOf(OldImage);
    return this.#before;
  }

  get after(): Row | undefined {
    const { NewImage } = this.#record;
    if (NewImage) this.#after ??= rowOf(NewImage);
    return this.#after;
  }
}

type Image = NonNullable<StreamRecord['dynamodb']['NewImage']>;

/** An attribute that an update left alone is the same object in both images; whatever is another may say the same again. */
function differing(after: Image, before: Image): Image {
  const differing: Image = {};
  for (const name in after) if (after[name] !== before[name]) differing[name] = after[name]!;
  return differing;
}

const rowOf = (image: object): Row => fromItem(image as JsonObject);

export type ChangeListener = (change: TableChange) => void;

/**
 * Told of every record of the streams of all tables, hands them on when it is read: table by table, each record once and
 * in its sequence.
 */
export class ChangeFeed {
  readonly #listeners = new Map<TableName, ChangeListener[]>();
  /** What has been written since the last look, by table. */
  readonly #fresh = new Map<TableName, StreamRecord[]>(tableNames.map((table) => [table, []]));

  private constructor() {}

  /** A feed of everything that is written from now on. */
  static async open(
    runtime: Pick<LocalRuntime, 'call' | 'onRecord'>,
    tables: Pick<Tables, 'nameOf'>,
  ): Promise<ChangeFeed> {
    const feed = new ChangeFeed();
    const tableOf = new Map<string, TableName>();
    for (const table of tableNames) {
      const input = { TableName: tables.nameOf(table) };
      const { Streams } = await runtime.call({ service: 'dynamodbstreams', operation: 'ListStreams', input });
      for (const { StreamArn } of Streams as JsonObject[]) tableOf.set(StreamArn as string, table);
    }
    runtime.onRecord((streamArn, record) => {
      const table = tableOf.get(streamArn);
      if (table) feed.#fresh.get(table)?.push(record);
    });
    return feed;
  }

  watch(table: TableName, listener: ChangeListener): void {
    this.#listeners.set(table, [...(this.#listeners.get(table) ?? []), listener]);
  }

  /** Hands on what has been written since the last time. */
  read(): void {
    for (const [table, records] of this.#fresh) {
      if (records.length === 0) continue;
      const listeners = this.#listeners.get(table) ?? [];
      for (const record of records.splice(0)) {
        const change = new StreamedChange(record);
        for (const listener of listeners) listener(change);
      }
    }
  }
}
