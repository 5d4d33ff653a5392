import { isDeepStrictEqual } from 'node:util';
import { lateRepliesOf } from '#shared/adapters/late-replies.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import { type Answer, type Decision, isClosed, type Offer } from '#shared/domain/case.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { isUnderway, partlyShipped } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { write } from './answer-writes.ts';
import { Problem } from './problem.ts';
import { readReply } from './reply-form.ts';
import { cases, contacts, type Linked } from './standing.ts';

const late = lateRepliesOf(cases);

/** Different late answers that a case keeps: whoever holds its link cannot fill its table. */
const kept = 5;

/** A case that answers no more by its link, with its decision and what was offered. */
export interface Settled extends Linked {
  readonly decision: Decision | undefined;
  readonly offer: Offer | undefined;
}

/**
 * Keeps an answer that came when the case had been settled without it, in codes only, and calls staff once if the outcome
 * can still be changed. Nothing else changes by it; what is no answer to what was offered is not kept.
 * @throws AnswerLost
 */
export async function noteLateReply(settled: Settled, fields: ReadonlyMap<string, string>, at: Date): Promise<void> {
  const { record, decision, offer } = settled;
  const answer = decision?.by === 'customer' || !offer ? undefined : answerIn(fields, offer);
  if (!answer) return;
  const { replies, toldAt } = await late.of(record);
  if (replies.length >= kept || replies.some((each) => isDeepStrictEqual(each.answer, answer))) return;
  const way = toldAt || isDeepStrictEqual(decision?.answer, answer) ? undefined : await wayBack(settled);
  const reply = { code: 'LATE_REPLY', answer, at: at.toISOString() } as const;
  const told = way ? at.toISOString() : toldAt;
  const { pk, caseId, orderId, type } = record;
  const id = 'late-reply';
  const about = { pk, caseId, orderId, type, sk: () => caseKeys.outbox(caseId, id), id: () => `${caseId}/${id}` };
  await write([
    ...(await contacts.heardItems(settled.order.customer.customerId)),
    late.keepItem(record, { replies: [...replies, reply], ...(told && { toldAt: told }) }, at),
    ...(way ? outboxWrites(cases.tableName, about, at, [toldToStaff(settled, answer, way)]) : []),
  ]);
}

/** The answer of a form; nothing = it is none, or goes a page back. */
export function answerIn(fields: ReadonlyMap<string, string>, offer: Offer): Answer | undefined {
  try {
    const { answer, goesBack } = readReply(fields, offer);
    return goesBack ? undefined : answer;
  } catch (problem) {
    if (problem instanceof Problem) return undefined;
    throw problem;
  }
}

/** Why the outcome can still be changed: nothing has left yet, neither money nor goods. Nothing = it cannot. */
async function wayBack({ record, order, decision }: Settled): Promise<string | undefined> {
  if (!isClosed(record.state) && decision?.phase !== 'final') return 'the case is not settled for good yet.';
  const refunds = await cases.refundsOf(record.orderId, record.caseId);
  if (refunds.some(({ state }) => state === 'requested')) return 'finance has not taken up its refund yet.';
  const stands = refunds.length === 0 && isUnderway(order) && !partlyShipped(order);
  return stands ? 'nothing has been shipped and no money is on its way.' : undefined;
}

function toldToStaff({ record, order, decision }: Settled, answer: Answer, way: string): Outgoing {
  const { caseId, type } = record;
  const settledBy = decision ? `decided by ${decision.by} ${decision.decidedAt}` : `left as ${record.state}`;
  const chosen =
    'cancelOrder' in answer
      ? 'cancel the order'
      : Object.entries(answer.choices)
          .map((choice) => choice.join('='))
          .join(', ');
  return {
    kind: 'alert',
    severity: 'warning',
    subject: `${type}: order ${order.orderNumber} was answered too late (LATE_REPLY)`,
    text: [
      `Case ${caseId} was ${settledBy}; its customer has answered since: ${chosen}.`,
      `Nothing was changed by it. It still can be: ${way}`,
      `npm run case -- show ${caseId}`,
    ].join('\n'),
  };
}
