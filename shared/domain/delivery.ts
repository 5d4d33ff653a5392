import * as z from 'zod';
import { nonNegativeMinorUnits } from './money.ts';
import { instant, lineId } from './primitives.ts';

/** What a customer was told about lines that come later than promised; no date = none was known. */
export const deliveryNotice = z.strictObject({
  caseId: z.string(),
  at: instant,
  lineIds: z.array(lineId),
  estimatedAt: instant.optional(),
  reason: z.string().max(64).optional(),
});
export type DeliveryNotice = z.infer<typeof deliveryNotice>;

/** A later date that was agreed on for lines; it takes the place of what was promised until it is over. */
export const deliveryAgreement = z.strictObject({
  caseId: z.string(),
  at: instant,
  lineIds: z.array(lineId),
  until: instant,
  /** When it was broken: the lines are late again. */
  endedAt: instant.optional(),
});
export type DeliveryAgreement = z.infer<typeof deliveryAgreement>;

/**
 * The ledger of what was granted for a broken promise, in minor units of the order's currency. A higher tier grants what
 * it is worth more than the ones before it for the same promise.
 */
export const compensation = z.strictObject({
  caseId: z.string(),
  at: instant,
  promisedAt: instant,
  tier: z.int().min(1),
  amountMinor: nonNegativeMinorUnits,
});
export type Compensation = z.infer<typeof compensation>;
