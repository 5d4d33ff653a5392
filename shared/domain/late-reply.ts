import * as z from 'zod';
import { answer } from './case.ts';
import { instant } from './primitives.ts';

/** An answer that came when its case had been decided without it: what was chosen, in codes, and when it came. */
export const lateReply = z.strictObject({ code: z.literal('LATE_REPLY'), answer, at: instant });
export type LateReply = z.infer<typeof lateReply>;

/** Every different late answer of a case, oldest first, and when staff were told that the outcome can still be changed. */
export const lateReplies = z.object({ replies: z.array(lateReply), toldAt: instant.optional() });
export type LateReplies = z.infer<typeof lateReplies>;
