import * as z from 'zod';
import { HolidaysUnknown, isBusinessDay } from './calendar/business-days.ts';
import { holidayTable } from './calendar/holidays.ts';
import { localClock } from './calendar/local-clock.ts';
import { type DayNumber, dayIn, yearOf } from './calendar/local-day.ts';
import { timeZoneOf } from './calendar/time-zones.ts';
import { whole } from './limits.ts';

/** The kinds of message that a shop may send by itself; a question is always ours, because its link is. */
const ownKind = z
  .string()
  .regex(
    /^[a-z-]+\/[a-z0-9-]+$/,
    'names a type and a kind of message: `<type>/done`, `<type>/reminder`, `<type>/<notice>`',
  )
  .refine((kind) => !kind.endsWith('/question'), 'a question is asked by OrderMend: its link is not given away');

/** When customers are written to, how often, and by whom. Hours are of the recipient's day. */
export const messagePolicy = z.strictObject({
  /** From this hour on nothing proactive is mailed; 24 = the night does not matter. */
  until: whole('hour of the day', 0, 24).default(21),
  from: whole('hour of the day', 0, 23).default(8),
  /** Proactive messages to one customer on one day, over all of their orders. */
  perCustomerAndDay: whole('messages', 1, 100).default(2),
  /** Who writes what: kinds that the shop sends are not sent by us. */
  owner: z.record(ownKind, z.enum(['ordermend', 'shop'])).default({}),
});
export type MessagePolicy = z.infer<typeof messagePolicy>;

const quarter = 15 * 60_000;
const hour = 4 * quarter;
const hourIn = (timeZone: string, at: Date): number => localClock(timeZone, at).getUTCHours();

/** The hours of the recipient's day in which mail goes out and deadlines end. */
export type Hours = Pick<MessagePolicy, 'from' | 'until'>;

const isDay = (hour: number, { from, until }: Hours) => until === 24 || (hour >= from && hour < until);

/** When something proactive may be mailed: now, or the first moment of the recipient's next day. */
export function mailableAt(timeZone: string, at: Date, hours: Hours): Date {
  let next = at.getTime();
  for (let now = hourIn(timeZone, at); !isDay(now, hours); now = hourIn(timeZone, new Date(next))) {
    // Clocks of inhabited places change by an hour at most: what is further from the morning need not be gone by quarters.
    const safe = Math.max(0, ((hours.from - now + 24) % 24) - 2);
    next = (Math.floor(next / quarter) + 1) * quarter + safe * hour;
  }
  return new Date(next);
}

/** The first mailable moment of the recipient's tomorrow. */
export function mailableTomorrow(timeZone: string, at: Date, hours: Hours): Date {
  const today = dayIn(timeZone, at);
  let next = at.getTime();
  while (dayIn(timeZone, new Date(next)) === today) next = (Math.floor(next / quarter) + 1) * quarter;
  return mailableAt(timeZone, new Date(next), hours);
}

export interface Recipient {
  /** Country of the shop's market: its holidays count. */
  readonly market: string;
  readonly timeZone: string;
}

/** Whose night and holidays count: of an order whose zone does not exist, those of where it goes to. */
export function recipientOf({ market, customer, shippingAddress }: Addressed): Recipient {
  return {
    market,
    timeZone: isZone(customer.timeZone) ? customer.timeZone : timeZoneOf(shippingAddress?.country ?? market),
  };
}

interface Addressed {
  readonly market: string;
  readonly customer: { readonly timeZone: string };
  readonly shippingAddress?: { readonly country: string } | undefined;
}

function isZone(timeZone: string): boolean {
  try {
    localClock(timeZone, new Date(0));
    return true;
  } catch {
    return false;
  }
}

const day = 86_400_000;

/**
 * A deadline that the customer can keep: not at night, and not on a national holiday of the market or a weekend within
 * one. A year or country whose holidays are not known moves nothing.
 */
export function keepableDeadline(due: Date, { market, timeZone }: Recipient, hours: Hours): Date {
  let moved = mailableAt(timeZone, due, hours);
  while (isInsideHolidays(market, dayIn(timeZoneOf(market), moved))) {
    moved = mailableAt(timeZone, new Date(moved.getTime() + day), hours);
  }
  return moved;
}

/** The same for the customer of an order. */
export const keepableFor = (order: Addressed, due: Date, hours: Hours): Date =>
  keepableDeadline(due, recipientOf(order), hours);

/** A day off that touches a holiday, over however many days off between them. */
function isInsideHolidays(country: string, on: DayNumber): boolean {
  try {
    if (isBusinessDay(country, on)) return false;
    return isHoliday(country, on) || [-1, 1].some((step) => reachesHoliday(country, on, step));
  } catch (error) {
    if (error instanceof HolidaysUnknown) return false;
    throw error;
  }
}

function reachesHoliday(country: string, from: DayNumber, step: number): boolean {
  for (let on = from + step; !isBusinessDay(country, on); on += step) if (isHoliday(country, on)) return true;
  return false;
}

function isHoliday(country: string, on: DayNumber): boolean {
  const entry = holidayTable[country]?.[yearOf(on)];
  const off = typeof entry === 'string' ? entry : entry?.[0];
  const monthDay = new Date(on * day).toISOString().slice(5, 10).replace('-', '');
  return off?.split(' ').includes(monthDay) ?? false;
}
