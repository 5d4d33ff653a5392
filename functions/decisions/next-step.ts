import type { Errand } from '#functions/exception-types/exception-type.ts';
import { type Decision, isClosed, type Offer, steps } from '#shared/domain/case.ts';
import { type CaseRecord, staffPatienceDays } from '#shared/domain/case-record.ts';
import type { Mode } from '#shared/domain/operations.ts';
import type { AskPlan } from './ask-plan.ts';
import type { IncidentTurn } from './incident-turn.ts';

/** What was decided of a case, and what may be done by it. */
export interface Decided {
  readonly record: CaseRecord;
  readonly decision: Decision | undefined;
  /** The customer is told how the decision ended it. */
  readonly tells: boolean;
  readonly mode: Mode;
  /** Steps that staff have let through. */
  readonly released: ReadonlySet<string>;
  readonly now: Date;
}

/** Everything that says where a case goes from where it stands. */
export interface Situation extends Decided {
  /** The cause is still there. */
  readonly stands: boolean;
  /** What is to be done beside the question, now. */
  readonly errand: Errand | undefined;
  /** When something may be due although nothing is heard. */
  readonly nextLook: string | undefined;
  /** What would be offered now; nothing = there is nothing to ask, or an errand is due before it. */
  readonly offer: Offer | undefined;
  /** Every unit of the offer is decided beforehand. */
  readonly preset: boolean;
  /** Nothing = nothing is offered. */
  readonly plan: AskPlan | undefined;
  /** The question that is due is demanded by law. */
  readonly asksByLaw: boolean;
  /** Where an accepted wait takes the case. */
  readonly watched?: Step | undefined;
  /** The case that has the order's question, if any. */
  readonly questionHolder: string | undefined;
  /** That case, when it is another one. */
  readonly holder?: CaseRecord;
  /** It has been asking so long that it lets this one ask. */
  readonly yielding?: boolean;
  /** When it will have. */
  readonly turnFreeAt?: string;
  /** Its type takes the question from whoever has it. */
  readonly takesOver: boolean;
  /** The open incident that holds back what would go out to the customer. */
  readonly incidentId: string | undefined;
  /** What the incident that the case is one of has said to its customer. */
  readonly turnInIncident: IncidentTurn;
  /** Why the customer cannot be written to, if so. */
  readonly contactProblem: string | undefined;
  /** From when on the customer may be asked or reminded; nothing = now. */
  readonly mailFrom: string | undefined;
  /** From when on the notice of the errand may go out; nothing = now. */
  readonly noticeFrom: string | undefined;
  /** The order's other open cases, where a notice may have to wait for them. */
  readonly others?: readonly CaseRecord[] | undefined;
  /** The question waits for no morning. */
  readonly urgent: boolean;
  /** How it will stand when the notice that is due is told, where that alone leads to a question: one mail may say both. */
  readonly onceTold?: Situation | undefined;
}

export type Blocked = NonNullable<CaseRecord['pending']>['reason'];

/** Where a run goes next; the state machine's one choice reads `next`. */
export type Step =
  | { readonly next: 'closed' | 'decide-unasked' | 'make-final' | 'carry-out' | 'tell' | 'close' | 'watch' | 'errand' }
  | { readonly next: 'hand-to-staff'; readonly reasonCode: string }
  | { readonly next: 'staff'; readonly timeoutSeconds: number }
  | HeldUp
  | { readonly next: 'ask'; readonly timeoutSeconds: number }
  | { readonly next: 'stand' | 'settle'; readonly until: string };

/** It waits to be let through, for the customer's morning, or for news. */
export interface HeldUp {
  readonly next: 'release';
  readonly step: string;
  readonly reason: Blocked;
  readonly timeoutSeconds: number;
  /** While the case stands like this, what holds it up need not be judged again; absent = it has to be. */
  readonly seen?: Seen;
}

export interface Seen {
  readonly version: number;
  readonly answerId?: string | undefined;
  /** What an incident gave its customer. */
  readonly respiteUntil?: string | undefined;
}

const daySeconds = 86_400;
export const staffPatienceSeconds = staffPatienceDays * daySeconds;

/** Where a case goes from here: whatever woke its run, the rows say what happened. */
export function nextStep(situation: Situation): Step {
  const { record, errand, watched } = situation;
  const decided = stepOf(situation);
  if (decided) return decided;
  if (record.state !== 'waiting') return withoutAnswer(situation);
  return errand ? errandStep(situation, errand) : (watched ?? { next: 'watch' });
}

/** The same from what was decided alone; nothing = it depends on how its order stands. */
export function stepOf(decided: Decided): Step | undefined {
  const { record, decision, tells } = decided;
  if (isClosed(record.state) || record.state === 'refunding') return { next: 'closed' };
  if (record.state === 'waiting') return undefined;
  if (decision?.phase === 'final') return decision.answer ? { next: 'carry-out' } : { next: tells ? 'tell' : 'close' };
  if (record.state === 'needs-staff' && !letThrough(decided)) {
    return { next: 'staff', timeoutSeconds: staffPatienceSeconds };
  }
  return decision && withAnswer(decided, decision);
}

/** Staff have answered for the customer or approved what had stopped, or the customer has answered after all. */
function letThrough({ record, decision, released }: Decided): boolean {
  if (!decision) return false;
  const late = decision.by === 'customer' && record.staffSince !== undefined && decision.decidedAt > record.staffSince;
  return decision.by === 'staff' || late || released.has(steps.final(decision.answerId));
}

function withAnswer({ now, mode, released }: Decided, { until, answerId, by }: Decision): Step {
  if (until > now.toISOString()) return { next: 'stand', until };
  const step = steps.final(answerId);
  if (mode !== 'automatic' && by !== 'staff' && !released.has(step)) return held(step, 'approve');
  return { next: 'make-final' };
}

function withoutAnswer(situation: Situation): Step {
  const { record, stands, errand, offer, preset, plan, contactProblem, now } = situation;
  if (!stands) return { next: 'decide-unasked' };
  if (errand) return errandStep(situation, errand);
  if (!offer || !plan) return held(steps.news, 'news', secondsUntilLook(situation, staffPatienceSeconds));
  if (incidentStopsIt(situation)) return held(remindingOf(record), 'incident', secondsUntilLook(situation, daySeconds));
  if (preset || (record.askedAt && plan.answerDue <= now.toISOString())) return { next: 'decide-unasked' };
  if (contactProblem && !record.askedAt) return { next: 'hand-to-staff', reasonCode: contactProblem };
  const reason = blockedBy(situation);
  if (reason === 'turn') return held(steps.ask, reason, secondsUntilTurn(situation, plan));
  if (reason) return held(steps.ask, reason);
  const { joinsUntil } = situation.turnInIncident;
  if (plan.mail && joinsUntil) return untilMailable(situation, joinsUntil);
  if (plan.mail && !situation.urgent && situation.mailFrom) return untilMailable(situation, situation.mailFrom);
  return { next: 'ask', timeoutSeconds: secondsUntilLook(situation, plan.timeoutSeconds) };
}

/** The next reminder of a case that is asked about; staff may let it through while an incident stands. */
export const remindingOf = ({ reminders }: CaseRecord): string => steps.reminder(reminders + 1);

/** The one thing behind a question that is out has broken down: nobody is urged, and no time runs out, until it is over. */
const incidentStopsIt = ({ record, incidentId, released }: Situation): boolean =>
  incidentId !== undefined &&
  record.behind !== undefined &&
  record.askedAt !== undefined &&
  !released.has(remindingOf(record));

/** What mails, writes or pays waits for staff in `approve`; what only tells staff does not. */
function errandStep(situation: Situation, errand: Errand): Step {
  const { mode, released, incidentId, contactProblem } = situation;
  const noticeFrom = situation.turnInIncident.joinsUntil ?? situation.noticeFrom;
  const step = steps.errand(errand.key);
  const acts = errand.notice || errand.letter || errand.hold || errand.orderChanges;
  if (mode !== 'automatic' && acts && !released.has(step)) return held(step, 'approve');
  if (incidentId && errand.notice && !errand.urgent && !released.has(step)) return held(step, 'incident');
  if (errand.ofIncident && wasTold(situation) && !released.has(step)) {
    return held(step, 'incident', secondsUntilLook(situation, daySeconds));
  }
  if (errand.notice && !errand.urgent && noticeFrom && !contactProblem) return untilMailable(situation, noticeFrom);
  const then = situation.onceTold && nextStep(situation.onceTold);
  return then?.next === 'ask' ? then : { next: 'errand' };
}

/** The one mail about the incident has gone out, and it is not over. */
const wasTold = ({ turnInIncident }: Situation): boolean => turnInIncident.open !== undefined && turnInIncident.told;

/** Nobody is woken by a mail, or gets a third one on a day, or two within minutes; what happens meanwhile is still heard. */
const untilMailable = ({ now }: Situation, mailFrom: string): Step =>
  held(steps.news, 'morning', Math.max(1, Math.ceil((Date.parse(mailFrom) - now.getTime()) / 1000)));

/** A question that is out already is reminded of without asking staff again. */
function blockedBy({ record, mode, released, incidentId, questionHolder, ...more }: Situation): Blocked | undefined {
  const letOut = Boolean(record.askedAt) || released.has(steps.ask);
  if (mode !== 'automatic' && !letOut) return 'approve';
  if (incidentId && !letOut) return 'incident';
  const free = !questionHolder || questionHolder === record.caseId || more.takesOver || more.yielding;
  return free ? undefined : 'turn';
}

/** Until the question is free for this case; one that is out already is looked at when its own time is over. */
function secondsUntilTurn({ record, turnFreeAt, now }: Situation, plan: AskPlan): number {
  const most = record.askedAt ? plan.timeoutSeconds : staffPatienceSeconds;
  return turnFreeAt ? Math.min(most, Math.max(1, Math.ceil((Date.parse(turnFreeAt) - now.getTime()) / 1000))) : most;
}

/** A wait ends when the next look is due, at the latest after `most` seconds. */
function secondsUntilLook({ nextLook, now }: Situation, most: number): number {
  if (!nextLook) return most;
  return Math.min(most, Math.max(1, Math.ceil((Date.parse(nextLook) - now.getTime()) / 1000)));
}

const held = (step: string, reason: Blocked, timeoutSeconds = staffPatienceSeconds): HeldUp => ({
  next: 'release',
  step,
  reason,
  timeoutSeconds,
});
