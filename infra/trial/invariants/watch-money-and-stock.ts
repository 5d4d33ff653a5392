import { type Inventory, parseInventory } from '#shared/domain/inventory.ts';
import { assertInBalance, type Payment, PaymentOutOfBalance, parsePayment } from '#shared/domain/payment.ts';
import type { ChangeFeed } from '../observation/change-feed.ts';
import type { Findings } from './findings.ts';

/** Checks every write of a payment and of a shelf as the streams show them. */
export function watchMoneyAndStock(feed: Pick<ChangeFeed, 'watch'>, findings: Findings): void {
  feed.watch('Payments', ({ before, after }) => {
    if (!after) return;
    const row = parsePayment(after);
    // What was there before has been looked at when it was written.
    findings.check('payments', row.orderId, outOfBalance(row) ?? changedFor(row, before as Payment | undefined));
  });
  feed.watch('Inventory', ({ before, after }) => {
    if (!after || !before) return;
    const row = parseInventory(after);
    const earlier = before as Inventory;
    const free = row.onHand - row.committed - row.safetyStock;
    const promised = row.committed > earlier.committed && free < 0;
    findings.check(
      'stock',
      `(shelf ${row.sku})`,
      promised || row.available !== free
        ? `${row.committed} committed of ${row.onHand} on hand (safety ${row.safetyStock}), available says ${row.available}`
        : undefined,
    );
  });
}

function outOfBalance(row: Payment): string | undefined {
  try {
    assertInBalance(row);
    return undefined;
  } catch (error) {
    if (error instanceof PaymentOutOfBalance) return error.message;
    throw error;
  }
}

function changedFor(row: Payment, earlier: Payment | undefined): string | undefined {
  if (!earlier) return undefined;
  if (row.currencyCode !== earlier.currencyCode) return `${row.attemptId} changed its currency`;
  return row.capturedMinor < earlier.capturedMinor ? `${row.attemptId} lost captured money` : undefined;
}
