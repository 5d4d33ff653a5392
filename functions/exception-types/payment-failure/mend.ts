import type { Answer, Offer } from '#shared/domain/case.ts';
import type { Order } from '#shared/domain/order.ts';
import { inIncrements, refundedLine, sumOf } from '#shared/domain/refunded-line.ts';
import { type Facts, type Mending, OfferOutdated } from '../exception-type.ts';
import { chosenOption } from './offer.ts';

/** What an answer makes of the order: nothing but the order given up, or what was one payment too many given back or let go. */
export function mend({ order, payments }: Facts, subject: string, offer: Offer, answer: Answer): Mending {
  if ('cancelOrder' in answer) return cancelled(order);
  const option = chosenOption(offer, answer);
  const attempt = payments.find(({ attemptId }) => attemptId === subject);
  if (option?.kind === 'release' && attempt) {
    const refund = { amountMinor: 0, lines: [], shippingMinor: 0, releaseOf: subject };
    return { lines: order.lines, cancelsOrder: false, refund };
  }
  if (option?.kind !== 'refund' || !option.refund || !attempt) {
    throw new OfferOutdated(`order ${order.orderId} is paid by its customer, not by a decision`);
  }
  const refund = { amountMinor: option.refund.centAmount, lines: [], shippingMinor: 0, unappliedOn: subject };
  return { lines: order.lines, cancelsOrder: false, refund };
}

/** The order costs nothing any more: what was only authorised is released, what a part of it was paid with goes back. */
function cancelled(order: Order): Mending {
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) => refundedLine(line, line.quantity));
  const shippingMinor = order.shippingCostMinor;
  return {
    lines: order.lines.map(({ backorder: _, ...line }) => ({ ...line, quantity: 0, discountShareMinor: 0 })),
    cancelsOrder: true,
    refund: { amountMinor: inIncrements(sumOf(lines) + shippingMinor, order), lines, shippingMinor },
  };
}
