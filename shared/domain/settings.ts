import * as z from 'zod';
import { range, whole } from './limits.ts';
import { messagePolicy } from './message-times.ts';
import { refundDueBy } from './refund-due.ts';

/** When many orders go wrong by what looks like one cause (a broken feed, a wrong count), staff look before customers do. */
export const massCause = z.strictObject({
  windowMinutes: whole('minutes', 1, 60).default(10),
  /** More different causes (SKUs) than this inside the window. */
  causes: whole('causes', 1, 10_000).default(20),
  /** More cases than this share of the open orders inside the window. */
  share: range('share of the open orders', 0.001, 1).default(0.02),
  /** Below so many cases the share says nothing: one order in forty is no incident. */
  minimumCases: whole('cases', 1, 10_000).default(10),
});
export type MassCause = z.infer<typeof massCause>;

/** Who reserves stock for orders. */
export const allocatedBy = z.enum(['ordermend', 'shop']);

/** What the functions read in their variable SETTINGS: thresholds, and whom a type writes to beside the customer; nobody's person. */
export const settings = z.object({
  allocatedBy,
  linkTtlDays: z.int(),
  refundDueBy,
  massCause,
  messages: messagePolicy,
  /** Thresholds per type, in the shape that the type's own schema gives them. */
  types: z.record(z.string(), z.unknown()),
});
export type Settings = z.infer<typeof settings>;

/** SETTINGS as a variable: JSON text, parsed before a function's body runs. */
export const settingsVariable = z.string().transform((text, context) => {
  try {
    return settings.parse(JSON.parse(text));
  } catch (error) {
    context.addIssue({ code: 'custom', message: `SETTINGS is no settings: ${(error as Error).message}` });
    return z.NEVER;
  }
});
