import { typeOf } from '#functions/exception-types/catalog.ts';
import type { CaseMove } from '#shared/adapters/cases-table.ts';
import { steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import type { TaskInput } from '#shared/lambda/task-handler.ts';
import { type HeldUp, nextStep } from './next-step.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, incidentsOf, question, type Rows, settings, takeUp } from './workbench.ts';

/** A case that is held up, with what its wait is written by. */
interface Waiting extends Pick<Rows, 'record' | 'decision' | 'held' | 'type'> {
  readonly step: HeldUp;
  readonly respiteUntil: string | undefined;
  /** What others may have to be told by; absent = nobody else is concerned. */
  readonly judged?: { readonly order: Order; readonly incidentId: string | undefined };
}

/**
 * Waits to be let through (by staff, by the end of an incident, by the question before it, by the stock itself), for the
 * customer's morning, or for news.
 */
export async function awaitRelease(input: TaskInput, at: Date): Promise<void> {
  const waiting = (await asSeen(input)) ?? (await judged(input, at));
  if (!waiting || !input.taskToken) throw new AlreadyDecided('nothing holds it up any more');
  await putDown(waiting, input.taskToken, at);
}

/** The case, if it still stands as it did when the step before found it held up: that was judged a moment ago. */
async function asSeen({ orderId, caseId, held: step }: TaskInput): Promise<Waiting | undefined> {
  if (!step?.seen) return undefined;
  const [record, decision, held, arrived] = await Promise.all([
    cases.read(orderId, caseId),
    cases.decisionOf(orderId, caseId),
    question.held(orderId),
    cases.isReleased(orderId, caseId, steps.arrived),
  ]);
  const { version, answerId, respiteUntil } = step.seen;
  if (arrived || record?.version !== version || decision?.answerId !== answerId) return undefined;
  const found = { ...step, next: 'release' } as HeldUp;
  return { record, decision, held, type: typeOf(record.type, settings), step: found, respiteUntil };
}

/** The case as its rows, its order and its incident stand now; nothing = it is not held up. */
async function judged(input: TaskInput, at: Date): Promise<Waiting | undefined> {
  const work = await takeUp(input);
  const [situation, arrived] = await Promise.all([
    situationOf(work, at),
    cases.isReleased(input.orderId, input.caseId, steps.arrived),
  ]);
  const step = nextStep(situation);
  if (step.next !== 'release' || arrived) return undefined;
  const { incidentId, record, decision } = situation;
  return { ...work, decision, step, respiteUntil: record.respiteUntil, judged: { order: work.order, incidentId } };
}

async function putDown(waiting: Waiting, token: string, at: Date): Promise<void> {
  const { record, decision, held, type, step, judged } = waiting;
  // What has been held by it before hangs on it already.
  if (step.reason === 'incident' && judged?.incidentId && record.heldBy !== judged.incidentId) {
    const { customerId } = judged.order.customer;
    await incidentsOf.attachCase(judged.incidentId, { ...record, customerId }, at);
  }
  const turn = step.reason === 'turn';
  const known = decision && { knownAnswerId: decision.answerId };
  const wait = { token, for: 'release', step: step.step, turn, heard: record.newsSequence, ...known } as const;
  await commit(
    record,
    [
      ...queued(waiting, at),
      cases.waitItem(record, wait, at),
      ...(turn ? question.queueItems(record, type.rank, at) : []),
      // Who has nothing to ask now lets another ask; who has taken the question over keeps it until its end.
      ...(step.reason === 'news' && !type.takesOver ? await question.handOver(record, held) : []),
    ],
    'waiting to be let through',
  );
}

/** When somebody has to look if it is still held up: a turn passes by itself, staff take their time. */
const lookAfterHours = { turn: 1, incident: 24, approve: 7 * 24 } as const;
/** An hour of grace before a look counts as missed. */
const graceSeconds = 3600;

function queued({ record, respiteUntil, judged, step: { step, reason, timeoutSeconds } }: Waiting, at: Date) {
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
    ...(reason === 'incident' && judged?.incidentId && { heldBy: judged.incidentId }),
    owner: byStaff ? 'staff' : 'workflow',
    dueAt: reason === 'stock' ? record.waitUntil : new Date(at.getTime() + seconds * 1000).toISOString(),
  };
  return cases.moveItems(record, {
    to: stays ? record.state : reason === 'news' ? 'pursuing' : 'queued',
    at,
    by: 'workflow',
    because: `held up: ${reason}`,
    changes,
    outgoing: calls && judged ? [toApprove(record, judged.order.orderNumber, step)] : [],
  });
}

const toApprove = ({ caseId, type }: CaseRecord, orderNumber: string, step: string): Outgoing => ({
  kind: 'alert',
  severity: 'warning',
  subject: `${type}: order ${orderNumber} waits for approval (${step})`,
  text: `Case ${caseId}: the step "${step}" waits for approval.\nnpm run case -- show ${caseId}\nnpm run case -- approve ${caseId}`,
});
