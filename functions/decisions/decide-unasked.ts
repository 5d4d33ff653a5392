import type { Decision } from '#shared/domain/case.ts';
import { offerHashOf } from '#shared/domain/offer-hash.ts';
import type { Situation } from './next-step.ts';
import { handToStaff } from './staff.ts';
import { cases, contacts, type Work } from './workbench.ts';

/** So many reminders without a word: mail does not reach this customer. */
const silentReminders = 3;

/**
 * Decides without a question: the cause is gone, the customer said beforehand what to do, or the time for an answer is
 * over. The clock competes for the decision like everybody else: it wins only if nobody answered.
 */
export async function decideUnasked(work: Work, situation: Situation, answerId: string, at: Date): Promise<void> {
  const { record, facts } = work;
  const made = decided(work, situation);
  if (made) {
    const { caseId, orderId } = record;
    const decidedAt = at.toISOString();
    await cases.decide({ caseId, orderId, answerId, until: decidedAt, decidedAt, ...made });
    return;
  }
  if (record.reminders >= silentReminders) await contacts.markSilent(facts.order.customer.customerId, at);
  const reasonCode = record.unreachable ? 'CUSTOMER_UNREACHABLE' : 'NO_ANSWER';
  const why = 'nobody answered, and silence decides nothing here.';
  await handToStaff(record, facts.order, { reasonCode, why }, at);
}

type Made = Pick<Decision, 'phase' | 'by'> & Partial<Pick<Decision, 'answer' | 'offer' | 'offerHash'>>;

function decided({ record, facts, type }: Work, { stands, offer, contactProblem }: Situation): Made | undefined {
  if (!stands || !offer) return { phase: 'final', by: facts.order.orderState === 'Cancelled' ? 'supersede' : 'events' };
  const agreed = { phase: 'provisional', offer, offerHash: offerHashOf(offer) } as const;
  const preset = type.preset(offer, facts);
  if (preset) return { ...agreed, ...preset };
  const reached = !record.unreachable && !contactProblem && record.reminders < silentReminders;
  const answer = reached ? type.silence(offer) : undefined;
  return answer && { ...agreed, by: 'silence', answer };
}
