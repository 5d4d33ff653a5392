import { promiseAtStake } from '#shared/domain/impact.ts';
import { type Shipment, shipment } from '#shared/domain/shipment.ts';
import type { Facts, Finding, RowChange } from '../exception-type.ts';
import { doubtAt } from './eta.ts';
import { standstillLimit } from './limits.ts';
import { causeKeyOf, handedOver, isExcused, type Parcel, parcelsOf, priceOf, runs } from './parcels.ts';
import type { Settings } from './settings.ts';
import { isCustomersTurn, type Standing, standingOf } from './standing.ts';
import { meaningOf } from './status.ts';

/** Every parcel of the order that is late, will be late, stands still or will not come: a finding each. */
export function delaysOf(facts: Facts, thresholds: Settings, now: Date): Finding[] {
  return parcelsOf(facts, thresholds.defaultPromiseDays).flatMap((parcel) => {
    const standing = standingOf(parcel, facts, { thresholds, now });
    return standing.causeCode ? [findingOf(standing, standing.causeCode, thresholds, now)] : [];
  });
}

function findingOf(standing: Standing, causeCode: string, { askDaysLate }: Settings, now: Date): Finding {
  const { parcel, course, daysLate, still } = standing;
  const { shipment, promisedAt, lines } = parcel;
  return {
    causeKey: causeKeyOf(parcel),
    causeCode,
    ...(shipment && { subject: shipment.shipmentId }),
    severity: course === 'gone' || daysLate >= askDaysLate ? 'critical' : 'warning',
    impact: { moneyMinor: priceOf(parcel), lines: lines.length, ...promiseAtStake(promisedAt, now) },
    behind: isCustomersTurn(standing) ? [] : [still?.calendarMissing ?? originOf(parcel)],
  };
}

const atLocation = 'location ';

/**
 * What has not left may be a feed that is broken: staff look before many customers are written to. What is with a carrier
 * has a reason and a date that they are told at once.
 */
export const isOurs = (behind: string): boolean => behind.startsWith(atLocation);

/** What many late parcels have in common: a carrier in a region, or the place where goods lie that have not left. */
const originOf = ({ shipment, lines }: Parcel): string =>
  shipment
    ? regionOf(shipment)
    : `${atLocation}${lines.flatMap(({ reservations }) => reservations)[0]?.locationId ?? 'unknown'}`;

const regionOf = ({ carrier, destination: { country = '', region = '' } = {} }: InRegion): string =>
  [carrier, country, region].filter(Boolean).join(' ');

interface InRegion {
  readonly carrier: string;
  readonly destination?: { readonly country?: string | undefined; readonly region?: string | undefined } | undefined;
}

/** A parcel that has arrived in time says that its carrier gets through; one that is late is counted by its case. */
export function signalOf({ before, after }: RowChange): { behind: string; worked: boolean } | undefined {
  const row = shipment.safeParse(after);
  if (!row.success || !hasArrived(row.data)) return undefined;
  const earlier = shipment.safeParse(before);
  if (earlier.success && hasArrived(earlier.data)) return undefined;
  const { deliveredAt, promisedDeliveryAt } = row.data;
  const late = deliveredAt !== undefined && promisedDeliveryAt !== undefined && deliveredAt > promisedDeliveryAt;
  return late ? undefined : { behind: regionOf(row.data), worked: true };
}

const hasArrived = (row: Shipment): boolean => meaningOf(row).course === 'delivered';

/** When a promise breaks, will probably not be kept, or a parcel has stood still for too long, whichever is next. */
export function watchOf(facts: Facts, thresholds: Settings, now: Date): string | undefined {
  const { transit } = facts;
  const at = now.toISOString();
  const due = parcelsOf(facts, thresholds.defaultPromiseDays).flatMap((parcel) => {
    const standing = standingOf(parcel, facts, { thresholds, now });
    if (isExcused(parcel, facts, thresholds.methods) || isCustomersTurn(standing) || standing.course === 'gone')
      return [];
    const limit = standstillLimit(parcel, facts.order, thresholds)?.at;
    const predicted =
      standing.causeCode || runs(parcel, now) ? undefined : doubtAt(parcel, { transit, thresholds }, now);
    const said = handedOver(parcel) && parcel.shipment?.estimatedDeliveryAt ? undefined : predicted;
    return [parcel.promisedAt, limit, said].filter((each) => each !== undefined && each > at) as string[];
  });
  return due.sort()[0];
}
