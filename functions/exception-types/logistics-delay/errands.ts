import { delayReasons } from '#shared/domain/delay-reasons.ts';
import type { Errand } from '../exception-type.ts';
import { codeErrands, type Matter } from './code.ts';
import { grantFor } from './compensation.ts';
import { inquiryErrands, wasGivenTime } from './inquiry.ts';
import { tellsByLaw } from './offer.ts';
import { isExcused, noticesOf } from './parcels.ts';
import type { Scene } from './scene.ts';
import { staffErrands } from './staff-errands.ts';
import { dayMs, isComing } from './standing.ts';

/**
 * The one thing that is due now, the most pressing first: staff, the carrier, a code for the customer, what else they are
 * told, the compensation. A code may be due when there is no scene any more.
 */
export function errandOf(matter: Matter, scene: Scene | undefined): Errand | undefined {
  const { facts, thresholds } = matter;
  const active = scene && !isExcused(scene.standing.parcel, facts, thresholds.methods) ? scene : undefined;
  const due = [
    ...(active ? [...staffErrands(active), ...inquiryErrands(active)] : []),
    ...codeErrands(matter),
    ...(active ? [...noticeErrands(active), ...compensationErrands(active)] : []),
  ];
  return due.find(({ key }) => matter.record.done[key] === undefined);
}

/** Days after the notice under `key` on which it is repeated while nothing has changed, as errands that are due. */
function repeated({ record, now }: Scene, notice: string, days: readonly number[]): Errand[] {
  const first = record.done[notice];
  if (!first) return [{ key: notice, notice }];
  return days.flatMap((day, i) =>
    Date.parse(first) + day * dayMs <= now.getTime() ? [{ key: `${notice}-${i + 2}`, notice }] : [],
  );
}

function noticeErrands(scene: Scene): Errand[] {
  const { standing, thresholds, record, now } = scene;
  switch (standing.course) {
    case 'pickup':
      return repeated(scene, 'pickup', thresholds.pickupReminderDays);
    case 'instruction':
      return repeated(scene, 'instruction', thresholds.instructionDays);
    case 'address':
      return [{ key: 'address', notice: 'address' }];
    case 'returning':
      return [{ key: 'returning', notice: 'returning' }];
    case 'attempted':
      if (!record.done.attempt && !standing.late) return [{ key: 'attempt', notice: 'attempt' }];
      return delayNotice(scene, now);
    default:
      return delayNotice(scene, now);
  }
}

/** The customer hears of a delay, and again on the set days when the estimate has moved a day or more since. */
function delayNotice(scene: Scene, now: Date): Errand[] {
  const { standing, facts, record, thresholds } = scene;
  if (!isComing(standing)) return [];
  const { estimate, late, parcel } = standing;
  const told = noticesOf(parcel, facts.order);
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last) {
    const tells = late || estimate.late || standing.course === 'delayed';
    return tells ? [notice(scene, told.length + 1)] : [];
  }
  const day = thresholds.noticeDays[told.length - 1];
  if (day === undefined || Date.parse(first.at) + day * dayMs > now.getTime()) return [];
  const moved =
    estimate.at !== undefined &&
    (!last.estimatedAt || Math.abs(Date.parse(estimate.at) - Date.parse(last.estimatedAt)) >= dayMs);
  return moved && record.state !== 'needs-staff' ? [notice(scene, told.length + 1)] : [];
}

/** What is told is written on the order, so that the next notice, the question and the shop's own pages go by it. */
function notice(scene: Scene, n: number): Errand {
  const { standing, facts, record, now } = scene;
  const { parcel, estimate, reason } = standing;
  const told = {
    caseId: record.caseId,
    at: now.toISOString(),
    lineIds: parcel.lines.map(({ lineId }) => lineId),
    ...(estimate.at && estimate.source !== 'promise' && { estimatedAt: estimate.at }),
    reason,
  };
  return {
    key: `notice-${n}`,
    notice: 'delay',
    ofIncident: true,
    ...(tellsByLaw(scene) && { dueByLaw: true }),
    orderChanges: { deliveryNotices: [...(facts.order.deliveryNotices ?? []), told] },
  };
}

/** What a broken promise is worth, once the carrier has said why or had its time to. */
function compensationErrands(scene: Scene): Errand[] {
  const { standing, record, facts, thresholds, now } = scene;
  const { order } = facts;
  const known = delayReasons[standing.reason] !== 'unknown' || wasGivenTime(scene);
  const grant = standing.late && known ? grantFor(standing, order, thresholds) : undefined;
  const { promisedAt } = standing.parcel;
  if (!grant || !promisedAt) return [];
  const { tier, amountMinor } = grant;
  const entry = { caseId: record.caseId, at: now.toISOString(), promisedAt, tier, amountMinor };
  const { currencyCode } = order;
  return [
    {
      key: `compensation-${tier}`,
      orderChanges: { compensations: [...(order.compensations ?? []), entry] },
      spends: {
        budget: 'compensation',
        amountMinor,
        mostMinor: thresholds.compensation.limits[currencyCode]?.budgetMinor ?? 0,
      },
      outgoing: [
        {
          kind: 'event',
          detailType: 'CompensationRequested',
          detail: {
            amount: amountMinor,
            currency: currencyCode,
            tier,
            promisedAt,
            reasonCode: standing.reason,
          },
        },
      ],
    },
  ];
}
