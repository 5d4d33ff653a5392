import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type Change, recordOf, type StreamRecord } from './stream-record.ts';
import type { StreamViewType, TableDescription } from './table-description.ts';

const retentionMs = 24 * 3_600_000;

/** One table's stream: one shard, records of the last 24 hours, sequence numbers that rise. */
export class Stream {
  readonly arn: string;
  readonly label: string;
  readonly table: TableDescription;
  readonly view: StreamViewType;
  readonly createdAt: number;
  readonly shardId: string;
  enabled = true;
  readonly #clock: Clock;
  readonly #region: string;
  readonly #half: string;
  #records: StreamRecord[] = [];
  /** The position of the first record that is still there. */
  #trimmed = 0;

  constructor(table: TableDescription, view: StreamViewType, { clock, region }: { clock: Clock; region: string }) {
    this.createdAt = clock.now();
    this.label = new Date(this.createdAt).toISOString().replace('Z', '');
    this.arn = `${table.TableArn}/stream/${this.label}`;
    this.shardId = `shardId-${String(this.createdAt).padStart(20, '0')}-00000001`;
    this.table = table;
    this.view = view;
    this.#clock = clock;
    this.#region = region;
    this.#half = hash('md5', this.arn).slice(0, 16);
  }

  /** The position after the newest record. */
  get end(): number {
    return this.#trimmed + this.#records.length;
  }

  /** The position of the oldest record that has not aged out. */
  get horizon(): number {
    this.#trim();
    return this.#trimmed;
  }

  append(change: Change): StreamRecord {
    const record = recordOf(change, {
      eventId: this.#eventIdAt(this.end),
      region: this.#region,
      view: this.view,
      sequenceNumber: sequenceNumberAt(this.end),
      now: this.#clock.now(),
    });
    this.#records.push(record);
    if (this.#records.length % 4096 === 0) this.#trim();
    return record;
  }

  /** 32 hexadecimal digits: half of them tell the stream, the others the record. */
  #eventIdAt(position: number): string {
    return this.#half + position.toString(16).padStart(16, '0');
  }

  read(position: number, limit: number): StreamRecord[] {
    const from = position - this.horizon;
    return this.#records.slice(from, from + limit);
  }

  #trim(): void {
    const oldest = (this.#clock.now() - retentionMs) / 1000;
    let gone = 0;
    while (gone < this.#records.length && this.#records[gone]!.dynamodb.ApproximateCreationDateTime < oldest) gone++;
    if (gone === 0) return;
    this.#records.splice(0, gone);
    this.#trimmed += gone;
  }
}

const base = 10n ** 20n;

/** 21 digits, as a number behind `base`. */
export const sequenceNumberAt = (position: number) => `1${String(position + 1).padStart(20, '0')}`;
export const positionOf = (sequenceNumber: string) => Number(BigInt(sequenceNumber) - base) - 1;
