import { currencies } from '#shared/domain/money.ts';
import { type Order, type OrderLine, paidFor } from '#shared/domain/order.ts';
import type { RefundedLine } from '../exception-type.ts';

/** What comes back for units of a line: the price paid, after allocated discounts, with its tax. */
export function refundedLine(line: OrderLine, quantity: number): RefundedLine {
  return { lineId: line.lineId, sku: line.sku, quantity, taxRate: line.tax.rate, ...paidFor(line, quantity) };
}

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

/** An amount in the currency's increments, rounded up: never less than was paid. */
export function inIncrements(amountMinor: number, { currencyCode }: Pick<Order, 'currencyCode'>): number {
  const step = currencies[currencyCode].roundingIncrementMinor;
  return Math.ceil(amountMinor / step) * step;
}

export const sumOf = (lines: readonly RefundedLine[]): number =>
  lines.reduce((sum, { net, tax }) => sum + net + tax, 0);
