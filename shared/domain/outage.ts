import * as z from 'zod';
import { range, whole } from './limits.ts';

/** How often something worked and failed. */
export interface Tally {
  readonly good: number;
  readonly bad: number;
}

const share = (min: number, max: number) => range('share of the tries', min, max);

/** When failures are an outage of what stands behind them, and when it is over. */
export const outageThresholds = z
  .strictObject({
    /** Tries of so long are looked at together; above an hour they are counted by the hour. */
    windowMinutes: whole('minutes', 1, 10_080).default(10),
    /** Below so many tries in the window its rate says nothing. */
    minimumTries: whole('tries', 5, 10_000).default(20),
    /** The usual rate is that of so many days before the window. */
    usualDays: whole('days', 1, 30).default(7),
    /** What is taken as usual where nothing is known: one try in ten (Braintree calls that acceptable for cards). */
    usualRate: share(0.01, 0.9).default(0.1),
    /** It opens at this rate, if that is also so many times the usual one. */
    openRate: share(0.05, 1).default(0.5),
    openTimesUsual: range('times the usual rate', 1.5, 100).default(3),
    /** It closes at this rate, or at so many times the usual one if that is higher. */
    closeRate: share(0.01, 1).default(0.25),
    closeTimesUsual: range('times the usual rate', 1, 10).default(1.5),
    /** Or when nothing has failed for so long: where nobody tries, nothing says more. */
    quietMinutes: whole('minutes', 10, 10_080).default(60),
  })
  .refine(({ openRate, closeRate }) => closeRate < openRate, {
    error: ({ input }) => `${JSON.stringify(input)} is refused: closeRate must lie below openRate, else it flutters`,
  });
export type OutageThresholds = z.infer<typeof outageThresholds>;

/** So many tries of what is taken as usual stand beside what was counted, so that a few do not make a rate. */
const weightOfUsual = 50;

/** The share that failed of what was tried before the window. */
export const usualRateOf = ({ good, bad }: Tally, { usualRate }: OutageThresholds): number =>
  (bad + usualRate * weightOfUsual) / (good + bad + weightOfUsual);

const rateOf = ({ good, bad }: Tally): number => (good + bad === 0 ? 0 : bad / (good + bad));

/** Far above its own usual rate, and above what is bad for anybody; what always fails half the time must fail always. */
export function isOutOfOrder(window: Tally, usual: number, thresholds: OutageThresholds): boolean {
  const { minimumTries, openRate, openTimesUsual } = thresholds;
  const limit = Math.min(1, Math.max(openRate, openTimesUsual * usual));
  return window.good + window.bad >= minimumTries && rateOf(window) >= limit;
}

/** Back to about its usual rate: well below the rate at which it opened, so that it does not flutter. */
export function isBackInOrder(window: Tally, usual: number, thresholds: OutageThresholds): boolean {
  const { minimumTries, openRate, closeRate, closeTimesUsual } = thresholds;
  const limit = Math.min(Math.max(closeRate, closeTimesUsual * usual), Math.max(openRate, closeRate));
  return window.good + window.bad >= minimumTries / 2 && rateOf(window) <= limit;
}
