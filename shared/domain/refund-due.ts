import * as z from 'zod';
import { dayIn, weekdayOf } from './calendar/local-day.ts';
import { timeZoneOf } from './calendar/time-zones.ts';
import { whole } from './limits.ts';

/** How long a refund may take: calendar days, or working days (Monday to Friday; no holiday puts it off, which is the stricter reading). */
export const refundDue = z.strictObject({
  days: whole('days', 1, 90),
  count: z.enum(['calendar', 'working']),
});

/**
 * By when money must be back where the law or the scheme says so; elsewhere `otherwise`. A market is a country code, or
 * `EU` for every member state that is not named itself. US: 7 working days (FTC, Mail, Internet, or Telephone Order Rule,
 * 16 CFR 435); EU: 14 days (Directive 2011/83/EU, article 13); TW: 15 days (Consumer Protection Act, article 19-2); CN:
 * 7 days (Consumer Rights Protection Law, article 25); elsewhere ten business days, the usual time of card schemes.
 */
export const refundDueBy = z.strictObject({
  markets: z
    .record(z.string().regex(/^[A-Z]{2}$/, 'a market is a country code of two capitals, or EU'), refundDue)
    .default({
      US: { days: 7, count: 'working' },
      EU: { days: 14, count: 'calendar' },
      TW: { days: 15, count: 'calendar' },
      CN: { days: 7, count: 'calendar' },
    }),
  otherwise: refundDue.default({ days: 10, count: 'working' }),
});
export type RefundDueBy = z.infer<typeof refundDueBy>;

/** Member states of the European Union. */
export const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);

/** The moment by which the money must be back: the same time of day, that many days on. */
export function refundDueAt(market: string, requestedAt: Date, { markets, otherwise }: RefundDueBy): Date {
  const group = memberStates.has(market) ? markets.EU : undefined;
  const { days, count } = markets[market] ?? group ?? otherwise;
  const calendarDays =
    count === 'calendar' ? days : workingDays(days, weekdayOf(dayIn(timeZoneOf(market), requestedAt)));
  return new Date(requestedAt.getTime() + calendarDays * 86_400_000);
}

/** Calendar days that `days` working days take, counted from the day after a weekday (0 = Sunday). */
function workingDays(days: number, weekday: number): number {
  let passed = 0;
  for (let counted = 0; counted < days; passed++) {
    const day = (weekday + passed + 1) % 7;
    if (day !== 0 && day !== 6) counted++;
  }
  return passed;
}
