import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import { lanesOf, stepOf, type TransitTimes, transitOf } from '#shared/domain/transit-times.ts';
import type { CasesTable } from './cases-table.ts';
import { documents } from './document-client.ts';

/** What was read of a lane is good for this long: a few parcels more change no estimate. To a half-year that is over nothing comes. */
const freshMs = 3_600_000;
/** Counts are kept per half-year; the running one and the one before it count, so that a lane that changes is relearned. */
const halfOf = (at: Date) => `${at.getUTCFullYear()}H${at.getUTCMonth() < 6 ? 1 : 2}`;
const halfBefore = (at: Date) => (at.getUTCMonth() < 6 ? `${at.getUTCFullYear() - 1}H2` : `${at.getUTCFullYear()}H1`);

type Table = Pick<CasesTable, 'get' | 'putNew' | 'tableName'>;

type Counts = Record<number, number>;

/** What was read of a lane, when, and what of it is of the half-year before. */
interface Known {
  readonly at: number;
  /** Nothing = no parcel has been counted on it. */
  readonly times: TransitTimes | undefined;
  readonly half: string;
  readonly ended: Readonly<Counts>;
}

/** With what a half-year counted: an attribute per step, `s12`, beside the row's others. */
function added(counts: Counts, half: Readonly<Record<string, unknown>> = {}): Counts {
  for (const [name, value] of Object.entries(half)) {
    const step = name.startsWith('s') ? Number(name.slice(1)) : Number.NaN;
    if (Number.isInteger(step)) counts[step] = (counts[step] ?? 0) + Number(value);
  }
  return counts;
}

/** How long parcels took, per lane: learned from each delivered one, read with what was learned lately. */
export function transitHistory(cases: Table, now: () => Date) {
  const known = new Map<string, Known>();
  return {
    /** The lanes that anything is known of. */
    async of(lanes: Iterable<string>): Promise<TransitTimes[]> {
      const found = await Promise.all([...new Set(lanes)].map(read));
      return found.filter((each) => each !== undefined);
    },

    /** Counts a delivered parcel on its lanes, once; a crash in between loses one parcel of thousands. */
    async learn(parcel: Shipment): Promise<void> {
      const took = transitOf(parcel);
      if (took === undefined) return;
      const at = now();
      const first = await cases.putNew({
        pk: caseKeys.order(parcel.orderId),
        sk: caseKeys.arrived(parcel.shipmentId),
        entity: 'arrived',
        at: at.toISOString(),
        expiresAt: expiryOf(at),
      });
      if (!first) return;
      await Promise.all(lanesOf(parcel).map((lane) => count(lane, stepOf(took), at)));
    },
  };

  async function read(lane: string): Promise<TransitTimes | undefined> {
    const at = now();
    const before = known.get(lane);
    if (before && at.getTime() - before.at < freshMs && at.getTime() >= before.at) return before.times;
    const half = halfBefore(at);
    const over = before?.half === half ? before.ended : undefined;
    const [running, last] = await Promise.all([
      cases.get(caseKeys.transit(lane), halfOf(at)),
      over ? undefined : cases.get(caseKeys.transit(lane), half),
    ]);
    const ended = over ?? added({}, last);
    const counts = added({ ...ended }, running);
    const times = Object.keys(counts).length > 0 ? { lane, counts } : undefined;
    known.set(lane, { at: at.getTime(), times, half, ended });
    return times;
  }

  /** One attribute per step, so that a count needs nothing to be there before it. */
  async function count(lane: string, step: number, at: Date): Promise<void> {
    await documents.send(
      new UpdateCommand({
        TableName: cases.tableName,
        Key: { pk: caseKeys.transit(lane), sk: halfOf(at) },
        UpdateExpression: 'SET entity = :entity, expiresAt = :expiry ADD #step :one',
        ExpressionAttributeNames: { '#step': `s${step}` },
        ExpressionAttributeValues: { ':entity': 'transit', ':expiry': expiryOf(at), ':one': 1 },
      }),
    );
  }
}

export type TransitHistory = ReturnType<typeof transitHistory>;
