import type { CancelRequest } from '#shared/domain/cancel-request.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { type Refund, refund } from '#shared/domain/refund.ts';
import { typed } from '#test/staff/staff-command.ts';
import { reports, theSweepRests } from './refund-story.ts';
import { anOrder, aPayment, minutes, stockOf } from './shop.ts';
import { World } from './world.ts';

/** The verbs of the cancellation scenarios. */

const types = { 'customer-cancellation': { mode: 'automatic' }, 'out-of-stock': { mode: 'automatic' } } as const;

/** Where nothing has to be recovered. `port` lets staff's command in, 0 = any that is free; `product` = what is deployed. */
export async function openWorld(port?: number, product?: string): Promise<World> {
  const world = await World.open({ types }, { port, ...(product && { product }) });
  await theSweepRests(world);
  return world;
}

/** An order for two mugs, paid (30.00 and 5.00 for shipping), with both set aside for it on the shelf. */
export async function anOrderToShip(
  world: World,
  order: Partial<Order> = {},
  payments?: readonly Payment[],
): Promise<Order> {
  const row = anOrder(order);
  for (const sku of new Set(row.lines.map((line) => line.sku))) {
    if (!(await world.stock(sku))) await world.put('Inventory', stockOf(sku, 50));
  }
  for (const payment of payments ?? [
    aPayment(row.totalPriceMinor, { orderId: row.orderId, currencyCode: row.currencyCode }),
  ]) {
    await world.put('Payments', payment);
  }
  await world.put('Orders', row);
  await world.pass(minutes(1));
  return row;
}

export const nowIn = (world: World): string => new Date(world.runtime.clock.now()).toISOString();

/** The shop writes the customer's wish onto the order's row. */
export async function asksToCancel(
  world: World,
  orderId: string,
  request: Partial<CancelRequest> = {},
): Promise<CancelRequest> {
  const wish: CancelRequest = { requestId: 'req-1', requestedAt: nowIn(world), scope: 'order', ...request };
  await world.change(orderId, () => ({ cancelRequest: wish }));
  await world.pass(minutes(1));
  return wish;
}

/** The cases of an order, oldest first, of the types that these worlds switch on; others may watch them. */
export async function casesOf(world: World, orderId: string): Promise<CaseRecord[]> {
  const cases = (await world.cases(orderId)) as unknown as CaseRecord[];
  return cases.filter(({ type }) => type in types).sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
}

export async function cancellationOf(world: World, orderId: string): Promise<CaseRecord> {
  const found = (await casesOf(world, orderId)).filter(({ type }) => type === 'customer-cancellation').at(-1);
  if (!found) throw new Error(`order ${orderId} has no cancellation`);
  return found;
}

/** A system of the shop reports about the order's cancellation. */
export async function tellsOf(world: World, orderId: string, name: string, said: object = {}): Promise<void> {
  const { caseId } = await cancellationOf(world, orderId);
  await reports(world, name, { caseId, orderId, ...said });
}

/** Every unit of the order leaves the warehouse. */
export async function ships(world: World, orderId: string): Promise<void> {
  await world.change(orderId, ({ lines }) => ({
    shipmentState: 'Shipped',
    lines: lines.map((line) => ({
      ...line,
      reservations: line.reservations.map((each) => ({ ...each, state: 'consumed' as const })),
    })),
  }));
  await world.pass(minutes(1));
}

/** Subjects of what was mailed about an order, oldest first. */
export const mailsOf = (world: World, { orderNumber }: Pick<Order, 'orderNumber'>): string[] =>
  world.runtime.mailbox.map(({ subject }) => subject).filter((subject) => subject.includes(orderNumber));

export async function refundsOfOrder(world: World, orderId: string): Promise<Refund[]> {
  const rows = (await world.rows('Cases')).filter((row) => row.entity === 'refund' && row.orderId === orderId);
  return rows.map((row) => refund.parse(row)).sort((a, b) => a.paymentAttemptId.localeCompare(b.paymentAttemptId));
}

export const eventsAbout = (world: World, orderId: string, detailType: string): Record<string, unknown>[] =>
  world.runtime.events
    .filter(({ event }) => event['detail-type'] === detailType)
    .map(({ event }) => event.detail as Record<string, unknown>)
    .filter((detail) => detail.orderId === orderId);

/** The newest mail about an order, as text. */
export function newestMail(world: World, { orderNumber }: Pick<Order, 'orderNumber'>): string {
  const mail = world.runtime.mailbox.filter(({ subject }) => subject.includes(orderNumber)).at(-1);
  if (!mail) throw new Error(`no mail about ${orderNumber}`);
  return mail.text ?? '';
}

/** Staff choose for the order's cancellation, as their command does. */
export async function decides(world: World, orderId: string, choices: Readonly<Record<string, string>>): Promise<void> {
  const { caseId } = await cancellationOf(world, orderId);
  const chosen = Object.entries(choices).map(([unit, choice]) => `--choose ${unit}=${choice}`);
  const { code, err } = await typed(world, `decide ${caseId} ${chosen.join(' ')} --yes`);
  if (code !== 0) throw new Error(`npm run case -- decide ${caseId}: ${err}`);
  await world.pass(minutes(2));
}
