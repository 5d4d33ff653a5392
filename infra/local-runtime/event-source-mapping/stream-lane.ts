import type { Timer } from '../clock.ts';
import { object, text } from '../json-fields.ts';
import { deliverMessage } from '../message-delivery.ts';
import type { JsonObject } from '../service.ts';
import { isoTime, type Site } from '../site.ts';
import { failed, failedItems } from './item-failures.ts';
import type { MappingRules } from './mapping-rules.ts';
import type { RecordFaults } from './record-faults.ts';

/** A record with the moment it was written. */
interface ArrivedRecord {
  readonly record: JsonObject;
  readonly at: number;
}

/** Records that are tried together, and how often they have been. */
interface Segment {
  readonly records: readonly ArrivedRecord[];
  readonly failures: number;
}

type Condition = 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';

/** A stream keeps its records for a day; what is older is gone without a trace. */
const retention = 24 * 3_600_000;

const backOff = (failures: number) => Math.min(1000 * 2 ** (failures - 1), 60_000);

/** Delivers the records of one shard (or of one part of its keys) one batch after the other. */
export class StreamLane {
  readonly #rules: MappingRules;
  readonly #site: Site;
  readonly #faults: RecordFaults;
  #backlog: ArrivedRecord[] = [];
  #timer: Timer | undefined;
  #busy = false;
  /** While its mapping is off, records stay where they are, as long as the stream keeps them. */
  #on = true;

  constructor(rules: MappingRules, site: Site, faults: RecordFaults) {
    this.#rules = rules;
    this.#site = site;
    this.#faults = faults;
  }

  turn(on: boolean): void {
    this.#on = on;
    if (on) this.#plan();
  }

  add(record: JsonObject): void {
    this.#backlog.push({ record, at: this.#site.clock.now() });
    this.#plan();
  }

  /** A batch is due when it is full or its window is over. */
  #plan(): void {
    if (this.#busy || !this.#on || this.#backlog.length === 0) return;
    const full = this.#backlog.length >= this.#rules.batchSize;
    if (this.#timer && !full) return;
    this.#site.clock.cancel(this.#timer);
    this.#timer = this.#site.clock.after(full ? 0 : this.#rules.windowMs, () => {
      this.#timer = undefined;
      this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#busy || !this.#on) return;
    this.#busy = true;
    const taken = this.#backlog.splice(0, this.#rules.batchSize);
    const byRecord = new Map(taken.map((arrived) => [arrived.record, arrived]));
    const disturbed = this.#faults.disturb(taken.map(({ record }) => record));
    await this.#deliver(disturbed.flatMap((record) => byRecord.get(record) ?? []));
    this.#busy = false;
    this.#plan();
  }

  /** Tries the records until each has succeeded or been given up. */
  async #deliver(records: readonly ArrivedRecord[]): Promise<void> {
    const open: Segment[] = [{ records, failures: 0 }];
    for (let segment = open.shift(); segment; segment = open.shift()) {
      const fresh = await this.#withoutExpired(segment);
      if (fresh.length === 0) continue;
      const done = await this.#try(fresh);
      if (done === fresh.length) {
        if (this.#faults.redelivers()) await this.#try(fresh);
        continue;
      }
      const rest = fresh.slice(done);
      const failures = done > 0 ? 1 : segment.failures + 1;
      const { retries, bisects } = this.#rules;
      if (bisects && done === 0 && rest.length > 1) {
        const middle = Math.ceil(rest.length / 2);
        open.unshift({ records: rest.slice(0, middle), failures: 0 }, { records: rest.slice(middle), failures: 0 });
      } else if (retries !== undefined && failures > retries) {
        await this.#giveUp(rest, 'RetryAttemptsExhausted', failures);
        continue;
      } else open.unshift({ records: rest, failures });
      await this.#site.clock.sleep(backOff(failures));
    }
  }

  /** Invokes the function; how many records, from the first, are done with. */
  async #try(arrived: readonly ArrivedRecord[]): Promise<number> {
    const Records = arrived.map(({ record }) => record);
    try {
      const input = { FunctionName: this.#rules.functionArn, Payload: { Records } };
      const answer = await this.#site.call({ service: 'lambda', operation: 'Invoke', input });
      if (failed(answer)) return 0;
      if (!this.#rules.reportsItemFailures) return arrived.length;
      const identifiers = Records.map(sequenceNumber);
      const indexes = failedItems(answer.Payload, identifiers).map((identifier) => identifiers.indexOf(identifier));
      return Math.min(arrived.length, ...indexes);
    } catch {
      return 0;
    }
  }

  async #withoutExpired({ records, failures }: Segment): Promise<readonly ArrivedRecord[]> {
    const ageOf = ({ at }: ArrivedRecord) => this.#site.clock.now() - at;
    const kept = records.filter((record) => ageOf(record) <= retention);
    const limit = this.#rules.maximumAgeMs ?? retention;
    const expired = kept.filter((record) => ageOf(record) > limit);
    if (expired.length === 0) return kept;
    const fresh = kept.filter((record) => !expired.includes(record));
    await this.#giveUp(expired, 'MaximumRecordAgeExceeded', failures);
    return fresh;
  }

  async #giveUp(records: readonly ArrivedRecord[], condition: Condition, invocations: number): Promise<void> {
    const [first] = records;
    const last = records.at(-1);
    const { onFailureArn, functionArn, sourceArn } = this.#rules;
    if (!onFailureArn || !first || !last) return;
    const { clock, random } = this.#site;
    await deliverMessage(this.#site, onFailureArn, {
      requestContext: {
        requestId: random.uuid(),
        functionArn,
        condition,
        approximateInvokeCount: invocations,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: isoTime(clock.now()),
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000000000000000000-00000001',
        startSequenceNumber: sequenceNumber(first.record),
        endSequenceNumber: sequenceNumber(last.record),
        approximateArrivalOfFirstRecord: isoTime(first.at),
        approximateArrivalOfLastRecord: isoTime(last.at),
        batchSize: records.length,
        streamArn: sourceArn,
      },
    });
  }
}

const sequenceNumber = (record: JsonObject) => text(object(record, 'dynamodb'), 'SequenceNumber');
