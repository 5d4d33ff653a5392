import * as z from 'zod';
import { caseState, offer } from './case.ts';
import { instant, language, orderId, version } from './primitives.ts';

/** Report version 1 is written when the case opens; the closing report completes it. Ids, codes and amounts only. */
export const report = z.strictObject({
  version: z.int().min(1),
  at: instant,
  causeCode: z.string(),
  impact: z.strictObject({
    moneyMinor: z.int(),
    currencyCode: z.string(),
    lines: z.int(),
    daysAtStake: z.int(),
  }),
  outcome: z.string().optional(),
  messages: z.int().optional(),
  refundedMinor: z.int().optional(),
  handlingSeconds: z.int().optional(),
});

/** Our record of one exception; it carries ids and codes, never a name, an address or free text. */
export const caseRecord = z.object({
  pk: z.string(),
  sk: z.string(),
  entity: z.literal('case'),
  caseId: z.string().max(80),
  orderId,
  type: z.string(),
  causeKey: z.string(),
  causeCode: z.string(),
  severity: z.enum(['critical', 'warning']),
  state: caseState,
  version,
  /** Number of the last audit entry. */
  auditSequence: z.int().min(0),
  openedAt: instant,
  /** The cause must still stand then. */
  settleUntil: instant,
  startedAt: instant.optional(),
  /** Which question is out, counted from 1; 0 = none yet. */
  round: z.int().min(0),
  language: language.optional(),
  offer: offer.optional(),
  offerHash: z.string().optional(),
  askedAt: instant.optional(),
  answerDue: instant.optional(),
  reminders: z.int().min(0),
  messages: z.int().min(0),
  waitUntil: instant.optional(),
  /** Sparse index of open work: when somebody must look if nothing happened. */
  dueShard: z.string().optional(),
  dueAt: instant.optional(),
  owner: z.enum(['workflow', 'customer', 'staff', 'finance']),
  openedShard: z.string(),
  closedAt: instant.optional(),
  reports: z.array(report),
});
export type CaseRecord = z.infer<typeof caseRecord>;
