import { currencies } from './money.ts';
import { type Order, type OrderLine, paidFor } from './order.ts';
import type { RefundRequestLine } from './refund.ts';

/** What comes back for units of a line: the price paid, after allocated discounts, with its tax. */
export function refundedLine(line: OrderLine, quantity: number): RefundRequestLine {
  return { lineId: line.lineId, sku: line.sku, quantity, taxRate: line.tax.rate, ...paidFor(line, quantity) };
}

/** An amount in the currency's increments, rounded up: never less than was paid. */
export function inIncrements(amountMinor: number, { currencyCode }: Pick<Order, 'currencyCode'>): number {
  const step = currencies[currencyCode].roundingIncrementMinor;
  return Math.ceil(amountMinor / step) * step;
}

export const sumOf = (lines: readonly RefundRequestLine[]): number =>
  lines.reduce((sum, { net, tax }) => sum + net + tax, 0);
