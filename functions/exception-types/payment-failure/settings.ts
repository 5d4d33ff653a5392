import * as z from 'zod';
import { range, whole } from '#shared/domain/limits.ts';
import type { Hours } from '#shared/domain/message-times.ts';
import { outageThresholds } from '#shared/domain/outage.ts';
import { declaredMethod, methodOf, type PaymentMethod, payUrlTemplate } from '#shared/domain/payment-method.ts';
import { retryAfterMinutes } from './retry.ts';

/** Thresholds of payment-failure (design section 5); every default is the product's, each may be set per deployment. */
export const settings = z
  .strictObject({
    /** The methods that the shop takes; one that is not named is never offered. */
    methods: z
      .array(declaredMethod)
      .min(1)
      .max(30)
      .refine((methods) => new Set(methods.map(({ code }) => code)).size === methods.length, 'code: each once')
      .default([{ code: 'card' }]),
    /** Where an order can be paid again; a method may have a place of its own. */
    payUrl: payUrlTemplate.optional(),
    /** The cause must last this long before anything happens. */
    settleSeconds: whole('seconds', 0, 86_400).default(1200),
    /** Reminders of an unpaid order, hours after it was first asked about. */
    reminderHours: z
      .array(whole('hours', 1, 720))
      .max(3)
      .refine((hours) => hours.every((each, i) => i === 0 || each > hours[i - 1]!), 'must rise')
      .default([1, 24]),
    /** An order that is unpaid so long after the refusal is held. */
    payByHours: whole('hours', 1, 720).default(24),
    /** And so long after it nothing is set aside for it any more. */
    reserveUntilHours: whole('hours', 1, 1440).default(48),
    /** What a pay link sets aside again stays so for so long. */
    reserveAgainHours: whole('hours', 1, 168).default(2),
    cancelAfterDays: whole('days', 1, 60).default(7),
    /** An order counts as paid when no more than this share of it is lacking. */
    underpaidTolerance: range('share of the total', 0, 0.05).default(0),
    /** How long what is authorised can be captured, where its row does not say; staff are told so long before that ends. */
    authorizationDays: whole('days', 1, 90).default(7),
    authorizationWarningDays: whole('days', 1, 30).default(2),
    /** How often a refused card is charged again without its holder. */
    automaticRetries: whole('retries', 0, retryAfterMinutes.length).default(0),
    /** When many refusals are an outage of their provider. */
    outage: outageThresholds.prefault({}),
  })
  .superRefine((given, context) => {
    const { payByHours, reserveUntilHours, cancelAfterDays, reminderHours } = given;
    const { authorizationDays, authorizationWarningDays } = given;
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (authorizationWarningDays >= authorizationDays) {
      refuse(
        'authorizationWarningDays',
        `${authorizationWarningDays} is refused: must be less than authorizationDays (${authorizationDays})`,
      );
    }
    if (reserveUntilHours < payByHours) {
      refuse('reserveUntilHours', `${reserveUntilHours} is refused: must not lie before payByHours (${payByHours})`);
    }
    if (cancelAfterDays * 24 <= reserveUntilHours) {
      refuse(
        'cancelAfterDays',
        `${cancelAfterDays} is refused: must lie after reserveUntilHours (${reserveUntilHours})`,
      );
    }
    if ((reminderHours.at(-1) ?? 0) >= cancelAfterDays * 24) {
      refuse(
        'reminderHours',
        `${reminderHours.at(-1)} is refused: must lie before cancelAfterDays (${cancelAfterDays})`,
      );
    }
  });

/** The thresholds with everything that is known of the declared methods, and the hours in which a deadline may lie. */
export type Settings = Omit<z.infer<typeof settings>, 'methods'> & {
  readonly methods: readonly PaymentMethod[];
  readonly hours: Hours;
};

export const shopOf = (thresholds: z.infer<typeof settings>, hours: Settings['hours']): Settings => ({
  ...thresholds,
  hours,
  methods: thresholds.methods.map(methodOf),
});
