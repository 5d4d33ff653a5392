import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CancelledRow, matchCancellations } from '#infra/trial/orders/cancellations.ts';
import type { TrialOrder } from '#infra/trial/orders/order-draft.ts';
import { aLine, anOrder } from '#test/support/shop.ts';

const customer = (customerId: string) => ({ ...anOrder().customer, customerId });
const bought = (orderId: string, day: number, quantity: number, customerId = 'c-1'): TrialOrder => ({
  order: anOrder({
    orderId,
    customer: customer(customerId),
    createdAt: `2011-01-${String(day).padStart(2, '0')}T10:00:00.000Z`,
    lines: [aLine({ quantity, sku: 'CANDLE' })],
  }),
  payment: undefined,
});
const back = (day: number, quantity: number, fields: Partial<CancelledRow> = {}): CancelledRow => ({
  number: `C${day}`,
  customerId: 'c-1',
  sku: 'CANDLE',
  quantity,
  at: `2011-01-${String(day).padStart(2, '0')}T12:00:00.000Z`,
  ...fields,
});

test('a cancellation is about the latest earlier order of its customer that has as much left', () => {
  const orders = [bought('a', 3, 5), bought('b', 5, 2), bought('later', 20, 9), bought('other', 4, 9, 'c-2')];
  const { cancellations, unmatched } = matchCancellations(orders, [back(10, 2), back(11, 2)]);
  expect(cancellations).toMatchObject([
    { orderId: 'b', request: { requestId: 'C10', scope: 'lines', lines: [{ lineId: 'line-1', quantity: 2 }] } },
    { orderId: 'a', request: { requestId: 'C11' } },
  ]);
  expect(unmatched).toEqual([]);
});

test('rows of one number on one order are one request', () => {
  const { cancellations } = matchCancellations([bought('a', 3, 5)], [back(10, 2), back(10, 1)]);
  expect(cancellations).toMatchObject([{ request: { lines: [{ lineId: 'line-1', quantity: 3 }] } }]);
});

test('what cannot be matched is told with why', () => {
  const rows = [back(10, 1, { customerId: '' }), back(2, 1), back(10, 9), back(10, 1, { sku: 'UNKNOWN' })];
  const { cancellations, unmatched } = matchCancellations([bought('a', 3, 5)], rows);
  expect(cancellations).toEqual([]);
  expect(unmatched.map(({ reason }) => reason.replace(/^cancellations \(C…\) /, '').slice(0, 12)).sort()).toEqual([
    'of more than',
    'of what the ',
    'of what the ',
    'without a cu',
  ]);
});

test('never more is taken back than was bought, and every row is matched or told', () => {
  const aRow = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(fc.array(aRow, { maxLength: 12 }), (drawn) => {
      const orders = [bought('a', 3, 5), bought('b', 9, 4)];
      const rows = drawn.map(([day, quantity], i) => back(day, quantity, { number: `C${i}` }));
      const { cancellations, unmatched } = matchCancellations(orders, rows);
      const units = (orderId: string) =>
        cancellations
          .filter((each) => each.orderId === orderId)
          .flatMap(({ request }) => request.lines ?? [])
          .reduce((sum, { quantity }) => sum + quantity, 0);
      expect(units('a')).toBeLessThanOrEqual(5);
      expect(units('b')).toBeLessThanOrEqual(4);
      expect(cancellations.length + unmatched.length).toBe(rows.length);
    }),
  );
});
