import { allocate, drawFrom } from './money.ts';
import type { RefundRequestLine } from './refund.ts';

/** What comes back, by line and for shipping; net + tax is what was paid for it. */
export interface ReturnedGoods {
  readonly lines: readonly RefundRequestLine[];
  readonly shipping: { readonly net: number; readonly tax: number };
}

/**
 * What each of several payments pays back of which line: per payment the lines and the shipping sum exactly to its
 * amount, and per line the payments sum to its share of all amounts. Where the amounts differ from what the goods cost
 * (an increment of the currency, an order paid in part) each line bears its proportion.
 */
export function splitOverPayments(amounts: readonly number[], { lines, shipping }: ReturnedGoods): ReturnedGoods[] {
  const paid = [...lines, shipping].map(({ net, tax }) => net + tax);
  const shares = allocate(sum(amounts), paid);
  const left = shares.map((share, i) => {
    const { net, tax } = i < lines.length ? lines[i]! : shipping;
    const [netLeft = 0, taxLeft = 0] = allocate(share, [net, tax]);
    return { net: netLeft, tax: taxLeft };
  });
  const taken = amounts.map((amount) =>
    drawFrom(
      amount,
      left.map(({ net, tax }) => net + tax),
    ).map((part, i) => take(left[i]!, part)),
  );
  const discounts = lines.map(({ discountShare }, i) =>
    allocate(
      discountShare,
      taken.map((of) => of[i]!.net + of[i]!.tax),
    ),
  );
  const counted = new Set<number>();
  return taken.map((of, payment) => ({
    lines: lines.flatMap((line, i) => {
      const { net, tax } = of[i]!;
      if (net + tax === 0 && shares[i]! > 0) return [];
      const quantity = counted.has(i) ? 0 : line.quantity;
      counted.add(i);
      return [{ ...line, quantity, net, tax, discountShare: discounts[i]![payment]! }];
    }),
    shipping: of.at(-1)!,
  }));
}

/** Takes a part of what is left, net and tax in proportion. */
function take(left: { net: number; tax: number }, part: number): { net: number; tax: number } {
  const [net = 0, tax = 0] = drawFrom(part, [left.net, left.tax]);
  left.net -= net;
  left.tax -= tax;
  return { net, tax };
}

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
