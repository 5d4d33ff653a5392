import type { FactKind } from '#functions/exception-types/exception-type.ts';
import type { MoveOutcome } from '#shared/adapters/allocation.ts';
import { sendDemandJob } from '#shared/adapters/demand-queue.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { type OrderFile, openCases, orderFile } from '#shared/adapters/order-file.ts';
import type { Facts } from '#shared/domain/facts.ts';
import { isPaused, modeOf } from '#shared/domain/operations.ts';
import { type Order, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import type { Desk, Look } from './desk.ts';
import { newsFor, type StandingCase, standingCases } from './news-for-cases.ts';
import { openCase } from './open-case.ts';

/** Thrown when others kept taking the stock or changing the order; the record is tried again. */
export class AllocationContended extends Error {
  override readonly name = 'AllocationContended';
}

/**
 * Judges an order by its present rows: sets stock aside, keeps the hints of who wants what, tells its open cases what
 * has become of their cause, and opens a case for what a rule finds.
 * @returns the order as it then stands, with its file as it was before; nothing = it is gone
 */
export async function lookAtOrder(desk: Desk, orderId: string, look: Look): Promise<Seen | undefined> {
  const [order, file] = await Promise.all([desk.tables.order(orderId), orderFile(desk.cases.tableName, orderId)]);
  if (!order) return undefined;
  const { seenBefore = file.counted } = look;
  if (!seenBefore && desk.types.some(({ reads }) => reads.includes('siblings')))
    await desk.placed.note(order, look.now);
  const facts = await desk.tables.factsOf(order, factsFor(desk, order, file, look));
  const present = mayWrite(desk, look) ? await settle(desk, facts, file, look) : facts;
  await desk.demand.refresh(present.order, seenBefore);
  if (isPaused(look.operations, look.now)) await postpone(desk, present, look.now);
  let seen = file;
  for (const type of desk.types) {
    const found = look.tables.flatMap((table) => type.rules[table]?.(present, look.now, look.announced) ?? []);
    for (const finding of found) seen = await openCase(desk, type, present.order, finding, { ...look, file: seen });
  }
  await wake(desk, present, look);
  if (look.tables.includes('shipments')) for (const parcel of present.shipments) await desk.history.learn(parcel);
  await watch(desk, present, file, look.now);
  return { order: present.order, file };
}

interface Seen {
  readonly order: Order;
  readonly file: OrderFile;
}

/** What the rules of this occasion look at, those of the cases that are open, and those that say when to look next. */
export function factsFor({ types }: Desk, order: Order, file: OrderFile, look: Look): Set<FactKind> {
  const { tables, seenBefore = file.counted } = look;
  const open = new Set(openCases(file).map(({ type }) => type));
  const judging = types.filter(({ rules, watch }) => watch || tables.some((table) => rules[table]));
  return new Set<FactKind>([
    ...(tables.includes('orders') ? ['stock' as const] : []),
    ...types.filter(({ key }) => open.has(key)).flatMap(({ reads }) => reads),
    ...judging.flatMap(({ reads, rulesRead }) => rulesRead?.(order, !seenBefore) ?? reads),
  ]);
}

/** Other orders that a look has to be taken at because of what this one is now. */
export const wokenBy = ({ types }: Pick<Desk, 'types'>, facts: Facts): string[] => [
  ...new Set(types.flatMap(({ wakes }) => wakes?.(facts) ?? [])),
];

/** Its own change is the occasion: another order of whoever is woken so is none. */
async function wake(desk: Desk, facts: Facts, { tables }: Look): Promise<void> {
  if (!tables.includes('orders')) return;
  const { orderId, version } = facts.order;
  for (const other of wokenBy(desk, facts)) {
    await sendDemandJob(desk.demandQueueUrl, { orderId: other }, `${orderId} version ${version}`);
  }
}

/** When the order has to be looked at again although no record comes. */
export const nextWatch = ({ types }: Pick<Desk, 'types'>, facts: Facts, now: Date): string | undefined =>
  types.flatMap((type) => type.watch?.(facts, now) ?? []).sort()[0];

async function watch(desk: Desk, facts: Facts, { watchedUntil }: OrderFile, now: Date): Promise<void> {
  const { watches } = desk;
  const next = nextWatch(desk, facts, now);
  if (next === watchedUntil) return;
  if (next) await watches.set(facts.order.orderId, next, now);
  else await watches.clear(facts.order.orderId);
}

/** What is not set aside during a pause is set aside after it, with whatever else waits for the same shelves. */
async function postpone({ demand }: Desk, { order, stock }: Facts, now: Date): Promise<void> {
  if (!wantsStock(order)) return;
  const lacking = new Set(order.lines.filter((line) => shortQuantity(line) > 0).map(({ sku }) => sku));
  for (const { sku, locationId } of stock) if (lacking.has(sku)) await demand.postpone(sku, locationId, now);
}

/** Orders are written to once any type may act; a shop that only watches is not. */
const mayWrite = ({ types }: Desk, { operations, now }: Look) =>
  !isPaused(operations, now) && types.some((type) => modeOf(operations, type.key, now) !== 'observe');

/** Sets stock aside as far as it is there, and tells the open cases what has become of their cause, with it or without it. */
async function settle(desk: Desk, facts: Facts, known: OrderFile, look: Look): Promise<Facts> {
  const { now } = look;
  const { orderId } = facts.order;
  let [present, file] = [facts, known];
  for (let overtaken = 0; overtaken < 5; ) {
    const open = standingCases(desk, file, now);
    const outcome = allocates(desk, present.order, open, look)
      ? await desk.allocation.allocate(present, now, (after) => newsFor(desk, open, after, now))
      : await returned(desk, present.order, now);
    if (outcome === 'done' && (await written(newsFor(desk, open, present, now)))) return present;
    if (open.length > 0) file = await orderFile(desk.cases.tableName, orderId);
    if (typeof outcome !== 'string') {
      present = outcome;
      continue;
    }
    if (outcome === 'overtaken') overtaken++;
    const again = await desk.tables.order(orderId);
    if (!again) return present;
    present = await desk.tables.factsOf(again, factsFor(desk, again, file, look));
  }
  throw new AllocationContended(`order ${orderId}: five attempts to set stock aside met other writers`);
}

/** What was set aside for an order whose hold gives it up goes back to the shelves, one group at a time. */
async function returned({ settings, allocation }: Desk, order: Order, now: Date): Promise<MoveOutcome> {
  const gives = settings.allocatedBy === 'ordermend' && order.holds.some(({ stockReleased }) => stockReleased);
  return gives ? allocation.giveBack(order, now) : 'done';
}

const written = async (items: TransactItem[]) => items.length === 0 || (await transact(items)).written;

/** An answer that is being carried out moves the stock itself. */
const allocates = ({ settings }: Desk, order: Order, open: readonly StandingCase[], { tables }: Look) =>
  settings.allocatedBy === 'ordermend' &&
  tables.includes('orders') &&
  wantsStock(order) &&
  !open.some(({ answered }) => answered);
