import { type Mending, OfferOutdated } from '#functions/exception-types/exception-type.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { letGo } from '#shared/adapters/order-hold.ts';
import { type Decision, steps } from '#shared/domain/case.ts';
import { holdsWithout } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { nextStep } from './next-step.ts';
import { capItems, overCaseCap } from './refund-caps.ts';
import { RefundNotAllowed, type RefundWrites, refundWrites } from './refund-rows.ts';
import { handToStaff } from './staff.ts';
import { type Superseded, superseding } from './superseding.ts';
import { situationOf } from './where-next.ts';
import { cases, settings, tables, type Work } from './workbench.ts';

/** The deciding transaction, of constant size: decision, case, order, payments, refund rows, caps, what goes out. */
export async function makeFinal(work: Work, at: Date): Promise<void> {
  const situation = await situationOf(work, at);
  const { decision, released } = situation;
  if (nextStep(situation).next !== 'make-final' || !decision?.answer || !decision.offer) return;
  const approved = released.has(steps.final(decision.answerId));
  const stopped = await finalize(work, { decision, approved, at });
  if (stopped) {
    const why = `${stopped.why} Approve the refund, or decide otherwise.`;
    await handToStaff(work.record, work.facts.order, { ...stopped, why, also: withdrawn(work, decision) }, at);
  }
}

/** What staff had let through and could not be: they are asked again, for the same answer or, when it was theirs, anew. */
const withdrawn = ({ record }: Work, decision: Decision): TransactItem[] => [
  cases.withdrawItem(record, steps.final(decision.answerId)),
  ...(decision.by === 'staff' ? [cases.takeBackItem(decision)] : []),
];

interface Final {
  readonly decision: Decision;
  /** Staff have approved it: the caps no longer hold it up. */
  readonly approved: boolean;
  readonly at: Date;
}

/** Writes it all, or says why staff have to look first. */
async function finalize(work: Work, final: Final): Promise<{ reasonCode: string; why: string } | undefined> {
  const { record, facts, operations, type } = work;
  const { decision, approved, at } = final;
  try {
    const mending = type.mend(facts, record, decision.offer!, decision.answer!, at);
    const { order, payments } = facts;
    const channel = operations.channels[order.channel];
    const refund = refundWrites(cases, tables, { record, order, payments, decision, mending, at, channel, settings });
    const amount = refund.refundedMinor;
    const overCap = {
      reasonCode: 'REFUND_CAP',
      why: `a refund of ${amount} minor units is above what is paid without staff.`,
    };
    if (!approved && overCaseCap(operations, order.currencyCode, amount)) return overCap;
    const caps =
      approved || refund.items.length === 0 ? [] : capItems(cases.tableName, operations, { order, amount, at });
    const ends = mending.cancelsOrder || type.takesOver;
    const others = ends ? await superseding(record, order, at) : { items: [], holds: order.holds };
    const written = [...caps, ...writes(work, final, mending, refund, others)];
    const outcome = await transact(written);
    if (outcome.written) return undefined;
    if (outcome.refused.some((i) => i < caps.length)) return overCap;
    throw new ConcurrentWrite(`order ${order.orderId} or its case changed while the answer was made final`);
  } catch (error) {
    if (error instanceof RefundNotAllowed) return { reasonCode: error.code, why: `${error.message}.` };
    if (error instanceof OfferOutdated) return { reasonCode: 'OFFER_OUTDATED', why: `${error.message}.` };
    throw error;
  }
}

function writes(
  { record, facts: { order } }: Work,
  { decision, at }: Final,
  mending: Mending,
  refund: RefundWrites,
  others: Superseded,
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
        ...(mending.cancelsOrder && { orderState: 'Cancelled' as const }),
      },
      at,
      // What changed beside the lines may make another look due: a later date that was agreed on.
      { lookAgain: mending.orderChanges !== undefined },
    ),
    ...refund.items,
    ...others.items,
  ];
}
