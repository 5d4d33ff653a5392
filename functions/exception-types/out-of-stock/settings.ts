import * as z from 'zod';
import { range, whole } from '#shared/domain/limits.ts';

/** Thresholds of out-of-stock (design section 5); every default is the product's, each may be set per deployment. */
export const settings = z
  .strictObject({
    /** The cause must last this long before anything happens. */
    settleSeconds: whole('seconds', 0, 3600).default(120),
    answerHours: whole('hours', 1, 8760).default(48),
    reminderHours: whole('hours', 1, 8760).default(24),
    reminders: whole('reminders', 0, 3).default(1),
    /** Silence chooses to wait only when the date is at most this far away. */
    waitMaxDays: whole('days', 1, 365).default(30),
    /** A restock this long after the promise still needs no question. */
    promiseGraceDays: whole('days', 0, 60).default(3),
    /** A substitute may differ in price by this share. */
    substitutePriceTolerance: range('share of the price', 0, 1).default(0.2),
    maxSubstitutes: whole('substitutes', 0, 10).default(3),
    /** An accepted wait is looked at this long before its date. */
    watchDaysBefore: whole('days', 0, 30).default(3),
    /** One open replenishment request per SKU and location lasts until stock is announced, or this long. */
    replenishGuardHours: whole('hours', 1, 720).default(24),
    countToleranceUnits: whole('units', 0, 1000).default(2),
    countToleranceShare: range('share of the count', 0, 1).default(0.02),
    countMaxAgeHours: whole('hours', 1, 8760).default(72),
  })
  .superRefine(({ answerHours, reminderHours, reminders }, context) => {
    if (reminders > 0 && reminderHours * reminders >= answerHours) {
      context.addIssue({
        code: 'custom',
        path: ['reminderHours'],
        message: `${reminderHours} is refused: ${reminders} reminder(s) must lie before answerHours (${answerHours})`,
      });
    }
  });
type Settings = z.infer<typeof settings>;
/** What the rules go by; reminders are put as a rhythm in the definition. */
export type Thresholds = Omit<Settings, 'reminderHours' | 'reminders'>;
