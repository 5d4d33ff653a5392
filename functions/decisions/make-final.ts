import { OfferOutdated } from '#functions/exception-types/exception-type.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { type Decision, steps } from '#shared/domain/case.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { finalWrites } from './final-writes.ts';
import { type Step, stepOf } from './next-step.ts';
import { capItems, overCaseCap } from './refund-caps.ts';
import { RefundNotAllowed, refundWrites } from './refund-rows.ts';
import { handToStaff } from './staff.ts';
import { superseding } from './superseding.ts';
import { decidedOf } from './where-next.ts';
import { cases, settings, tables, type Work } from './workbench.ts';

/**
 * The deciding transaction, of constant size: decision, case, order, payments, refund rows, caps, what goes out.
 * @returns what is next once it is written, which nobody changes any more; nothing = the rows say
 */
export async function makeFinal(work: Work, at: Date): Promise<Step | undefined> {
  const decided = await decidedOf(work, at);
  const { decision, released } = decided;
  if (stepOf(decided)?.next !== 'make-final' || !decision?.answer || !decision.offer) return undefined;
  const approved = released.has(steps.final(decision.answerId));
  const stopped = await finalize(work, { decision, approved, at });
  if (!stopped) return { next: 'carry-out' };
  const why = `${stopped.why} Approve the refund, or decide otherwise.`;
  await handToStaff(work.record, work.facts.order, { ...stopped, why, also: withdrawn(work, decision) }, at);
  return undefined;
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
    const answered = { record, order, payments, decision, mending, refund, others, at };
    const written = [...caps, ...finalWrites(cases, tables, answered)];
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
