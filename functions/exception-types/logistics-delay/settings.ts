import * as z from 'zod';
import { range, whole } from '#shared/domain/limits.ts';
import type { Hours } from '#shared/domain/message-times.ts';
import { currencyCode, nonNegativeMinorUnits } from '#shared/domain/money.ts';
import { outageThresholds } from '#shared/domain/outage.ts';
import type { PaymentMethod } from '#shared/domain/payment-method.ts';
import { language } from '#shared/domain/primitives.ts';

/** A step of the compensation: from so many days late on, this share of the price of what is late. */
const tier = z.strictObject({ daysLate: whole('days', 1, 90), share: range('share of the price', 0, 1) });

/** The most that one promise is compensated with, and a month's budget, minor units per currency. */
const defaultLimits = {
  TWD: { mostMinor: 30_000, budgetMinor: 3_000_000 },
  CNY: { mostMinor: 10_000, budgetMinor: 700_000 },
  HKD: { mostMinor: 10_000, budgetMinor: 800_000 },
  USD: { mostMinor: 1_500, budgetMinor: 100_000 },
  EUR: { mostMinor: 1_500, budgetMinor: 100_000 },
  GBP: { mostMinor: 1_500, budgetMinor: 100_000 },
  BRL: { mostMinor: 5_000, budgetMinor: 500_000 },
  JPY: { mostMinor: 1_500, budgetMinor: 150_000 },
  KWD: { mostMinor: 5_000, budgetMinor: 300_000 },
};

const compensation = z.strictObject({
  /** The CRM is given so long to issue a code, and a case lasts as long for it; then it is for staff. */
  codeHours: whole('hours', 1, 720).default(72),
  tiers: z
    .array(tier)
    .max(10)
    .refine((tiers) => tiers.every(({ daysLate }, i) => i === 0 || daysLate > tiers[i - 1]!.daysLate), {
      error: 'daysLate must rise from tier to tier',
    })
    .default([
      { daysLate: 3, share: 0.05 },
      { daysLate: 7, share: 0.1 },
      { daysLate: 14, share: 0.15 },
    ]),
  limits: z
    .partialRecord(
      currencyCode,
      z.strictObject({ mostMinor: nonNegativeMinorUnits, budgetMinor: nonNegativeMinorUnits }),
    )
    .default(defaultLimits),
});

const mailAddress = z.email({
  error: ({ input }) =>
    input === undefined
      ? 'is missing, allowed: a mail address'
      : `${JSON.stringify(input)} is refused, allowed: a mail address`,
});

/** Where a carrier takes questions about parcels, and in which language it is written to. */
const carrier = z.strictObject({ inquiryEmail: mailAddress, language: language.default('en') });

/** The same carrier, however a row or the configuration writes its name. */
export const sameCarrier = (name: string): string => name.trim().toLowerCase();

/** By the name of the carrier in the rows of its parcels. */
const carriers = z.record(z.string().min(1).max(64), carrier).superRefine((named, context) => {
  const names = Object.keys(named);
  const twice = names.find((name, i) => names.slice(0, i).some((other) => sameCarrier(other) === sameCarrier(name)));
  if (twice !== undefined) {
    context.addIssue({ code: 'custom', path: [twice], message: 'is refused: this carrier is named twice' });
  }
});

/**
 * Days from the order within which goods are due of which nobody has named a date, by region; 0 = no such time. US: 30 until
 * they leave (16 CFR 435.2(a)); EU: 30 until they are there (Directive 2011/83/EU, article 18(1)).
 */
const daysToDeliver = (usual: number) => whole('days', 0, 365).default(usual);
const defaultPromiseDays = z.strictObject({
  US: daysToDeliver(30),
  EU: daysToDeliver(30),
  TW: daysToDeliver(0),
  CN: daysToDeliver(0),
  HK: daysToDeliver(0),
  other: daysToDeliver(0),
});

/** Thresholds of logistics-delay (design section 5); each may be set per deployment. */
export const settings = z
  .strictObject({
    /** A promise is only then broken: what arrives within it closes the case before anybody is written to. */
    graceMinutes: whole('minutes', 0, 2880).default(15),
    defaultPromiseDays: defaultPromiseDays.prefault({}),
    labelBusinessDays: whole('business days', 1, 30).default(4),
    scanBusinessDays: whole('business days', 1, 30).default(3),
    scanBusinessDaysAbroad: whole('business days', 1, 60).default(5),
    /** From this probability of being late on, a parcel counts as late before its promise is broken. */
    lateProbability: range('probability', 0.5, 0.99).default(0.7),
    /** So many parcels must have been delivered on a lane before it foretells anything. */
    laneParcels: whole('parcels', 5, 10_000).default(20),
    /** The estimate that customers are told is kept by this share of the parcels of the lane. */
    estimateShare: range('share of the parcels', 0.5, 0.99).default(0.8),
    /** Days after the first notice on which customers hear again, when the estimate has moved a day or more. */
    noticeDays: z
      .array(whole('days', 1, 30))
      .max(5)
      .default([2, 5]),
    pickupReminderDays: z
      .array(whole('days', 1, 30))
      .max(3)
      .default([3]),
    instructionDays: z
      .array(whole('days', 1, 30))
      .max(3)
      .default([2, 5]),
    carrierAnswerHours: whole('hours', 1, 720).default(24),
    /** Carriers that are asked by mail beside the event; one that is not named here hears of the event only. */
    carriers: carriers.default({}),
    /** A parcel on its way is asked about from so many days of delay on; one that was not handed over, at once. */
    askDaysLate: whole('days', 1, 60).default(7),
    answerHours: whole('hours', 1, 8760).default(96),
    reminderHours: z
      .array(whole('hours', 1, 8760))
      .max(5)
      .default([24, 72]),
    /** How long a parcel that is sent again is given. */
    reshipDays: whole('days', 1, 60).default(10),
    /** An agreed date is looked at this long before it. */
    watchDaysBefore: whole('days', 0, 30).default(3),
    compensation: compensation.prefault({}),
    /** When the parcels of one carrier that are late in one region are one incident. */
    outage: outageThresholds.prefault({ windowMinutes: 1440, minimumTries: 5, quietMinutes: 1440 }),
  })
  .superRefine(({ answerHours, reminderHours }, context) => {
    const late = reminderHours.find((hours) => hours >= answerHours);
    if (late !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['reminderHours'],
        message: `${late} is refused: reminders must lie before answerHours (${answerHours})`,
      });
    }
  });
/** With the hours in which a deadline may end, and how the shop is paid. */
export type Settings = z.infer<typeof settings> & {
  readonly hours: Hours;
  readonly methods: readonly PaymentMethod[];
};
