import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';

/** When scenarios begin, spans of time in milliseconds, and the rows of a small shop; a test names only what it is about. */
export const start = new Date('2026-03-02T08:00:00.000Z');
export const minutes = (n: number) => n * 60_000;
export const hours = (n: number) => n * 3_600_000;
export const days = (n: number) => n * 86_400_000;
export const inDays = (n: number) => new Date(start.getTime() + days(n)).toISOString();

export const aLine = (changes: Partial<OrderLine> = {}): OrderLine => ({
  lineId: 'line-1',
  sku: 'MUG-BLUE',
  title: 'Mug, blue',
  quantity: 2,
  unitPriceMinor: 1500,
  tax: { rate: 0.1, included: true },
  discountShareMinor: 0,
  supply: 'stock',
  reservations: [],
  ...changes,
});

export function anOrder(changes: Partial<Order> = {}): Order {
  const lines = changes.lines ?? [aLine()];
  const goods = lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity - line.discountShareMinor, 0);
  return {
    orderId: 'o-1',
    orderNumber: 'WEB-100234',
    channel: 'web',
    market: 'US',
    version: 1,
    orderState: 'Open',
    paymentState: 'Paid',
    shipmentState: 'Pending',
    customer: {
      customerId: `c-${(changes.orderId ?? 'o-1').replace(/^o-/, '')}`,
      kind: 'consumer',
      email: 'kim@customer.example',
      locale: 'en-US',
      timeZone: 'UTC',
    },
    currencyCode: 'USD',
    lines,
    shippingCostMinor: 500,
    totalPriceMinor: goods + 500,
    promisedDeliveryAt: inDays(4),
    allocationRound: 0,
    holds: [],
    createdAt: start.toISOString(),
    updatedAt: start.toISOString(),
    ...changes,
  };
}

export function aPayment(amount: number, changes: Partial<Payment> = {}): Payment {
  return {
    orderId: 'o-1',
    attemptId: 'pay-1',
    method: 'card',
    provider: 'psp',
    providerReference: 'ch_1',
    status: 'captured',
    amountMinor: amount,
    currencyCode: 'USD',
    authorizedMinor: amount,
    capturedMinor: amount,
    pendingRefundMinor: 0,
    refundedMinor: 0,
    refundableMinor: amount,
    refundSequence: 0,
    partialRefund: true,
    disputed: false,
    version: 1,
    createdAt: start.toISOString(),
    ...changes,
  };
}

export function stockOf(sku: string, available: number, changes: Partial<Inventory> = {}): Inventory {
  return {
    sku,
    locationId: 'main',
    onHand: available,
    committed: 0,
    available,
    safetyStock: 0,
    incoming: [],
    counts: [],
    substitutes: [],
    discontinued: false,
    title: sku,
    unitPriceMinor: 1500,
    stockState: available > 0 ? 'in-stock' : 'out',
    version: 1,
    ...changes,
  };
}
