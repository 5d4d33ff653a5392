import * as z from 'zod';

/** What an exception puts at stake, as far as its type knows: what is absent was not looked at, and is not nothing. */
export const impact = z.strictObject({
  moneyMinor: z.int(),
  currencyCode: z.string(),
  lines: z.int(),
  /** Whole days until the promised delivery. */
  daysAtStake: z.int().min(0).optional(),
  /** Whole days since the promised delivery, once it has passed. */
  daysLate: z.int().min(1).optional(),
  /** Other orders hit: those that wait for the same goods (at most 1,000), of its incident so far, of which it is a duplicate. */
  otherOrders: z.int().min(0).optional(),
  /** At most so many: each of these orders may have a customer of its own, unless it is known whose they are. */
  customers: z.int().min(1).optional(),
});
export type Impact = z.infer<typeof impact>;

const dayMs = 86_400_000;

/** How far a promise is, or how long it has been broken; nothing was promised = nothing is known. */
export function promiseAtStake(promisedAt: string | undefined, now: Date): Pick<Impact, 'daysAtStake' | 'daysLate'> {
  if (!promisedAt) return {};
  const days = (Date.parse(promisedAt) - now.getTime()) / dayMs;
  return days > -1 ? { daysAtStake: Math.max(0, Math.ceil(days)) } : { daysLate: Math.floor(-days) };
}

/** The same in words for staff, a part each. */
export function impactWords({ lines, daysAtStake, daysLate, otherOrders, customers }: Impact, money: string): string[] {
  return [
    `${money} on ${counted(lines, 'line')}`,
    ...(otherOrders === undefined ? [] : [counted(otherOrders, 'other order')]),
    ...(customers === undefined ? [] : [`up to ${counted(customers, 'customer')}`]),
    ...(daysAtStake === undefined ? [] : [`${counted(daysAtStake, 'day')} to the promised delivery`]),
    ...(daysLate === undefined ? [] : [`${counted(daysLate, 'day')} past the promised delivery`]),
  ];
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
