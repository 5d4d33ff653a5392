import { addBusinessDays, HolidaysUnknown } from '#shared/domain/calendar/business-days.ts';
import type { Order } from '#shared/domain/order.ts';
import { handedOver, type Parcel } from './parcels.ts';
import type { Settings } from './settings.ts';
import { meaningOf } from './status.ts';

/** Until when a parcel may stand still before somebody looks. */
export interface StandstillLimit {
  readonly kind: 'label' | 'scan';
  readonly at: string;
  /** The calendar that is missing: days were counted from Monday to Friday, and staff judge. */
  readonly calendarMissing?: string;
}

/** When a label must have been picked up, or a parcel scanned again; nothing = it waits for its customer, or has no label. */
export function standstillLimit(parcel: Parcel, { market }: Order, thresholds: Settings): StandstillLimit | undefined {
  const { shipment } = parcel;
  if (!shipment) return undefined;
  const { origin, destination, checkpoints, handedOverAt, createdAt } = shipment;
  const { course } = meaningOf(shipment);
  if (!handedOver(parcel)) {
    return limit('label', origin?.country ?? market, createdAt, thresholds.labelBusinessDays);
  }
  if (course !== 'moving' && course !== 'delayed' && course !== 'attempted' && course !== 'announced') return undefined;
  if (shipment.milestonesOnly) return undefined;
  const last = checkpoints.reduce<(typeof checkpoints)[number] | undefined>(
    (latest, each) => (!latest || each.at > latest.at ? each : latest),
    undefined,
  );
  const since = [last?.at, handedOverAt, createdAt]
    .filter((at) => at !== undefined)
    .sort()
    .at(-1)!;
  const abroad = origin !== undefined && destination !== undefined && origin.country !== destination.country;
  const country = last?.country ?? destination?.country ?? origin?.country ?? market;
  return limit('scan', country, since, abroad ? thresholds.scanBusinessDaysAbroad : thresholds.scanBusinessDays);
}

function limit(kind: 'label' | 'scan', country: string, since: string, days: number): StandstillLimit {
  const from = new Date(since);
  try {
    return { kind, at: addBusinessDays(country, from, days).toISOString() };
  } catch (error) {
    if (!(error instanceof HolidaysUnknown)) throw error;
    const weeks = Math.ceil(days / 5) * 2;
    const at = new Date(from.getTime() + (days + weeks) * 86_400_000).toISOString();
    return { kind, at, calendarMissing: `${error.country}-${error.year}` };
  }
}
