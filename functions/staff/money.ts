import { OfferOutdated } from '#functions/exception-types/exception-type.ts';
import type { Answer, Offer } from '#shared/domain/case.ts';
import type { Money } from '#shared/domain/money.ts';
import { moneyBack, RefundNotAllowed } from '#shared/domain/overpayment.ts';
import type { Dossier } from './dossier.ts';
import { refused } from './refusal.ts';

/** What an answer gives back to the customer, as the deciding transaction would. @throws CommandRefused when it may not */
export function refundOf({ file, type, facts, now }: Dossier, offer: Offer, chosen: Answer): Money | undefined {
  if (!facts) return undefined;
  const { order, payments } = facts;
  try {
    const { refund } = type.mend(facts, file.record, offer, chosen, now);
    const parts = moneyBack(order, payments, refund.amountMinor, now).refunds;
    const centAmount = parts.reduce((sum, { amount }) => sum + amount, 0);
    return centAmount > 0 ? { centAmount, currencyCode: order.currencyCode } : undefined;
  } catch (error) {
    if (error instanceof RefundNotAllowed) {
      throw refused(`it cannot be refunded (${error.code}): ${error.message}. Decide otherwise`);
    }
    if (error instanceof OfferOutdated) throw refused(`${error.message}. Decide otherwise`);
    throw error;
  }
}
