import type { CaseMove } from '#shared/adapters/cases-table.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import type { Answer, Decision } from '#shared/domain/case.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import { keepableFor } from '#shared/domain/message-times.ts';
import type { CustomerComment, Order } from '#shared/domain/order.ts';
import { cases, contacts, type Linked, limits, type OpenQuestion, settings, tables, triesAllowed } from './standing.ts';

/** Thrown when another writer was faster: nothing was written, and the case has to be looked at anew. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

const hour = 3_600_000;
/** Whoever takes an answer back has at least this long to give another, and until an hour at which they are awake. */
const againHours = 24;
/** Newest comments that an order keeps. */
const commentsKept = 20;

export interface GivenAnswer {
  readonly answerId: string;
  readonly answer: Answer;
  readonly comment: string | undefined;
  /** What was filled in makes this of the order. */
  readonly orderChanges: Partial<Order>;
  /** Until when it can be taken back. */
  readonly until: Date;
  readonly at: Date;
}

/** The decision, with what was agreed to; a comment and what was filled in go to the order in the same transaction. @throws AnswerLost */
export async function recordAnswer(question: OpenQuestion, given: GivenAnswer): Promise<Decision> {
  const { record, order, offer, offerHash } = question;
  const { answerId, answer, comment, orderChanges, until, at } = given;
  const decision: Decision = {
    caseId: record.caseId,
    orderId: record.orderId,
    answerId,
    phase: 'provisional',
    until: until.toISOString(),
    by: 'customer',
    answer,
    offer,
    offerHash,
    decidedAt: at.toISOString(),
  };
  const noted = comment && commented(order, { caseId: record.caseId, at: at.toISOString(), text: comment });
  const changes = { ...orderChanges, ...noted };
  const change = Object.keys(changes).length > 0 ? [tables.changeOrder(order, changes, at)] : [];
  const heard = await contacts.heardItems(order.customer.customerId);
  await write([cases.decisionItem(decision), ...change, ...heard]);
  return decision;
}

const commented = ({ customerComments = [] }: Order, comment: CustomerComment) => ({
  customerComments: [...customerComments, comment].slice(-commentsKept),
});

/** The order as it was before a correction: whoever prepares it is told, and it is looked at anew. @throws AnswerLost */
export async function recordUndo({ record, order }: Linked, orderChanges: Partial<Order>, at: Date): Promise<void> {
  const { pk, caseId, orderId, type, causeCode } = record;
  const id = `undo-${order.version}`;
  const about = { pk, caseId, orderId, type, sk: () => caseKeys.outbox(caseId, id), id: () => `${caseId}/${id}` };
  const detail = { reasonCode: causeCode, decisionId: id };
  await write([
    tables.changeOrder(order, orderChanges, at, { lookAgain: true }),
    ...outboxWrites(cases.tableName, about, at, [{ kind: 'event', detailType: 'OrderAmended', detail }]),
  ]);
}

/** Deletes a provisional answer and gives time for another. @throws AnswerLost when it is final or another one by now */
export async function takeBack({ record, order }: Linked, decision: Decision, at: Date): Promise<void> {
  const soonest = new Date(at.getTime() + againHours * hour);
  const earliest = keepableFor(order, soonest, settings.messages).toISOString();
  const answerDue = record.answerDue && record.answerDue > earliest ? record.answerDue : earliest;
  const again =
    record.state === 'asking'
      ? cases.moveItems(record, {
          to: 'asking',
          at,
          by: 'customer',
          because: 'the answer was taken back',
          changes: { answerDue, dueAt: new Date(Date.parse(answerDue) + hour).toISOString() },
        })
      : [];
  await write([cases.takeBackItem(decision), ...again]);
}

/** Counts one more; the last one allowed hands the case to staff. Gives how many there are now. @throws AnswerLost */
export async function countWrongConfirmation(question: OpenQuestion, at: Date): Promise<number> {
  const { record, wrongConfirmations: before } = question;
  const count = limits.wrongConfirmationItem({
    orderId: record.orderId,
    caseId: record.caseId,
    before,
    expiresAt: expiryOf(at),
  });
  const handOver = before + 1 < triesAllowed ? [] : cases.moveItems(record, lockedOut(question, at));
  await write([count, ...handOver]);
  return before + 1;
}

/** Whoever holds the link does not know the order: staff decide from here on. */
function lockedOut({ record, order, type }: OpenQuestion, at: Date): CaseMove {
  const reasonCode = 'LINK_LOCKED';
  return {
    to: 'needs-staff',
    at,
    by: 'customer',
    because: reasonCode,
    changes: { owner: 'staff', dueAt: at.toISOString(), reasonCode, pending: undefined },
    outgoing: [
      {
        kind: 'alert',
        severity: 'critical',
        subject: `${type.key}: order ${order.orderNumber} needs staff (${reasonCode})`,
        text: `Case ${record.caseId}: the order number was confirmed wrongly ${triesAllowed} times, so the link takes no more answers.\nnpm run case -- show ${record.caseId}`,
      },
      { kind: 'event', detailType: 'ExceptionEscalated', detail: { type: type.key, reasonCode } },
    ],
  };
}

/** @throws AnswerLost */
export async function write(items: TransactItem[]): Promise<void> {
  try {
    if ((await transact(items)).written) return;
  } catch (error) {
    // Another transaction held one of the items: as good as having lost to it.
    if ((error as Error).name !== 'TransactionCanceledException') throw error;
  }
  throw new AnswerLost('the case or its order changed while the reply was written');
}
