import type { Decision } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { anOrder, aPayment, minutes, stockOf } from './shop.ts';
import type { World } from './world.ts';

/** An order for two mugs of which the shelf holds `available`, paid in full, three minutes later: the question is out. */
export async function aShortOrder(
  world: World,
  {
    available = 0,
    shelf = {},
    order = {},
    payment = {},
  }: { available?: number; shelf?: Partial<Inventory>; order?: Partial<Order>; payment?: Partial<Payment> } = {},
): Promise<Order> {
  const row = anOrder(order);
  await world.put('Inventory', stockOf('MUG-BLUE', available, shelf));
  await world.put('Payments', aPayment(row.totalPriceMinor, { orderId: row.orderId, ...payment }));
  await world.put('Orders', row);
  await world.pass(minutes(3));
  return row;
}

/** The customer opens the newest link and answers by its form. */
export async function answers(world: World, fields: Record<string, string>, link = world.link()) {
  const { body } = await world.get(link);
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
  return world.post(link, { offer, confirm: '0234', ...fields });
}

/** The newest case of a shortage; other types only watch in these worlds. */
export async function theCase(world: World, orderId = 'o-1'): Promise<CaseRecord> {
  const cases = (await world.cases(orderId)) as unknown as CaseRecord[];
  const ofShortage = cases.filter(({ type }) => type === 'out-of-stock');
  return ofShortage.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1)).at(-1)!;
}

export async function theDecision(world: World): Promise<Decision | undefined> {
  return (await world.rows('Cases')).find(({ entity }) => entity === 'decision') as unknown as Decision | undefined;
}

export const subjects = (world: World): string[] => world.runtime.mailbox.map(({ subject }) => subject);

export const detailsOf = (world: World, detailType: string): Record<string, unknown>[] =>
  world.runtime.events
    .filter(({ event }) => event['detail-type'] === detailType)
    .map(({ event }) => event.detail as Record<string, unknown>);
