import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { notFound } from './errors.ts';
import type { SizedItem } from './item-size.ts';
import type { AccountContext } from './request.ts';
import type { Stream } from './stream.ts';
import { isChange, type StreamRecord } from './stream-record.ts';
import type { Table } from './table.ts';
import { TimeToLive } from './time-to-live.ts';

/** What the services share about where and when they are. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly region: string;
  readonly account: string;
}

/** A write that has been decided and not yet been done. */
export interface PlannedWrite {
  readonly table: Table;
  readonly key: string;
  readonly before: SizedItem | undefined;
  readonly after: SizedItem | undefined;
}

/** The record is the stream's own: a listener hands on copies. */
export type RecordListener = (streamArn: string, record: StreamRecord) => void;

/** All tables and streams of the account. Every change of an item goes through `commit`. */
export class Store implements AccountContext {
  readonly surroundings: Surroundings;
  readonly tables = new Map<string, Table>();
  readonly streams = new Map<string, Stream>();
  readonly timeToLive: TimeToLive;
  /** dynalite counts an item otherwise than AWS does: the writes count for themselves. */
  readonly options = { maxItemSize: Number.POSITIVE_INFINITY };
  readonly tableDb: { awsRegion: string; awsAccountId: string };
  #listeners = new Set<RecordListener>();
  #undelivered: { streamArn: string; record: StreamRecord }[] = [];
  #delivering = false;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.tableDb = { awsRegion: surroundings.region, awsAccountId: surroundings.account };
    this.timeToLive = new TimeToLive(surroundings.clock, (writes) => this.commit(writes, { byService: true }));
  }

  /** The table of that name; control operations name it in their complaint, item operations do not. */
  table(name: string, { named = false } = {}): Table {
    const table = this.tables.get(name);
    if (!table) throw notFound(named ? `: Table: ${name} not found` : '');
    return table;
  }

  /** Does all the writes in one step, then records them, then tells the listeners: nobody sees a part of them. */
  commit(writes: PlannedWrite[], { byService = false } = {}): void {
    const changes = writes.filter(({ before, after }) => isChange(before?.item, after?.item));
    for (const { table, key, before, after } of changes) {
      table.replace(key, before, after);
      this.timeToLive.follow(table, key, before?.item, after?.item);
    }
    for (const { table, before, after } of changes) {
      const stream = this.#streamOf(table);
      if (!stream) continue;
      const keys = table.keyAttributesOf((after ?? before)!.item);
      this.#undelivered.push({ streamArn: stream.arn, record: stream.append({ keys, before, after, byService }) });
    }
    this.#deliver();
  }

  /** A listener that writes is told of its own writes after everything that was recorded before them. */
  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let next = this.#undelivered.shift(); next; next = this.#undelivered.shift()) {
        for (const listener of this.#listeners) listener(next.streamArn, next.record);
      }
    } finally {
      this.#delivering = false;
    }
  }

  /** Calls `listener` for each record right after the write that made it; returns how to stop that. */
  onRecord(listener: RecordListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #streamOf(table: Table): Stream | undefined {
    const { StreamSpecification, LatestStreamArn } = table.description;
    return StreamSpecification?.StreamEnabled ? this.streams.get(LatestStreamArn!) : undefined;
  }
}
