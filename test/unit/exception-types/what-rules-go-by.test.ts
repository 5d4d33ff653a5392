import { describe, expect, it } from 'vitest';
import { catalog } from '#functions/exception-types/catalog.ts';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import { concernsCasesAlone, type Order, ofCasesAlone } from '#shared/domain/order.ts';
import { aParcel } from '#test/support/parcels.ts';
import { anOrder, aPayment, days, inDays, start, stockOf } from '#test/support/shop.ts';

const told: Required<Pick<Order, (typeof ofCasesAlone)[number]>> = {
  deliveryNotices: [{ caseId: 'case-1', at: inDays(1), lineIds: ['line-1'], estimatedAt: inDays(9) }],
  compensations: [{ caseId: 'case-1', at: inDays(1), promisedAt: inDays(4), tier: 1, amountMinor: 150 }],
};

const factsOf = (order: Partial<Order>, facts: Partial<Facts> = {}): Facts => ({
  order: anOrder({ promisedDeliveryAt: inDays(4), ...order }),
  payments: [aPayment(anOrder().totalPriceMinor)],
  stock: [stockOf('MUG-BLUE', 0)],
  shipments: [],
  siblings: [],
  transit: [],
  ...facts,
});

const orders = {
  'with a parcel on its way': factsOf(
    { orderState: 'Complete', shipmentState: 'Shipped' },
    { shipments: [aParcel()], stock: [] },
  ),
  'that lies here, short of stock': factsOf({}),
  'that nobody has paid': factsOf({ paymentState: 'Pending' }, { payments: [] }),
  'that was cancelled': factsOf({ orderState: 'Cancelled' }),
};

describe.each(catalog)('the rules and the watch of $key', ({ settings, under }) => {
  const { rules, watch } = under(settings.parse({}), messagePolicy.parse({}));

  it.each(Object.entries(orders))('go by nothing that is of cases alone, of an order %s', (_, facts) => {
    const after = { ...facts, order: { ...facts.order, ...told } };
    for (const day of [0, 3, 5, 30]) {
      const now = new Date(start.getTime() + days(day));
      const judge = (rows: Facts) => ({
        found: Object.entries(rules).map(([table, rule]) => [table, rule?.(rows, now)]),
        watched: watch?.(rows, now),
      });
      expect(judge(after)).toEqual(judge(facts));
    }
  });
});

describe('a change of an order', () => {
  it('concerns its cases alone when nothing but what they go by is in it', () => {
    expect(concernsCasesAlone(told)).toBe(true);
    expect(concernsCasesAlone({ ...told, holds: [] })).toBe(false);
    expect(concernsCasesAlone({ deliveryAgreements: [] })).toBe(false);
  });

  it('is told by every field of that kind', () => {
    expect(Object.keys(told).sort()).toEqual([...ofCasesAlone].sort());
  });
});
