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
 * it is not known when; its last day ends at midnight where the customer lives, and on the next Monday when it falls on a
 * weekend (Regulation 1182/71, article 3).
 */
export function mayWithdraw({ order, shipments }: Whereabouts, at: Date): boolean {
  const days = withdrawalDaysOf(order);
  if (days === undefined) return false;
  const received = receivedAt({ order, shipments });
  return !received || dayOf(at, order.customer.timeZone) <= lastDay(dayOf(received, order.customer.timeZone), days);
}

/** The last day, as yyyy-mm-dd, of so many days after a day. */
function lastDay(from: string, days: number): string {
  const last = new Date(Date.parse(`${from}T00:00:00.000Z`) + days * 86_400_000);
  const weekday = last.getUTCDay();
  const weekend = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
  return new Date(last.getTime() + weekend * 86_400_000).toISOString().slice(0, 10);
}

/** When the last item was received; nothing = something is still on its way, or nobody said when it came. */
export function receivedAt({ order, shipments }: Whereabouts): Date | undefined {
  const arrived = shipments.filter(({ deliveredAt }) => deliveredAt !== undefined);
  if (arrived.length < shipments.length || arrived.length === 0 || order.shipmentState === 'Partial') return undefined;
  return new Date(Math.max(...arrived.map((parcel: Parcel) => Date.parse(parcel.deliveredAt!))));
}

/** The calendar day of a moment in a zone, as yyyy-mm-dd; a zone that does not exist is read as UTC. */
function dayOf(at: Date, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
  } catch {
    return at.toISOString().slice(0, 10);
  }
}
