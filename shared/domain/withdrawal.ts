import { isDayOfRest } from './calendar/business-days.ts';
import { type DayNumber, dayIn } from './calendar/local-day.ts';
import type { Parcel, Whereabouts } from './cancellation.ts';
import { memberStates } from './refund-due.ts';

/**
 * Days in which a consumer may withdraw from a distance contract without a reason, counted from the day after the last
 * item was received. EU: Directive 2011/83/EU, article 9; GB: Consumer Contracts Regulations 2013, regulation 30; TW:
 * Consumer Protection Act, article 19; CN: Law on the Protection of Consumer Rights and Interests, article 25. It is law,
 * not configuration: a shop that gives longer sets `voluntaryReturnDays`.
 */
const withdrawalDays: Readonly<Record<string, number>> = { EU: 14, GB: 14, TW: 7, CN: 7 };

/** The days that the order's customer has; nothing = no such right in this market, or not for a business. */
export function withdrawalDaysOf({ market, customer }: Whereabouts['order']): number | undefined {
  if (customer.kind !== 'consumer') return undefined;
  return withdrawalDays[memberStates.has(market) ? 'EU' : market];
}

/**
 * Whether the customer may withdraw at this moment. The period is open until everything has been received, and as long as
 * it is not known when; its last day ends at midnight where the customer lives. When that is a Saturday, a Sunday or a
 * national holiday of the market, the period ends with the next working day (EU: Regulation 1182/71, article 3(4); TW:
 * Civil Code, article 122; CN: Civil Code, article 203). GB is treated alike.
 */
export function mayWithdraw({ order, shipments }: Whereabouts, at: Date): boolean {
  const days = withdrawalDaysOf(order);
  if (days === undefined) return false;
  const received = receivedAt({ order, shipments });
  const { timeZone } = order.customer;
  return !received || dayOf(at, timeZone) <= lastDay(order.market, dayOf(received, timeZone), days);
}

/** The last of so many days after a day, or the first working day of the market after it. */
function lastDay(market: string, from: DayNumber, days: number): DayNumber {
  let last = from + days;
  while (isDayOfRest(market, last)) last++;
  return last;
}

/** When the last item was received; nothing = something is still on its way, or nobody said when it came. */
export function receivedAt({ order, shipments }: Whereabouts): Date | undefined {
  const arrived = shipments.filter(({ deliveredAt }) => deliveredAt !== undefined);
  if (arrived.length < shipments.length || arrived.length === 0 || order.shipmentState === 'Partial') return undefined;
  return new Date(Math.max(...arrived.map((parcel: Parcel) => Date.parse(parcel.deliveredAt!))));
}

/** The calendar day of a moment in a zone; a zone that does not exist is read as UTC. */
function dayOf(at: Date, timeZone: string): DayNumber {
  try {
    return dayIn(timeZone, at);
  } catch {
    return dayIn('UTC', at);
  }
}
