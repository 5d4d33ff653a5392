import type { OrderLine } from '#shared/domain/order.ts';
import type { RefundedLine } from '../exception-type.ts';

/** A part of a line's price without units of it: the difference to a cheaper substitute. */
export function partOfPrice(line: OrderLine, amountMinor: number): RefundedLine {
  const tax = amountMinor - Math.round(amountMinor / (1 + line.tax.rate));
  return {
    lineId: line.lineId,
    sku: line.sku,
    quantity: 0,
    net: amountMinor - tax,
    tax,
    taxRate: line.tax.rate,
    discountShare: 0,
  };
}
