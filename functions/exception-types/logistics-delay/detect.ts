import type { Facts, Finding } from '../exception-type.ts';
import { doubtAt } from './eta.ts';
import { standstillLimit } from './limits.ts';
import { causeKeyOf, handedOver, isExcused, type Parcel, parcelsOf, priceOf, runs } from './parcels.ts';
import type { Settings } from './settings.ts';
import { dayMs, isCustomersTurn, type Standing, standingOf } from './standing.ts';

/** Every parcel of the order that is late, will be late, stands still or will not come: a finding each. */
export function delaysOf(facts: Facts, thresholds: Settings, now: Date): Finding[] {
  return parcelsOf(facts).flatMap((parcel) => {
    const standing = standingOf(parcel, facts, { thresholds, now });
    return standing.causeCode ? [findingOf(standing, standing.causeCode, thresholds, now)] : [];
  });
}

function findingOf(standing: Standing, causeCode: string, { askDaysLate }: Settings, now: Date): Finding {
  const { parcel, course, daysLate, still } = standing;
  const { shipment, promisedAt, lines } = parcel;
  const left = promisedAt ? Math.ceil((Date.parse(promisedAt) - now.getTime()) / dayMs) : 0;
  return {
    causeKey: causeKeyOf(parcel),
    causeCode,
    ...(shipment && { subject: shipment.shipmentId }),
    severity: course === 'gone' || daysLate >= askDaysLate ? 'critical' : 'warning',
    impact: { moneyMinor: priceOf(parcel), lines: lines.length, daysAtStake: daysLate || Math.max(0, left) },
    behind: isCustomersTurn(standing) ? [] : [still?.calendarMissing ?? originOf(parcel)],
  };
}

/** What many late parcels have in common: a carrier in a region, or the place where goods lie that have not left. */
function originOf({ shipment, lines }: Parcel): string {
  if (!shipment) return `location ${lines.flatMap(({ reservations }) => reservations)[0]?.locationId ?? 'unknown'}`;
  const { country = '', region = '' } = shipment.destination ?? {};
  return [shipment.carrier, country, region].filter(Boolean).join(' ');
}

/** When a promise breaks, will probably not be kept, or a parcel has stood still for too long, whichever is next. */
export function watchOf(facts: Facts, thresholds: Settings, now: Date): string | undefined {
  const { order, payments, transit } = facts;
  const at = now.toISOString();
  const due = parcelsOf(facts).flatMap((parcel) => {
    const standing = standingOf(parcel, facts, { thresholds, now });
    if (isExcused(parcel, order, payments) || isCustomersTurn(standing) || standing.course === 'gone') return [];
    const limit = standstillLimit(parcel, order, thresholds)?.at;
    const predicted =
      standing.causeCode || runs(parcel, now) ? undefined : doubtAt(parcel, { transit, thresholds }, now);
    const said = handedOver(parcel) && parcel.shipment?.estimatedDeliveryAt ? undefined : predicted;
    return [parcel.promisedAt, limit, said].filter((each) => each !== undefined && each > at) as string[];
  });
  return due.sort()[0];
}
