import type { CaseMove } from '#shared/adapters/cases-table.ts';
import { steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import { nextStep, type Situation, type Step } from './next-step.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, incidentsOf, question, type Work } from './workbench.ts';

type Held = Extract<Step, { next: 'release' }>;

/**
 * Waits to be let through (by staff, by the end of an incident, by the question before it, by the stock itself), for the
 * customer's morning, or for news.
 */
export async function awaitRelease(work: Work, taskToken: string | undefined, at: Date): Promise<void> {
  const { record } = work;
  const [situation, arrived] = await Promise.all([
    situationOf(work, at),
    cases.isReleased(record.orderId, record.caseId, steps.arrived),
  ]);
  const held = nextStep(situation);
  if (held.next !== 'release' || arrived || !taskToken) throw new AlreadyDecided('nothing holds it up any more');
  const { incidentId } = situation;
  // What has been held by it before hangs on it already.
  if (held.reason === 'incident' && incidentId && record.heldBy !== incidentId) {
    const { customerId } = work.order.customer;
    await incidentsOf.attachCase(incidentId, { ...record, customerId }, at);
  }
  const turn = held.reason === 'turn';
  const known = situation.decision && { knownAnswerId: situation.decision.answerId };
  const wait = {
    token: taskToken,
    for: 'release',
    step: held.step,
    turn,
    heard: record.newsSequence,
    ...known,
  } as const;
  await commit(
    record,
    [
      ...queued(work, situation, held, at),
      cases.waitItem(record, wait, at),
      ...(turn ? question.queueItems(record, work.type.rank, at) : []),
      // Who has nothing to ask now lets another ask; who has taken the question over keeps it until its end.
      ...(held.reason === 'news' && !work.type.takesOver ? await question.handOver(record, work.held) : []),
    ],
    'waiting to be let through',
  );
}

/** When somebody has to look if it is still held up: a turn passes by itself, staff take their time. */
const lookAfterHours = { turn: 1, incident: 24, approve: 7 * 24 } as const;
/** An hour of grace before a look counts as missed. */
const graceSeconds = 3600;

function queued(
  { record, order }: Work,
  { record: { respiteUntil }, incidentId }: Situation,
  { step, reason, timeoutSeconds }: Held,
  at: Date,
) {
  // With nothing to ask now the question is another's.
  const asks = record.state === 'asking' && reason !== 'news';
  const stays = asks || record.state === 'waiting' || record.state === 'needs-staff';
  const byStaff = reason === 'approve' || reason === 'incident';
  const seconds =
    reason === 'news' || reason === 'morning'
      ? timeoutSeconds + graceSeconds
      : lookAfterHours[reason as keyof typeof lookAfterHours] * 3600;
  const known = record.pending?.step === step && record.pending.reason === reason;
  const since = known ? record.pending!.since : at.toISOString();
  // Whatever wakes it meanwhile, staff are called once, and again when they have let it lie for a week.
  const calls =
    reason === 'approve' && (!known || at.getTime() - Date.parse(since) >= lookAfterHours.approve * 3_600_000);
  const changes: CaseMove['changes'] = {
    pending: { step, reason, since },
    respiteUntil,
    ...(reason === 'incident' && incidentId && { heldBy: incidentId }),
    owner: byStaff ? 'staff' : 'workflow',
    dueAt: reason === 'stock' ? record.waitUntil : new Date(at.getTime() + seconds * 1000).toISOString(),
  };
  return cases.moveItems(record, {
    to: stays ? record.state : reason === 'news' ? 'pursuing' : 'queued',
    at,
    by: 'workflow',
    because: `held up: ${reason}`,
    changes,
    outgoing: calls ? [toApprove(record, order.orderNumber, step)] : [],
  });
}

const toApprove = ({ caseId, type }: CaseRecord, orderNumber: string, step: string): Outgoing => ({
  kind: 'alert',
  severity: 'warning',
  subject: `${type}: order ${orderNumber} waits for approval (${step})`,
  text: `Case ${caseId}: the step "${step}" waits for approval.\nnpm run case -- show ${caseId}\nnpm run case -- approve ${caseId}`,
});
