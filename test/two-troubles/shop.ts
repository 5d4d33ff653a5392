import type { Random } from '#infra/local-runtime/random.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import { between, happens } from '#infra/trial/chance.ts';
import type { Order } from '#shared/domain/order.ts';
import { aShipment } from '#test/support/rows.ts';
import { aLine, anOrder, aPayment, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

/** The five kinds of trouble, each as the shop's own programs cause it on an order. */
export const troubles = {
  'order-information-error': async ({ world, orderId }: Place) => {
    const { shippingAddress } = anOrder(inDallas);
    const addressLines = ['Main Street'];
    await world.change(orderId, () => ({ shippingAddress: { ...shippingAddress!, addressLines } }));
  },
  'out-of-stock': async ({ world, orderId }: Place) => {
    await world.changeStock(`LATER-${orderId}`, () => ({ onHand: 0 }));
  },
  'payment-failure': async ({ world, orderId }: Place) => {
    const at = new Date(world.runtime.clock.now()).toISOString();
    await world.put('Payments', {
      ...aPayment(3000, {
        orderId,
        attemptId: 'pay-2',
        status: 'failed',
        declineCode: 'insufficient_funds',
        createdAt: at,
      }),
      ...nothing,
    });
  },
  'logistics-delay': async ({ world, orderId, random }: Place) => {
    const [row] = await world.rows('Shipments', { orderId });
    const news = [
      { tag: 'Exception', subtag: 'Exception_013' },
      { tag: 'Exception', subtag: 'Exception_017' },
      { estimatedDeliveryAt: new Date(world.runtime.clock.now() + days(20)).toISOString() },
    ][between(random, 0, 2)];
    await world.put('Shipments', { ...row, ...news, version: Number(row?.version) + 1 });
  },
  'customer-cancellation': async ({ world, orderId }: Place) => {
    const requestedAt = new Date(world.runtime.clock.now()).toISOString();
    await world.change(orderId, () => ({ cancelRequest: { requestId: 'wish', requestedAt, scope: 'order' } }));
  },
} as const;

export type Trouble = keyof typeof troubles;

export interface Place {
  readonly world: World;
  readonly orderId: string;
  readonly random: Random;
}

const nothing = { authorizedMinor: 0, capturedMinor: 0, refundableMinor: 0 };

const inDallas = {
  shippingAddress: {
    recipientName: 'Kim Lee',
    addressLines: ['1500 Main St'],
    city: 'Dallas',
    region: 'TX',
    postalCode: '75201',
    country: 'US',
    phone: '+12145550123',
  },
};

/** An order of two mugs, one of them with the carrier already when a parcel shall be late, paid unless payment shall fail. */
export async function anOrderFor(place: Place, pair: readonly Trouble[]): Promise<Order> {
  const { world, orderId } = place;
  const at = world.runtime.clock.now();
  const now = new Date(at).toISOString();
  const parcel = pair.includes('logistics-delay');
  const first = `FIRST-${orderId}`;
  const later = `LATER-${orderId}`;
  const shipped = [{ locationId: 'main', quantity: 1, state: 'consumed', roundId: 'round-0' } as const];
  const order = anOrder({
    ...inDallas,
    orderId,
    orderNumber: `TWO-${orderId.toUpperCase()}`,
    customer: { ...anOrder({ orderId }).customer, timeZone: 'America/Chicago' },
    shipmentState: parcel ? 'Partial' : 'Pending',
    paymentState: pair.includes('payment-failure') ? 'Pending' : 'Paid',
    promisedDeliveryAt: new Date(at + days(6)).toISOString(),
    lines: [
      aLine({ lineId: 'line-1', sku: first, quantity: 1, reservations: parcel ? shipped : [] }),
      aLine({ lineId: 'line-2', sku: later, quantity: 1 }),
    ],
    createdAt: now,
    updatedAt: now,
  });
  await world.put('Inventory', stockOf(first, 1));
  await world.put('Inventory', stockOf(later, 1));
  const paid = aPayment(order.totalPriceMinor, { orderId, createdAt: now });
  if (!pair.includes('payment-failure')) await world.put('Payments', paid);
  else if (parcel) await world.put('Payments', { ...paid, method: 'invoice', status: 'authorized', ...nothing });
  if (parcel) {
    const promisedDeliveryAt = order.promisedDeliveryAt!;
    const way = { origin: { country: 'US', region: 'CA' }, destination: { country: 'US', region: 'TX' } };
    const scan = [{ at: now, tag: 'InTransit', country: 'US' } as const];
    await world.put('Shipments', {
      ...aShipment({ orderId, lineIds: ['line-1'], createdAt: now, handedOverAt: now, promisedDeliveryAt, ...way }),
      checkpoints: scan,
    });
  }
  await world.put('Orders', order);
  return order;
}

/** How the world around one order goes on: drawn from its seed, so that it can be played again. */
export interface Course {
  readonly random: Random;
  readonly gap: number;
  readonly answersAfter: number | undefined;
  readonly warehouse: 'confirms' | 'refuses' | 'is silent';
  readonly warehouseAfter: number;
  readonly paysAfter: number | undefined;
  readonly restockAfter: number | undefined;
  readonly deliveredAfter: number | undefined;
  readonly returnedAfter: number | undefined;
}

const gaps = [0, minutes(1), minutes(9), minutes(40), hours(3), hours(26), days(3)];

export function courseOf(seed: number): Course {
  const random = seededRandom(seed);
  const perhaps = (share: number, from: number, to: number) =>
    happens(random, share) ? between(random, from, to) : undefined;
  const answers = random.next();
  return {
    random,
    gap: gaps[between(random, 0, gaps.length - 1)]!,
    answersAfter: perhaps(0.75, minutes(2), hours(60)),
    warehouse: answers < 0.6 ? 'confirms' : answers < 0.85 ? 'refuses' : 'is silent',
    warehouseAfter: between(random, minutes(1), hours(20)),
    paysAfter: perhaps(0.5, minutes(5), days(4)),
    restockAfter: perhaps(0.4, minutes(5), days(5)),
    deliveredAfter: perhaps(0.6, hours(5), days(12)),
    returnedAfter: perhaps(0.7, days(1), days(9)),
  };
}
