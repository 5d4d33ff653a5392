import * as z from 'zod';
import { instant, lineId } from './primitives.ts';

/**
 * Why a customer cancels: Shopify's `CUSTOMER` in finer codes. A shop may write codes of its own; they are counted as
 * `other`.
 */
export const cancelReasons = [
  'changed-mind',
  'wrong-item',
  'better-price',
  'too-slow',
  'ordered-twice',
  'other',
] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** Most characters (code points) of what a customer writes beside a request. */
export const cancelTextLimit = 1000;

/** An id that the asker chose: the same id again is the same request. */
export const cancelRequestId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'ID_INVALID: 1 to 64 of A-Z a-z 0-9 _ -');

/** Units of a line that the customer does not want any more. */
export const cancelledLine = z.strictObject({ lineId, quantity: z.int().min(1) });

/**
 * A customer's wish to cancel, on the order that it is about. It is written by our front door or by the shop and stays
 * when it has been carried out; another id is another request.
 */
export const cancelRequest = z
  .strictObject({
    requestId: cancelRequestId,
    requestedAt: instant,
    scope: z.enum(['order', 'lines']),
    /** With `lines`: which, and how many units of each. Lines of a bundle go together. */
    lines: z.array(cancelledLine).min(1).max(10_000).optional(),
    reasonCode: z.string().max(64).optional(),
    /** What the customer wrote: personal data, kept here and nowhere else. */
    text: z
      .string()
      .max(4 * cancelTextLimit)
      .optional(),
    /** Declared as a withdrawal from the contract, which needs no reason. */
    statutory: z.boolean().optional(),
    /** Written by OrderMend: what had not left yet is cancelled, the rest of the request comes back as a return. */
    remainder: z.literal('return').optional(),
    /** Written by OrderMend: when it was decided; a later look finds nothing to do. */
    carriedOutAt: instant.optional(),
    /** Written by OrderMend: until when the goods have to be on their way back. */
    returnBy: instant.optional(),
  })
  .refine(({ scope, lines }) => (scope === 'lines') === (lines !== undefined), {
    path: ['lines'],
    error: 'LINES_REQUIRED: with the scope lines, and only with it',
  });
export type CancelRequest = z.infer<typeof cancelRequest>;
