import type { Outgoing } from '#shared/adapters/cases-table.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { AmountExceeded } from '#shared/domain/money.ts';
import type { World } from '#shared/lambda/clock.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { RefundNotAllowed, refundWrites } from './refund-rows.ts';
import { assertNotPaused, cases, tables, takeUp } from './workbench.ts';

type Next = { next: 'act' | 'hear' | 'staff' };

/** The deciding transaction, of constant size: decision, case, order, payments, refund rows, what goes out. */
async function makeFinal(input: TaskInput, { now }: World): Promise<Next> {
  const { record, facts, settings, type } = await takeUp(input);
  const at = now();
  assertNotPaused(settings, at);
  const decision = await cases.decisionOf(record.orderId, record.caseId);
  if (!decision || !record.offer) return { next: 'hear' };
  if (decision.phase === 'final' || !decision.answer) return { next: 'act' };
  const { order, payments } = facts;
  const mending = type.mend(facts, record, record.offer, decision.answer);
  try {
    const refund = refundWrites(cases, tables, { record, order, payments, decision, mending, at });
    const changed: Outgoing = mending.cancelsOrder
      ? {
          kind: 'event',
          detailType: 'OrderCancelled',
          detail: { reasonCode: record.causeCode, decisionId: decision.answerId },
        }
      : {
          kind: 'event',
          detailType: 'OrderAmended',
          detail: { reasonCode: record.causeCode, decisionId: decision.answerId },
        };
    const { written } = await transact([
      cases.finalItem(decision),
      ...cases.moveItems(record, {
        to: 'acting',
        at,
        by: decision.by,
        because: 'the answer is final',
        changes: {
          owner: 'workflow',
          dueAt: new Date(at.getTime() + 3_600_000).toISOString(),
          ...(mending.waitUntil && { waitUntil: mending.waitUntil }),
        },
        outgoing: [
          {
            kind: 'event',
            detailType: 'CustomerReplied',
            detail: { decidedBy: decision.by, decisionId: decision.answerId },
          },
          changed,
          ...refund.outgoing,
        ],
      }),
      tables.changeOrder(
        order,
        { lines: [...mending.lines], ...(mending.cancelsOrder && { orderState: 'Cancelled' as const }) },
        at,
      ),
      ...refund.items,
    ]);
    if (!written)
      throw new ConcurrentWrite(`order ${order.orderId} or its case changed while the answer was made final`);
    return { next: 'act' };
  } catch (error) {
    if (!(error instanceof RefundNotAllowed || error instanceof AmountExceeded)) throw error;
    const { written } = await transact(
      cases.moveItems(record, {
        to: 'needs-staff',
        at,
        by: 'workflow',
        because: error.name,
        changes: { owner: 'staff', dueAt: at.toISOString() },
        outgoing: [
          {
            kind: 'alert',
            severity: 'critical',
            subject: `${type.key}: the refund of order ${order.orderNumber} needs staff`,
            text: `${error.name}. npm run case -- show ${record.caseId}`,
          },
        ],
      }),
    );
    if (!written) throw new ConcurrentWrite(`case ${record.caseId} changed while it was handed to staff`);
    return { next: 'staff' };
  }
}

export const handler = taskHandler(makeFinal);
