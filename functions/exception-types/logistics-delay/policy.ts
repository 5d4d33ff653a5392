import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Facts, WaitStanding } from '../exception-type.ts';
import { codeMissedAt, owesCode } from './code.ts';
import { doubtAt } from './eta.ts';
import { standstillLimit } from './limits.ts';
import { noticesOf, parcelAt } from './parcels.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { Settings } from './settings.ts';
import { dayMs, standingOf } from './standing.ts';

/**
 * A case follows its parcel until it has arrived, and lasts until its customer has the code of what was granted: trouble
 * that seems to be over may come back, and its cause has had its case already. While nothing is wrong, nobody hears of it.
 */
export const stands = (facts: Facts, record: CaseRecord): boolean =>
  parcelAt(facts, record.subject) !== undefined || owesCode(record, facts.order);

/** How an agreed date stands: the parcel has arrived, can still make it, or will not. */
export function agreedStanding(facts: Facts, record: CaseRecord, thresholds: Settings, now: Date): WaitStanding {
  const { subject, waitUntil } = record;
  const parcel = parcelAt(facts, subject, thresholds.defaultPromiseDays);
  if (!parcel) return owesCode(record, facts.order) ? 'on-time' : 'arrived';
  const { course, estimate } = standingOf(parcel, facts, { thresholds, now });
  const until = waitUntil ?? parcel.promisedAt ?? now.toISOString();
  if (course === 'gone' || until <= now.toISOString()) return 'slipped';
  const near = Date.parse(until) - thresholds.watchDaysBefore * dayMs <= now.getTime();
  return near && estimate.late ? 'slipped' : 'on-time';
}

/** The agreed date is over: what was agreed on is late again, for the next time. */
export function slipped({ order }: Facts, { caseId }: CaseRecord, now: Date): Partial<Order> {
  return {
    deliveryAgreements: (order.deliveryAgreements ?? []).map((each) =>
      each.caseId === caseId && !each.endedAt ? { ...each, endedAt: now.toISOString() } : each,
    ),
  };
}

/** When the next errand or the question may fall due although nothing is heard. */
export function nextLook(facts: Facts, record: CaseRecord, thresholds: Settings, now: Date): string | undefined {
  const scene = sceneOf(facts, record, thresholds, now);
  const missedAt = codeMissedAt({ facts, record, thresholds });
  return [...(scene ? looks(scene) : []), ...(missedAt ? [Date.parse(missedAt)] : [])]
    .filter((at) => at > now.getTime())
    .sort((a, b) => a - b)
    .map((at) => new Date(at).toISOString())[0];
}

function looks({ facts, record, standing, thresholds, now }: Scene): number[] {
  const { order } = facts;
  const { parcel } = standing;
  const { promisedAt } = parcel;
  const first = noticesOf(parcel, order)[0]?.at;
  const asked = record.done['ask-carrier'];
  const { compensation, noticeDays, pickupReminderDays, instructionDays, askDaysLate, carrierAnswerHours } = thresholds;
  const daysAfter = (at: string | undefined, days: readonly number[]) =>
    at ? days.map((each) => Date.parse(at) + each * dayMs) : [];
  return [
    ...daysAfter(promisedAt, [0, askDaysLate, ...compensation.tiers.map(({ daysLate }) => daysLate)]),
    ...daysAfter(first, noticeDays),
    ...daysAfter(record.done.pickup, pickupReminderDays),
    ...daysAfter(record.done.instruction, instructionDays),
    ...daysAfter(asked, [carrierAnswerHours / 24]),
    ...daysAfter(doubtAt(parcel, { transit: facts.transit, thresholds }, now), [0]),
    ...daysAfter(standstillLimit(parcel, order, thresholds)?.at, [0]),
  ];
}
