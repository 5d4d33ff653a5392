import type { CancelRequest } from '#shared/domain/cancel-request.ts';
import type { TrialOrder } from './order-draft.ts';

/** A row of the file that takes units of an earlier order back. */
export interface CancelledRow {
  /** Of the cancellation, as it stands in the file. */
  readonly number: string;
  /** Empty = the file does not say. */
  readonly customerId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly at: string;
}

/** A customer's wish, and the order that it is about. */
export interface TrialCancellation {
  readonly orderId: string;
  readonly request: CancelRequest;
}

/** What could be matched, and the rows that could not, with why: nothing is guessed. */
export interface MatchedCancellations {
  readonly cancellations: readonly TrialCancellation[];
  readonly unmatched: readonly { readonly row: CancelledRow; readonly reason: string }[];
}

interface Bought {
  readonly orderId: string;
  readonly lineId: string;
  readonly at: string;
  left: number;
}

/**
 * Matches each row to a line of the same customer and SKU on an earlier order that has as many units left, the latest of
 * several. Rows of one number on one order are one request.
 */
export function matchCancellations(orders: readonly TrialOrder[], rows: readonly CancelledRow[]): MatchedCancellations {
  const bought = boughtBy(orders);
  const requests = new Map<string, { orderId: string; row: CancelledRow; units: Map<string, number> }>();
  const unmatched: { row: CancelledRow; reason: string }[] = [];
  for (const row of rows.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.number < b.number ? -1 : 1))) {
    const earlier = (bought.get(keyOf(row)) ?? []).filter(({ at }) => at < row.at);
    const line = earlier.findLast(({ left }) => left >= row.quantity);
    if (!line) {
      unmatched.push({ row, reason: reasonFor(row, earlier) });
      continue;
    }
    line.left -= row.quantity;
    const key = `${row.number} ${line.orderId}`;
    const request = requests.get(key) ?? { orderId: line.orderId, row, units: new Map<string, number>() };
    request.units.set(line.lineId, (request.units.get(line.lineId) ?? 0) + row.quantity);
    requests.set(key, request);
  }
  const cancellations = [...requests.values()].map(({ orderId, row, units }) => ({
    orderId,
    request: {
      requestId: row.number.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 64),
      requestedAt: row.at,
      scope: 'lines' as const,
      lines: [...units].map(([lineId, quantity]) => ({ lineId, quantity })),
    },
  }));
  return { cancellations, unmatched };
}

function boughtBy(orders: readonly TrialOrder[]): Map<string, Bought[]> {
  const bought = new Map<string, Bought[]>();
  for (const { order } of orders) {
    for (const { lineId, sku, quantity } of order.lines) {
      const key = keyOf({ customerId: order.customer.customerId, sku });
      const line = { orderId: order.orderId, lineId, at: order.createdAt, left: quantity };
      bought.set(key, [...(bought.get(key) ?? []), line]);
    }
  }
  return bought;
}

const keyOf = ({ customerId, sku }: Pick<CancelledRow, 'customerId' | 'sku'>) => `${customerId} ${sku}`;

function reasonFor({ customerId }: CancelledRow, earlier: readonly Bought[]): string {
  if (customerId === '') return 'cancellations (C…) without a customer: they cannot be matched to an invoice';
  if (earlier.length === 0) return 'cancellations (C…) of what the customer has not bought before in this file';
  return 'cancellations (C…) of more than any earlier invoice of the customer has left';
}
