import type { CaseRecord } from '#shared/domain/case-record.ts';
import { type DelayReason, isDelayReason } from '#shared/domain/delay-reasons.ts';
import type { TransitTimes } from '#shared/domain/transit-times.ts';
import type { Facts } from '../exception-type.ts';
import { type Estimate, estimateOf } from './eta.ts';
import { type StandstillLimit, standstillLimit } from './limits.ts';
import { handedOver, isExcused, type Parcel, runs } from './parcels.ts';
import type { Settings } from './settings.ts';
import { type Course, isUnknown, type Meaning, meaningOf } from './status.ts';

/** How a parcel stands now: everything that its case decides by. */
export interface Standing {
  readonly parcel: Parcel;
  readonly course: Course | 'unshipped';
  /** What is wrong with it, the gravest first; nothing = nothing is. */
  readonly causeCode?: string;
  /** The promise is broken. */
  readonly late: boolean;
  /** Whole days since the promise, 0 while it is kept. */
  readonly daysLate: number;
  /** It stood still for longer than it may. */
  readonly still?: StandstillLimit;
  readonly estimate: Estimate;
  readonly reason: DelayReason;
  /** Its status is none that is known. */
  readonly unknownStatus: boolean;
}

export const dayMs = 86_400_000;

/** It lies with the customer: nobody is late. */
const customersTurn: readonly Standing['course'][] = ['pickup', 'instruction', 'address', 'returning'];
export const isCustomersTurn = ({ course }: Standing): boolean => customersTurn.includes(course);

/** Will it still come, so that a date can be told? */
export const isComing = ({ course }: Standing): boolean =>
  ['unshipped', 'announced', 'moving', 'delayed', 'attempted'].includes(course);

export interface Judged extends Pick<Facts, 'order' | 'payments' | 'shipments'> {
  readonly transit: readonly TransitTimes[];
}

/** Judges a parcel by the present rows, and by what its case has heard. */
export function standingOf(
  parcel: Parcel,
  facts: Judged,
  { thresholds, record, now }: { thresholds: Settings; record?: Pick<CaseRecord, 'news'>; now: Date },
): Standing {
  const { order, transit } = facts;
  const { shipment, promisedAt } = parcel;
  const at = now.toISOString();
  const meaning = shipment && meaningOf(shipment);
  const excused = isExcused(parcel, facts, thresholds.methods);
  const limit = excused ? undefined : standstillLimit(parcel, order, thresholds);
  const still = limit && limit.at <= at ? limit : undefined;
  const answer = record?.news.CarrierAnswered;
  const estimate = estimateOf(parcel, { transit, thresholds, answer, silent: still?.kind === 'scan' }, now);
  const standing = {
    parcel,
    course: meaning?.course ?? ('unshipped' as const),
    late: false,
    daysLate: 0,
    ...(still && { still }),
    estimate,
    reason: reasonOf(answer?.code, meaning, parcel),
    unknownStatus: shipment !== undefined && isUnknown(shipment),
  };
  const broken = promisedAt !== undefined && promisedAt <= at && !excused && !isCustomersTurn(standing);
  const judged = {
    ...standing,
    late: broken,
    daysLate: broken ? Math.floor((now.getTime() - Date.parse(promisedAt)) / dayMs) : 0,
  };
  const causeCode = excused ? undefined : causeOf(judged, meaning, runs(parcel, now));
  return { ...judged, ...(causeCode && { causeCode }) };
}

function causeOf(
  standing: Omit<Standing, 'causeCode'>,
  meaning: Meaning | undefined,
  agreed: boolean,
): string | undefined {
  const { course, late, still, estimate, unknownStatus, parcel } = standing;
  if (course === 'gone' || isCustomersTurn(standing)) return meaning?.causeCode;
  if (unknownStatus) return 'status-unknown';
  if (late) return handedOver(parcel) ? 'late' : 'not-handed-over';
  // What was agreed on is looked at shortly before its date by the case that waits for it.
  if (agreed) return undefined;
  if (meaning?.causeCode) return meaning.causeCode;
  if (still?.calendarMissing) return 'calendar-missing';
  if (still) return still.kind === 'label' ? 'label-without-pickup' : 'no-scan';
  if (estimate.late) return handedOver(parcel) ? 'late-predicted' : 'not-handed-over-in-time';
  return undefined;
}

/** The carrier's answer says most, then the status; what lies here is our own doing. */
function reasonOf(answered: string | undefined, meaning: Meaning | undefined, parcel: Parcel): DelayReason {
  if (answered && isDelayReason(answered)) return answered;
  if (meaning?.reason) return meaning.reason;
  return handedOver(parcel) ? 'unknown' : 'not-handed-over';
}
