import { settings, shopOf } from '#functions/exception-types/payment-failure/settings.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { anOrderLine, aPayment } from '#test/support/rows.ts';

/** The moment at which the orders of these tests were placed, and moments after it. */
export const placed = '2026-11-02T08:00:00.000Z';
export const later = (hours: number) => new Date(Date.parse(placed) + hours * 3_600_000);

/** A shop in Taiwan that takes cards, LINE Pay, codes for the convenience store and cash on delivery. */
export const aShop = (changes: object = {}) =>
  shopOf(
    settings.parse({
      payUrl: 'https://shop.example/pay/{orderNumber}?by={method}',
      methods: [
        { code: 'card' },
        { code: 'line-pay' },
        { code: 'convenience-store' },
        { code: 'cash-on-delivery' },
        { code: 'invoice' },
      ],
      ...changes,
    }),
    { from: 8, until: 21 },
  );

/** An order of 3,500 with all its goods set aside. */
export const anUnpaidOrder = (changes: Partial<Order> = {}): Order => ({
  orderId: 'A-1001',
  orderNumber: 'WEB-100234',
  channel: 'web',
  market: 'TW',
  version: 1,
  orderState: 'Open',
  paymentState: 'Failed',
  shipmentState: 'Pending',
  customer: { customerId: 'c-1', kind: 'consumer', email: 'kim@customer.example', locale: 'en', timeZone: 'UTC' },
  currencyCode: 'USD',
  lines: [anOrderLine({ reservations: [{ locationId: 'TPE-1', quantity: 3, state: 'held', roundId: 'round-0' }] })],
  shippingCostMinor: 500,
  totalPriceMinor: 3_500,
  promisedDeliveryAt: later(96).toISOString(),
  allocationRound: 0,
  holds: [],
  createdAt: placed,
  updatedAt: placed,
  ...changes,
});

/** An attempt to pay the whole order, `hours` after it was placed. */
const attempt = (attemptId: string, hours: number, changes: Partial<Payment>): Payment =>
  aPayment({
    attemptId,
    amountMinor: 3_500,
    authorizedMinor: 0,
    capturedMinor: 0,
    createdAt: later(hours).toISOString(),
    ...changes,
  });

export const refused = (attemptId: string, hours = 0, changes: Partial<Payment> = {}) =>
  attempt(attemptId, hours, { status: 'failed', declineCode: 'generic_decline', ...changes });

export const pending = (attemptId: string, hours = 0, changes: Partial<Payment> = {}) =>
  attempt(attemptId, hours, { status: 'pending', ...changes });

export const authorized = (attemptId: string, hours = 0, changes: Partial<Payment> = {}) =>
  attempt(attemptId, hours, { status: 'authorized', authorizedMinor: 3_500, ...changes });

export const captured = (attemptId: string, hours = 0, amount = 3_500, changes: Partial<Payment> = {}) =>
  attempt(attemptId, hours, {
    status: 'captured',
    amountMinor: amount,
    authorizedMinor: amount,
    capturedMinor: amount,
    refundableMinor: amount,
    ...changes,
  });
