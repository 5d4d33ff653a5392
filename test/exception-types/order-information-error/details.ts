import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { anOrder, aPayment, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

/** Addresses of which every part is right. */
export const dallas = {
  recipientName: 'Omar Khan',
  addressLines: ['255 Chestnut Street', 'Suite 383'],
  city: 'Dallas',
  region: 'TX',
  postalCode: '75203',
  country: 'US',
};
export const taipei = {
  recipientName: '林小美',
  addressLines: ['市府路1號'],
  district: '信義區',
  city: '臺北市',
  postalCode: '110',
  country: 'TW',
  phone: '0912-345-678',
};

export const aWorldThatMends = async (): Promise<World> => {
  const world = await World.open({
    types: { 'order-information-error': { mode: 'automatic' }, 'out-of-stock': { mode: 'automatic' } },
  });
  await world.put('Inventory', stockOf('MUG-BLUE', 1000));
  return world;
};

/** A paid order for two mugs of which there are plenty, a customer of its own, a minute after it was placed. */
export async function placed(world: World, orderId: string, fields: Partial<Order> = {}): Promise<Order> {
  const at = new Date(world.runtime.clock.now()).toISOString();
  const order = anOrder({ orderId, orderNumber: `WEB-${orderId}-0234`, createdAt: at, updatedAt: at, ...fields });
  const customer = { ...order.customer, customerId: `customer-of-${orderId}`, ...fields.customer };
  await world.put('Payments', aPayment(order.totalPriceMinor, { orderId }));
  await world.put('Orders', { ...order, customer });
  await world.pass(minutes(1));
  return world.order(orderId);
}

/** The order as it stands once its case has settled. */
export async function settled(world: World, orderId: string, fields: Partial<Order> = {}): Promise<Order> {
  await placed(world, orderId, fields);
  await world.pass(minutes(3));
  return world.order(orderId);
}

export const casesOf = async (world: World, orderId: string) => (await world.cases(orderId)) as unknown as CaseRecord[];

/** The newest link, opened, and the form that is on it posted with these fields. */
export async function answers(world: World, fields: Record<string, string>, link = world.link()) {
  const { body } = await world.get(link);
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
  return world.post(link, { offer, ...fields });
}

/** What the form says in its fields, by name. */
export async function filledIn(world: World, link = world.link()): Promise<Record<string, string>> {
  const { body } = await world.get(link);
  const inputs = body.matchAll(/<input class="value[^"]*"[^>]*? name="input\.([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [`input.${name}`, value ?? '']));
}

export const subjectsOf = (world: World): string[] => world.runtime.mailbox.map(({ subject }) => subject);
