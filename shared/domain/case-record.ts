import * as z from 'zod';
import { caseState, type Decision, decidedBy, offer } from './case.ts';
import { impact } from './impact.ts';
import { instant, language, orderId, version } from './primitives.ts';
import { rowParser } from './row-parser.ts';

/** Report version 1 is written when the case opens; the closing report completes it. Ids, codes and amounts only. */
export const report = z.strictObject({
  version: z.int().min(1),
  at: instant,
  causeCode: z.string(),
  impact,
  outcome: z.string().optional(),
  messages: z.int().optional(),
  /** Who decided, and what: the choices by unit, or `cancel-order`. */
  decidedBy: decidedBy.optional(),
  choices: z.record(z.string(), z.string()).optional(),
  refundedMinor: z.int().optional(),
  handlingSeconds: z.int().optional(),
});

/** What another system reported about a case: when, and what it says in codes and amounts. */
export const caseNews = z.strictObject({
  at: instant,
  code: z.string().max(64).optional(),
  reference: z.string().max(64).optional(),
  amountMinor: z.int().min(0).optional(),
  /** A moment that was reported: a new estimate of the carrier. */
  until: instant.optional(),
});
export type CaseNews = z.infer<typeof caseNews>;

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
  /** Which of the order's rows it is about; none = the order itself. */
  subject: z.string().max(64).optional(),
  severity: z.enum(['critical', 'warning']),
  state: caseState,
  version,
  /** Number of the last audit entry. */
  auditSequence: z.int().min(0),
  openedAt: instant,
  /** The cause must still stand then. */
  settleUntil: instant,
  startedAt: instant.optional(),
  /** What stands behind it, where that may be the one cause of many. */
  behind: z.array(z.string()).max(10).optional(),
  /** The incident that it is one of many of: its question waits until that is over. */
  incidentId: z.string().optional(),
  /** The incident that last kept it from writing to its customer, be it one of its own or not. */
  heldBy: z.string().optional(),
  /** A step that waits to be let through, and by whom. */
  pending: z
    .strictObject({
      step: z.string(),
      reason: z.enum(['approve', 'incident', 'turn', 'stock', 'news', 'morning']),
      since: instant,
    })
    .optional(),
  /** Errands that have been run, by key, and when. */
  done: z.record(z.string(), instant).default({}),
  /** The latest report of each kind, by the name of its event. */
  news: z.record(z.string(), caseNews).default({}),
  /** Raised by everything that is heard of the case while it waits. */
  newsSequence: z.int().min(0).default(0),
  /** Why it needs staff, and since when: an answer that comes later still counts. */
  reasonCode: z.string().optional(),
  staffSince: instant.optional(),
  /** Reports, by the name of their event, that take it back from staff, who have it for this reason and have not decided. */
  staffUntil: z.strictObject({ reasonCode: z.string(), reports: z.array(z.string().max(64)).max(10) }).optional(),
  /** The last notice that was written down: it is sent before anything else. */
  notice: z.strictObject({ code: z.string(), n: z.int() }).optional(),
  /** The last letter to a partner that was written down, under the key of its errand: it is sent before anything else. */
  letter: z.strictObject({ key: z.string(), code: z.string(), to: z.string(), answerDue: instant }).optional(),
  /** A mail came back: silence no longer means yes. */
  unreachable: z.boolean().optional(),
  language: language.optional(),
  offer: offer.optional(),
  offerHash: z.string().optional(),
  askedAt: instant.optional(),
  answerDue: instant.optional(),
  reminders: z.int().min(0),
  messages: z.int().min(0),
  reminderDue: instant.optional(),
  /** The number of the mail that tells how it ended. */
  closingMessage: z.int().optional(),
  waitUntil: instant.optional(),
  /** No deadline of its customer falls before then: an incident has kept them from acting until shortly before. */
  respiteUntil: instant.optional(),
  /** What the decision gives back, minor units of the order's currency. */
  refundMinor: z.int().min(0).optional(),
  /** Sparse index of open work: when somebody must look if nothing happened. */
  dueShard: z.string().optional(),
  dueAt: instant.optional(),
  owner: z.enum(['workflow', 'customer', 'staff', 'finance']),
  openedShard: z.string(),
  closedAt: instant.optional(),
  reports: z.array(report),
  /** Epoch seconds: 400 days after its last move the row goes. */
  expiresAt: z.int(),
});
export type CaseRecord = z.infer<typeof caseRecord>;
export const parseCase = rowParser(caseRecord);

/** Staff who have let a case lie for so many days are called again. */
export const staffPatienceDays = 7;

/** When staff are called again for a case that has no run, by the sweep; a run that waits for them calls them itself. */
export const staffCalledAgainAt = (calledAt: Date): string =>
  new Date(calledAt.getTime() + staffPatienceDays * 86_400_000).toISOString();

/** The reason of a case that was one too many on its order: while it is open no other opens there. */
export const loopGuard = 'LOOP_GUARD';

/** The incident in which its customer gets one mail, whatever they have in it. */
export const incidentOf = ({ heldBy, incidentId }: Pick<CaseRecord, 'heldBy' | 'incidentId'>): string | undefined =>
  heldBy ?? incidentId;

/** Cases whose question may still be open, the last that was asked first; the customer has been mailed of each. */
export const askedCases = (records: readonly CaseRecord[]): CaseRecord[] =>
  records
    .filter(({ state, askedAt, messages }) => askedAt !== undefined && messages > 0 && askStates.has(state))
    .sort((a, b) => (a.askedAt! < b.askedAt! ? 1 : -1));

/** It waits for the answer, or staff have it and one that comes still counts. */
const askStates: ReadonlySet<CaseRecord['state']> = new Set(['asking', 'needs-staff']);

/** An incident keeps its customer from acting: nothing is reminded of, and no time runs out, until it is over. */
export const standsStill = ({ pending }: Pick<CaseRecord, 'pending'>): boolean => pending?.reason === 'incident';

/** The report that completes the one of the opening: what was decided, what moved, how long it took. */
export function completedReports(
  record: CaseRecord,
  outcome: string,
  at: Date,
  decided?: Decision,
): CaseRecord['reports'] {
  const [first] = record.reports;
  if (!first) return record.reports;
  const { causeCode, impact } = first;
  const { answer } = decided ?? {};
  const choices = answer && ('cancelOrder' in answer ? { order: 'cancel-order' } : answer.choices);
  return [
    ...record.reports,
    {
      version: record.reports.length + 1,
      at: at.toISOString(),
      causeCode,
      impact,
      outcome,
      messages: record.messages,
      ...(decided && { decidedBy: decided.by }),
      ...(choices && { choices }),
      ...(record.refundMinor !== undefined && { refundedMinor: record.refundMinor }),
      handlingSeconds: Math.round((at.getTime() - Date.parse(record.openedAt)) / 1000),
    },
  ];
}
