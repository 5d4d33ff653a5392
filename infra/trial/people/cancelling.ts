import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Random } from '#infra/local-runtime/random.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { IncomingEventName, Reported } from '#shared/domain/events.ts';
import { logNormal } from '../chance.ts';
import type { TrialCancellation } from '../orders/cancellations.ts';
import type { Schedule } from '../schedule.ts';
import { toAttribute } from '../shop/attributes.ts';
import type { Tables } from '../shop/tables.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** The warehouse looks within minutes; goods are back within a week, half of them (log-normal medians). */
const looks = { medianMinutes: 10, spread: 0.5 } as const;
const comesBack = { medianDays: 5, spread: 0.4 } as const;
/** A second wish waits until the first one is through, so many days at most. */
const patienceDays = 60;
const triesAtOnce = 5;

interface CancellingWorld {
  readonly runtime: LocalRuntime;
  readonly tables: Tables;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly bus: string;
  /** The `source` that the deployment takes events of the shop's systems from; none = nobody answers. */
  readonly source: string | undefined;
}

/** Customers who cancel as the file says, the warehouse that is asked to stop goods, and the goods that come back. */
export class Cancelling {
  readonly #world: CancellingWorld;
  readonly #known = new Set<string>();
  readonly #wishes = new Set<string>();
  /** Requests that are to be written, and those whose order took none. */
  notAsked = 0;
  planned = 0;

  constructor(world: CancellingWorld) {
    this.#world = world;
  }

  /** Requests that were written onto their order. */
  get asked(): number {
    return this.#wishes.size;
  }

  /** The case is about what its customer asked for by a request. */
  wished(record: Pick<CaseRecord, 'orderId' | 'subject'> | undefined): boolean {
    return record?.subject !== undefined && this.#wishes.has(`${record.orderId} ${record.subject}`);
  }

  start(cancellations: readonly TrialCancellation[]): void {
    this.planned = cancellations.length;
    for (const each of cancellations) {
      this.#world.schedule.at(Date.parse(each.request.requestedAt), () => this.#ask(each, patienceDays));
    }
  }

  /** The shop writes the wish onto the order; one that is open is not written over. */
  async #ask(cancellation: TrialCancellation, daysLeft: number): Promise<void> {
    const { tables, schedule } = this.#world;
    for (let attempt = 0; attempt < triesAtOnce; attempt++) {
      const order = await tables.order(cancellation.orderId);
      const open = order?.cancelRequest && !order.cancelRequest.carriedOutAt;
      if (!order || order.orderState === 'Cancelled' || (open && daysLeft === 0)) {
        this.notAsked++;
        return;
      }
      if (open) {
        schedule.at(schedule.now() + day, () => this.#ask(cancellation, daysLeft - 1));
        return;
      }
      if (await this.#write(cancellation, order.version)) {
        this.#wishes.add(`${cancellation.orderId} ${cancellation.request.requestId}`);
        return;
      }
    }
    schedule.at(schedule.now() + minute, () => this.#ask(cancellation, daysLeft));
  }

  #write({ orderId, request }: TrialCancellation, version: number): Promise<boolean> {
    const { tables, schedule } = this.#world;
    const at = new Date(schedule.now()).toISOString();
    return tables.transact([
      {
        Update: {
          TableName: tables.nameOf('Orders'),
          Key: { orderId: { S: orderId } },
          UpdateExpression: 'SET cancelRequest = :request, updatedAt = :at, #version = :next',
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: {
            ':request': toAttribute({ ...request, requestedAt: at }),
            ':at': { S: at },
            ':next': { N: String(version + 1) },
            ':read': { N: String(version) },
          },
        },
      },
    ]);
  }

  /** A WarehouseHoldRequested has come over the bus: the goods are stopped unless the order has left by then. */
  stop(detail: JsonObject): void {
    const { schedule, random, tables } = this.#world;
    const ids = this.#first('stop', detail);
    if (!ids) return;
    const after = logNormal(random.fork(`stop/${ids.caseId}`), looks.medianMinutes, looks.spread) * minute;
    schedule.at(schedule.now() + after, async () => {
      const order = await tables.order(ids.orderId);
      const gone = order?.shipmentState === 'Shipped' || order?.shipmentState === 'Delivered';
      if (gone) await this.#report('WarehouseHoldRefused', { ...ids, code: 'shipped' });
      else await this.#report('WarehouseHoldConfirmed', ids);
    });
  }

  /** A ReturnRequested has come over the bus: the customer sends the goods back. */
  comeBack(detail: JsonObject): void {
    const { schedule, random } = this.#world;
    const ids = this.#first('return', detail);
    if (!ids) return;
    const after = logNormal(random.fork(`return/${ids.caseId}`), comesBack.medianDays, comesBack.spread) * day;
    schedule.at(schedule.now() + after, () => this.#report('ReturnReceived', ids));
  }

  #first(what: string, { caseId, orderId }: JsonObject): { caseId: string; orderId: string } | undefined {
    const key = `${what}/${String(caseId)}`;
    if (this.#world.source === undefined || this.#known.has(key)) return undefined;
    this.#known.add(key);
    return { caseId: String(caseId), orderId: String(orderId) };
  }

  async #report<Name extends IncomingEventName>(detailType: Name, detail: Reported<Name>): Promise<void> {
    const { runtime, bus, source } = this.#world;
    const entry = { EventBusName: bus, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
    await runtime.call({ service: 'events', operation: 'PutEvents', input: { Entries: [entry] } });
  }
}
