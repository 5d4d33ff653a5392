import { type Decision, isClosed, type Offer, steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Mode } from '#shared/domain/operations.ts';
import type { AskPlan } from './ask-plan.ts';

/** Everything that says where a case goes from where it stands. */
export interface Situation {
  readonly record: CaseRecord;
  readonly decision: Decision | undefined;
  /** What would be offered now; nothing = nothing is wrong any more. */
  readonly offer: Offer | undefined;
  /** Every unit of the offer is decided beforehand. */
  readonly preset: boolean;
  readonly plan: AskPlan;
  readonly mode: Mode;
  /** Steps that staff have let through. */
  readonly released: ReadonlySet<string>;
  /** The case that has the order's question, if any. */
  readonly questionHolder: string | undefined;
  readonly incidentId: string | undefined;
  /** Why the customer cannot be written to, if so. */
  readonly contactProblem: string | undefined;
  readonly now: Date;
}

export type Blocked = NonNullable<CaseRecord['pending']>['reason'];

/** Where a run goes next; the state machine's one choice reads `next`. */
export type Step =
  | { readonly next: 'closed' | 'decide-unasked' | 'make-final' | 'carry-out' | 'tell' | 'close' | 'watch' }
  | { readonly next: 'hand-to-staff'; readonly reasonCode: string }
  | { readonly next: 'staff'; readonly timeoutSeconds: number }
  | { readonly next: 'release'; readonly step: string; readonly reason: Blocked; readonly timeoutSeconds: number }
  | { readonly next: 'ask'; readonly timeoutSeconds: number }
  | { readonly next: 'stand' | 'settle'; readonly until: string };

/** Staff are reminded after a week that a case still waits for them. */
export const staffPatienceSeconds = 7 * 86_400;

/** Where a case goes from here: whatever woke its run, the rows say what happened. */
export function nextStep(situation: Situation): Step {
  const { record, decision } = situation;
  if (isClosed(record.state) || record.state === 'refunding') return { next: 'closed' };
  if (record.state === 'waiting') return { next: 'watch' };
  if (decision?.phase === 'final') return decision.answer ? { next: 'carry-out' } : { next: tellOrClose(record) };
  if (record.state === 'needs-staff' && !letThrough(situation)) {
    return { next: 'staff', timeoutSeconds: staffPatienceSeconds };
  }
  return decision ? withAnswer(situation, decision) : withoutAnswer(situation);
}

/** Who was asked is told how it ended; who never heard of it is left in peace. */
const tellOrClose = ({ messages }: CaseRecord) => (messages > 0 ? 'tell' : 'close');

/** Staff have answered for the customer, or approved what had stopped. */
function letThrough({ decision, released }: Situation): boolean {
  return decision !== undefined && (decision.by === 'staff' || released.has(steps.final(decision.answerId)));
}

function withAnswer({ now, mode, released }: Situation, { until, answerId, by }: Decision): Step {
  if (until > now.toISOString()) return { next: 'stand', until };
  const step = steps.final(answerId);
  if (mode !== 'automatic' && by !== 'staff' && !released.has(step)) return held(step, 'approve');
  return { next: 'make-final' };
}

function withoutAnswer(situation: Situation): Step {
  const { record, offer, preset, plan, contactProblem, now } = situation;
  if (!offer || preset) return { next: 'decide-unasked' };
  if (record.askedAt && plan.answerDue <= now.toISOString()) return { next: 'decide-unasked' };
  if (contactProblem && !record.askedAt) return { next: 'hand-to-staff', reasonCode: contactProblem };
  const reason = blockedBy(situation);
  return reason ? held(steps.ask, reason) : { next: 'ask', timeoutSeconds: plan.timeoutSeconds };
}

/** A question that is out already is reminded of without asking staff again. */
function blockedBy({ record, mode, released, incidentId, questionHolder }: Situation): Blocked | undefined {
  const free = Boolean(record.askedAt) || released.has(steps.ask);
  if (mode !== 'automatic' && !free) return 'approve';
  if (incidentId && !free) return 'incident';
  return questionHolder && questionHolder !== record.caseId ? 'turn' : undefined;
}

const held = (step: string, reason: Blocked): Step => ({
  next: 'release',
  step,
  reason,
  timeoutSeconds: staffPatienceSeconds,
});
