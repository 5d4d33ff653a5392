import { expect, test } from 'vitest';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { aParcel } from '#test/support/parcels.ts';
import { aLine, anOrder, hours, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const automatic = { mode: 'automatic' } as const;
const types = {
  'order-information-error': automatic,
  'out-of-stock': automatic,
  'payment-failure': automatic,
  'logistics-delay': automatic,
  'customer-cancellation': automatic,
};

const noNumber = {
  recipientName: 'Kim Lee',
  addressLines: ['Main Street'],
  city: 'Dallas',
  region: 'TX',
  postalCode: '75201',
  country: 'US',
};

/** What a shop does with an order of its own accord: none of it is an exception. */
const courses: Readonly<Record<string, (shop: Shop, orderId: string) => Promise<void>>> = {
  completes: async (shop, orderId) => {
    await shop.ships(orderId, { orderState: 'Complete', shipmentState: 'Delivered' }, { tag: 'Delivered' });
  },
  'ships a part': async (shop, orderId) => {
    await shop.ships(orderId, { shipmentState: 'Partial' }, { tag: 'InTransit' });
  },
  'cancels, and refunds later': (shop, orderId) => shop.cancels(orderId),
  'cancels, and refunds at once': async (shop, orderId) => {
    await shop.cancels(orderId);
    await shop.pays(orderId, { refundedMinor: 3500, refundableMinor: 0 });
  },
  'cancels, and keeps a fee': async (shop, orderId) => {
    await shop.cancels(orderId);
    await shop.pays(orderId, { refundedMinor: 3000, refundableMinor: 500, refundSequence: 1 });
  },
  'cancels what is authorised': async (shop, orderId) => {
    await shop.pays(orderId, { status: 'authorized', capturedMinor: 0, refundableMinor: 0 });
    await shop.world.pass(minutes(1));
    await shop.cancels(orderId);
  },
  'cancels what is unpaid': async (shop, orderId) => {
    await shop.pays(orderId, { status: 'pending', authorizedMinor: 0, capturedMinor: 0, refundableMinor: 0 });
    await shop.world.pass(minutes(1));
    await shop.cancels(orderId, { paymentState: 'Pending' });
  },
  'cancels by a wish that it has carried out': async (shop, orderId) => {
    const at = shop.now();
    const cancelRequest = { requestId: `req-${orderId}`, requestedAt: at, scope: 'order', carriedOutAt: at };
    await shop.cancels(orderId, { cancelRequest });
  },
  'cancels with a parcel on its way back': async (shop, orderId) => {
    await shop.ships(orderId, {}, { tag: 'Exception', subtag: 'Exception_011' });
    await shop.cancels(orderId);
  },
  'cancels with a street of no number': async (shop, orderId) => {
    await shop.cancels(orderId, { shippingAddress: noNumber });
  },
  'cancels what is short': async (shop, orderId) => {
    await shop.cancels(orderId, { lines: [aLine({ sku: 'MUG-NONE' })] });
  },
  'refunds a part': async (shop, orderId) => {
    await shop.pays(orderId, { refundedMinor: 500, refundableMinor: 3000, refundSequence: 1 });
  },
  'takes a line off and gives its money back': async (shop, orderId) => {
    await shop.pays(orderId, { refundedMinor: 1500, refundableMinor: 2000, refundSequence: 1 });
    await shop.writes(orderId, { lines: [aLine({ quantity: 1 })], totalPriceMinor: 2000 });
  },
  'takes it back after delivery': async (shop, orderId) => {
    await shop.ships(orderId, { orderState: 'Complete', shipmentState: 'Delivered' }, { tag: 'Delivered' });
    await shop.pays(orderId, { refundedMinor: 3500, refundableMinor: 0, refundSequence: 1 });
    await shop.writes(orderId, { paymentState: 'CreditOwed' });
  },
  'is told of a refusal after delivery': async (shop, orderId) => {
    await shop.ships(orderId, { orderState: 'Complete', shipmentState: 'Delivered' }, { tag: 'Delivered' });
    await shop.world.put('Payments', anAttempt(shop.world, orderId, 'pay-0'));
  },
  'does nothing': async () => {},
};

const shipped = [{ locationId: 'main', quantity: 2, state: 'consumed', roundId: 'round-0' } as const];

/** The shop's programs; `timed` ones say of each row when it was written. */
class Shop {
  readonly world: World;
  readonly #timed: boolean;
  constructor(world: World, timed: boolean) {
    this.world = world;
    this.#timed = timed;
  }

  now = () => new Date(this.world.runtime.clock.now()).toISOString();

  #at = () => (this.#timed ? { updatedAt: this.now() } : {});

  async sells(orderId: string, place: number): Promise<void> {
    const orderNumber = `WEB-QUIET-${place}`;
    const customer = { ...anOrder({ orderId }).customer, email: `kim-${place}@customer.example` };
    await this.world.put('Orders', anOrder({ orderId, orderNumber, customer }));
    await this.world.put('Payments', { ...aCapture(this.world, orderId, 'pay-1'), ...this.#at() });
  }

  async cancels(orderId: string, changes: object = {}): Promise<void> {
    await this.writes(orderId, { orderState: 'Cancelled', ...changes });
  }

  async writes(orderId: string, changes: object): Promise<void> {
    await this.world.change(orderId, () => changes);
  }

  async pays(orderId: string, changes: object): Promise<void> {
    const row = await this.world.payment(orderId);
    await this.world.put('Payments', { ...row, ...changes, ...this.#at(), version: row.version + 1 });
  }

  async ships(orderId: string, order: object, parcel: object): Promise<void> {
    const createdAt = this.now();
    const row = { ...aParcel({ orderId, createdAt, handedOverAt: createdAt }), ...parcel };
    const delivered = 'tag' in parcel && parcel.tag === 'Delivered' ? { deliveredAt: createdAt } : {};
    await this.world.put('Shipments', { ...row, ...delivered, ...this.#at() });
    await this.writes(orderId, { ...order, lines: [aLine({ reservations: shipped })] });
  }
}

/** The cases that a day of such a shop opens, in which it is read through four times. */
async function casesOf(timed: boolean): Promise<string[]> {
  await using world = await World.open({ types });
  const shop = new Shop(world, timed);
  await world.put('Inventory', stockOf('MUG-BLUE', 200));
  await world.put('Inventory', stockOf('MUG-NONE', 0));
  const names = Object.keys(courses);
  for (const [place, name] of names.entries()) await shop.sells(idOf(name), place);
  await world.pass(minutes(5));
  for (const name of names) await courses[name]!(shop, idOf(name));
  await world.pass(hours(25));
  const rows = await world.rows('Cases');
  return rows
    .filter(({ entity }) => entity === 'case')
    .map(({ orderId, type, causeCode }) => `${orderId} ${type} ${causeCode}`)
    .sort();
}

const idOf = (name: string) => name.replaceAll(/[^a-z]/g, '-').slice(0, 40);

test.each([
  ['say when they were written', true],
  ['do not say when they were written', false],
])(
  'what a shop does of its own accord opens nothing, by its records or by reading through rows that %s',
  async (_, timed) => expect(await casesOf(timed)).toEqual([]),
  120_000,
);
