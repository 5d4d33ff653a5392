import * as z from 'zod';
import { whole } from '#shared/domain/limits.ts';
import type { Hours } from '#shared/domain/message-times.ts';

/** Thresholds of customer-cancellation (design section 5); every default is the product's, each may be set per deployment. */
export const settings = z
  .strictObject({
    /** A request is worked at once: the parcel must not leave meanwhile. */
    settleSeconds: whole('seconds', 0, 3600).default(0),
    /** The warehouse says within this time whether it has stopped the goods; else staff are told. */
    warehouseAnswerMinutes: whole('minutes', 1, 1440).default(60),
    /** After this long without its answer the case is handed to staff. */
    warehouseGiveUpHours: whole('hours', 1, 240).default(24),
    /** Goods that had left are on their way back within these days (EU: Directive 2011/83/EU, article 14). */
    returnDays: whole('days', 1, 90).default(14),
    /** The customer is reminded of goods that have not come back, so long after being asked for them. */
    returnReminderDays: whole('days', 1, 89).default(7),
    /** A parcel sent on the last day takes this long; then the return is overdue. */
    returnGraceDays: whole('days', 0, 60).default(14),
    /** What becomes of a return that never came: staff decide, or the order stays as it is and the case is closed. */
    unreturned: z.enum(['staff', 'close']).default('staff'),
    /** Without a right to withdraw, goods are taken back this long after they were received; 0 = not at all. */
    voluntaryReturnDays: whole('days', 0, 365).default(14),
    /** So many requests of one customer within `repeatDays` are reported to staff; 0 = never. */
    repeatRequests: whole('requests', 0, 1000).default(3),
    repeatDays: whole('days', 1, 365).default(30),
  })
  .superRefine(({ returnDays, returnReminderDays }, context) => {
    if (returnReminderDays < returnDays) return;
    context.addIssue({
      code: 'custom',
      path: ['returnReminderDays'],
      message: `${returnReminderDays} is refused: the reminder must lie before returnDays (${returnDays})`,
    });
  });
/** With the hours in which a deadline may end. */
export type Thresholds = z.infer<typeof settings> & { readonly hours: Hours };
