import type { CaseNews } from '#shared/domain/case-record.ts';
import {
  ageOfDoubt,
  durationOf,
  lanesOf,
  shareLonger,
  type TransitTimes,
  tellingLane,
} from '#shared/domain/transit-times.ts';
import { handedOver, type Parcel } from './parcels.ts';
import type { Settings } from './settings.ts';

/** When a parcel is expected, and who says so. */
export interface Estimate {
  readonly at?: string;
  readonly source: 'carrier' | 'lane' | 'promise' | 'none';
  /** It will probably come after what was promised. */
  readonly late: boolean;
}

export interface Known {
  readonly transit: readonly TransitTimes[];
  readonly thresholds: Settings;
  /** What the carrier answered, if it was asked. */
  readonly answer?: CaseNews | undefined;
  /** Nothing was heard for too long: the carrier's earlier estimate is not believed. */
  readonly silent: boolean;
}

/**
 * The best estimate there is: the carrier's own while it is ahead and the parcel is seen to move; else how long parcels
 * of the lane took that were on their way as long; else the promise while it can still be kept.
 */
export function estimateOf(parcel: Parcel, known: Known, now: Date): Estimate {
  const { shipment, promisedAt } = parcel;
  const ahead = (at: string | undefined) => (at !== undefined && at > now.toISOString() ? at : undefined);
  const said = ahead(known.answer?.until) ?? (known.silent ? undefined : ahead(shipment?.estimatedDeliveryAt));
  const after = (at: string) => promisedAt !== undefined && at > promisedAt;
  if (said) return { at: said, source: 'carrier', late: after(said) };
  const byLane = laneEstimate(parcel, known, now);
  if (byLane) return byLane;
  const kept = ahead(promisedAt);
  return kept && !known.silent ? { at: kept, source: 'promise', late: false } : { source: 'none', late: false };
}

/** The lanes of a parcel that are known, most telling first, and since when its time on them counts. */
function ride({ shipment }: Parcel, { transit }: Pick<Known, 'transit'>, now: Date) {
  const lanes = lanesOf(shipment ?? { carrier: '' }).flatMap((key) => transit.find(({ lane }) => lane === key) ?? []);
  return { lanes, since: Date.parse(shipment?.handedOverAt ?? now.toISOString()) };
}

function laneEstimate(parcel: Parcel, known: Known, now: Date): Estimate | undefined {
  const { laneParcels, lateProbability, estimateShare } = known.thresholds;
  const { lanes, since } = ride(parcel, known, now);
  const age = now.getTime() - since;
  const lane = tellingLane(lanes, laneParcels, age);
  const within = lane && durationOf(lane, estimateShare, age);
  if (!lane || within === undefined) return undefined;
  const due = parcel.promisedAt && Date.parse(parcel.promisedAt) - since;
  const late = due !== undefined && due !== '' && shareLonger(lane, due, age) >= lateProbability;
  return { at: new Date(since + within).toISOString(), source: 'lane', late };
}

/** When a parcel that has not arrived by then will probably be late; nothing = no promise, or it is past. */
export function doubtAt(parcel: Parcel, known: Pick<Known, 'transit' | 'thresholds'>, now: Date): string | undefined {
  const { promisedAt } = parcel;
  if (!promisedAt || promisedAt <= now.toISOString()) return undefined;
  const { laneParcels: enough, lateProbability: share } = known.thresholds;
  const { lanes, since } = ride(parcel, known, now);
  const durationMs = Date.parse(promisedAt) - since;
  // Goods that still lie here age by the promise coming nearer, not by being on their way.
  if (!handedOver(parcel)) {
    const lane = tellingLane(lanes, enough);
    const usual = lane && durationOf(lane, 1 - share);
    return usual === undefined ? undefined : new Date(Date.parse(promisedAt) - usual).toISOString();
  }
  return new Date(
    since + ageOfDoubt(lanes, { durationMs, share, enough, fromMs: now.getTime() - since }),
  ).toISOString();
}
