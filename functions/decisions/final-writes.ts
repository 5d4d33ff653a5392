import type { Mending } from '#functions/exception-types/exception-type.ts';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { letGo } from '#shared/adapters/order-hold.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { Decision } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { holdsWithout, type Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { RefundWrites } from './refund-rows.ts';
import type { Superseded } from './superseding.ts';

/** An answer whose time to be taken back is over, with what it makes of the order and its money. */
interface Answered {
  readonly record: CaseRecord;
  readonly order: Order;
  readonly payments: readonly Payment[];
  readonly decision: Decision;
  readonly mending: Mending;
  readonly refund: RefundWrites;
  readonly others: Superseded;
  readonly at: Date;
}

/** The deciding writes; how many they are depends on the payments and cases of an order, never on its lines. */
export function finalWrites(
  cases: CasesTable,
  tables: SourceTables,
  { record, order, payments, decision, mending, refund, others, at }: Answered,
): TransactItem[] {
  const free = letGo(record, { ...order, holds: others.holds });
  const detail = { reasonCode: record.causeCode, decisionId: decision.answerId, ...refund.releases };
  const replied: Outgoing = {
    kind: 'event',
    detailType: 'CustomerReplied',
    detail: { decidedBy: decision.by, decisionId: decision.answerId },
  };
  const changed: Outgoing = {
    kind: 'event',
    detailType: mending.cancelsOrder ? 'OrderCancelled' : 'OrderAmended',
    detail,
  };
  return [
    cases.finalItem(decision),
    ...cases.moveItems(record, {
      to: 'acting',
      at,
      by: decision.by,
      because: 'the answer is final',
      changes: {
        owner: 'workflow',
        pending: undefined,
        reasonCode: undefined,
        dueAt: new Date(at.getTime() + 3_600_000).toISOString(),
        refundMinor: refund.refundedMinor,
        waitUntil: mending.waitUntil,
      },
      outgoing: [
        replied,
        ...(mending.refund.unappliedOn ? [] : [changed]),
        ...free.outgoing,
        ...refund.outgoing,
        ...(mending.outgoing ?? []),
      ],
    }),
    tables.changeOrder(
      order,
      {
        lines: [...mending.lines],
        totalPriceMinor: refund.totalPriceMinor,
        ...mending.orderChanges,
        ...refund.orderChanges,
        holds: holdsWithout({ ...order, holds: others.holds }, record.caseId),
        ...(mending.cancelsOrder && cancelledWith(payments, at)),
      },
      at,
      // What changed beside the lines may make another look due: a later date that was agreed on.
      { lookAgain: mending.orderChanges !== undefined },
    ),
    ...refund.items,
    ...others.items,
  ];
}

/** With what was captured by then: whatever comes beyond it has come too late. */
function cancelledWith(payments: readonly Payment[], at: Date): Partial<Order> {
  const cancelledAt = at.toISOString();
  const capturedMinor = Object.fromEntries(payments.map((each) => [each.attemptId, each.capturedMinor]));
  return { orderState: 'Cancelled', cancelledAt, ourCancellation: { at: cancelledAt, capturedMinor } };
}
