import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import { Findings } from '#infra/trial/invariants/findings.ts';
import { watchCases } from '#infra/trial/invariants/watch-cases.ts';
import { watchMoneyAndStock } from '#infra/trial/invariants/watch-money-and-stock.ts';
import { CaseBook } from '#infra/trial/observation/case-book.ts';
import { ChangeFeed } from '#infra/trial/observation/change-feed.ts';
import { Customers } from '#infra/trial/people/customers.ts';
import { Finance } from '#infra/trial/people/finance.ts';
import { Schedule } from '#infra/trial/schedule.ts';
import { Tables } from '#infra/trial/shop/tables.ts';
import type { Decision } from '#shared/domain/case.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { type Order, shortQuantity } from '#shared/domain/order.ts';
import { refund } from '#shared/domain/refund.ts';
import { namesOf } from '#shared/resources.ts';
import { undelivered } from '#test/support/rows.ts';
import { aPayment, days, hours, minutes } from '#test/support/shop.ts';
import { theShopIsReadThroughEvery, theSweepComesEvery } from '#test/support/sweeping.ts';
import { World } from '#test/support/world.ts';
import { anOrderFor, type Course, courseOf, type Trouble, troubles } from './shop.ts';

/** What became of the orders of one pair. */
export interface Played {
  readonly violations: readonly string[];
  /** Orders on which both kinds of trouble were found. */
  readonly bothFound: number;
  readonly cases: number;
}

type Detail = Readonly<Record<string, unknown>>;

const automatic = { mode: 'automatic' } as const;
const lookEvery = minutes(30);
/** Far more seldom than it is deployed: weeks have to pass in seconds. */
const sweepEvery = hours(6);
/** Several times between the two troubles of most orders, and on through what comes of them. */
const readThroughEvery = hours(6);
/** Orders come so far apart that they are no incident. */
const apart = minutes(25);
/** On these days staff close what is left to them. */
const staffDays = [24, 30, 36, 42];
const patience = days(45);

/** One order per pair and seed, each with both kinds of trouble, its people and programs drawn from the seed. */
export async function play(pairs: readonly (readonly [Trouble, Trouble])[], seeds: readonly number[]): Promise<Played> {
  await using world = await World.open({
    types: Object.fromEntries(Object.keys(troubles).map((type) => [type, automatic])),
  });
  const { runtime } = world;
  await theSweepComesEvery(world, sweepEvery);
  await theShopIsReadThroughEvery(world, readThroughEvery);
  const tables = new Tables(runtime);
  const schedule = new Schedule(runtime);
  const feed = await ChangeFeed.open(runtime, tables);
  const book = new CaseBook(feed);
  const findings = new Findings();
  watchCases(feed, findings, { saidByCustomer: () => true });
  watchMoneyAndStock(feed, findings);
  const random = seededRandom(seeds[0] ?? 1);
  const settings = { silent: 0.25, replyHours: 8, doubleClicks: 0.1, scanners: 0.2 };
  const orderNumberOf = (orderId: string) => `TWO-${orderId.toUpperCase()}`;
  const customers = new Customers({ runtime, schedule, random, settings, orderNumberOf });
  const bus = namesOf('dev').eventBus;
  const finance = new Finance({ runtime, schedule, random, bus, source: 'finance', failures: 0 });
  const courses = new Map<string, Course>();
  const violations: string[] = [];
  const around = { world, schedule, courses, book, violations, finance };
  const played = seeds.flatMap((seed) =>
    pairs.map((pair) => ({ pair, seed, orderId: `${seed}-${pair.join('_')}`.slice(0, 40) })),
  );
  const pairOf = new Map(played.map(({ orderId, pair }) => [orderId, pair]));
  played.forEach(({ pair, seed, orderId }, i) => {
    const course = courseOf(seed * 1000 + pairs.indexOf(pair));
    courses.set(orderId, course);
    const place = { world, orderId, random: course.random };
    const begin = schedule.now() + i * apart;
    schedule.at(begin, async () => void (await anOrderFor(place, pair)));
    schedule.at(begin + minutes(1), () => troubles[pair[0]](place));
    schedule.at(begin + minutes(2) + course.gap, () => troubles[pair[1]](place));
    goesOn(around, pair, orderId, course, begin + minutes(2));
  });
  let [mails, events] = [0, 0];
  schedule.every(lookEvery, () => {
    feed.read();
    for (const mail of runtime.mailbox.slice(mails)) {
      violations.push(...mailedTooLate(mail, book));
      customers.receive(mail);
    }
    mails = runtime.mailbox.length;
    for (const { event } of runtime.events.slice(events)) answer(around, event['detail-type'], event.detail);
    events = runtime.events.length;
  });
  for (const day of staffDays) schedule.at(schedule.now() + days(day), () => staffClose(around));
  await schedule.pass(runtime, () => false, patience);
  feed.read();
  const passes = await world.rows('Cases', { pk: 'RECONCILE' });
  if (passes.length === 0) violations.push('the shop was never read through');
  const cases = book.all().filter(({ state }) => state !== 'observed');
  for (const [orderId] of courses) violations.push(...(await endOf(world, orderId, cases)));
  const found = (orderId: string, type: string) => cases.some((each) => each.orderId === orderId && each.type === type);
  return {
    violations: [
      ...findings.violations.map(({ invariant, orderId, what }) => `${orderId} ${invariant}: ${what}`),
      ...violations,
    ],
    bothFound: [...pairOf].filter(([id, pair]) => pair.every((type) => found(id, type))).length,
    cases: cases.length,
  };
}

interface Around {
  readonly world: World;
  readonly schedule: Schedule;
  readonly courses: ReadonlyMap<string, Course>;
  readonly book: CaseBook;
  readonly violations: string[];
  readonly finance: Finance;
}

/** What the shop, the bank and the carrier do of themselves. */
function goesOn(around: Around, pair: readonly Trouble[], orderId: string, course: Course, from: number): void {
  const { world, schedule } = around;
  const after = (ms: number | undefined, work: () => Promise<void>) => {
    if (ms !== undefined) schedule.at(from + ms, work);
  };
  if (pair.includes('payment-failure')) {
    after(course.paysAfter, async () => {
      const order = await world.order(orderId);
      const createdAt = new Date(schedule.now()).toISOString();
      if (order.totalPriceMinor === 0) return;
      await world.put('Payments', aPayment(order.totalPriceMinor, { orderId, attemptId: 'pay-3', createdAt }));
      await world.change(orderId, () => ({ paymentState: 'Paid' }));
    });
  }
  after(course.restockAfter, () =>
    world.changeStock(`LATER-${orderId}`, ({ committed }) => ({ onHand: committed + 5 })),
  );
  if (pair.includes('logistics-delay')) {
    after(course.deliveredAfter, async () => {
      const [row] = await world.rows('Shipments', { orderId });
      const deliveredAt = new Date(schedule.now()).toISOString();
      const version = Number(row?.version) + 1;
      const { subtag: _, ...kept } = row!;
      await world.put('Shipments', { ...kept, tag: 'Delivered', deliveredAt, version });
    });
  }
  for (let day = 1; day <= 12; day++) after(days(day), () => shipIfFree(around, orderId));
  after(days(22), () => arriveAfterAll(world, orderId));
}

/** Whatever was still wanted has arrived in the end. */
async function arriveAfterAll(world: World, orderId: string): Promise<void> {
  const deliveredAt = new Date(world.runtime.clock.now()).toISOString();
  for (const row of await world.rows('Shipments', { orderId })) {
    const { subtag: _, ...kept } = row;
    await world.put('Shipments', { ...kept, tag: 'Delivered', deliveredAt, version: Number(row.version) + 1 });
  }
  const { orderState } = await world.order(orderId);
  if (orderState === 'Cancelled') return;
  await world.change(orderId, () => ({ orderState: 'Complete', shipmentState: 'Delivered', paymentState: 'Paid' }));
}

/** The warehouse ships what nobody holds, what is set aside and paid; never an order whose money has gone back whole. */
async function shipIfFree({ world, violations }: Around, orderId: string): Promise<void> {
  const order = await world.order(orderId);
  const wanted = order.lines.filter(({ quantity }) => quantity > 0);
  const free =
    ['Open', 'Confirmed'].includes(order.orderState) &&
    order.shipmentState !== 'Shipped' &&
    order.holds.length === 0 &&
    order.paymentState === 'Paid' &&
    wanted.length > 0 &&
    wanted.every((line) => shortQuantity(line) === 0);
  if (!free) return;
  const refunded = (await refundsOf(world, orderId)).reduce((sum, { amount }) => sum + amount, 0);
  const captured = (await paymentsOf(world, orderId)).reduce((sum, { capturedMinor }) => sum + capturedMinor, 0);
  if (captured > 0 && refunded >= captured) violations.push(`${orderId}: may be shipped after a full refund`);
  const consumed = ({ lines }: Order) =>
    lines.map((line) => ({
      ...line,
      reservations: line.reservations.map((each) =>
        each.state === 'held' ? { ...each, state: 'consumed' as const } : each,
      ),
    }));
  await world.change(orderId, (row) => ({ shipmentState: 'Shipped', lines: consumed(row) }));
}

/** The systems around answer what goes out over the bus. */
function answer({ world, schedule, courses, finance }: Around, type: string, detail: Detail): void {
  const { caseId, orderId } = detail as { caseId?: string; orderId?: string };
  const course = courses.get(orderId ?? '');
  if (type === 'RefundRequested') finance.refund(detail as never);
  if (!course || !caseId || !orderId) return;
  const says = (ms: number | undefined, name: string, said: object = {}) => {
    if (ms !== undefined)
      schedule.at(schedule.now() + ms, () => report(world.runtime, name, { caseId, orderId, ...said }));
  };
  if (type === 'WarehouseHoldRequested') {
    if (course.warehouse === 'confirms') says(course.warehouseAfter, 'WarehouseHoldConfirmed');
    if (course.warehouse === 'refuses') says(course.warehouseAfter, 'WarehouseHoldRefused', { code: 'ALREADY_PACKED' });
  }
  if (type === 'CarrierInquiryRequested') says(course.answersAfter, 'CarrierAnswered', { code: 'weather' });
  if (type === 'ReturnRequested') says(course.returnedAfter, 'ReturnReceived');
  if (type === 'CompensationRequested') says(hours(2), 'CompensationIssued', { reference: 'SORRY-10' });
}

async function report(runtime: LocalRuntime, name: string, detail: object): Promise<void> {
  const entry = {
    EventBusName: namesOf('dev').eventBus,
    Source: 'finance',
    DetailType: name,
    Detail: JSON.stringify(detail),
  };
  await runtime.call({ service: 'events', operation: 'PutEvents', input: { Entries: [entry] } });
}

/**
 * Staff close what waits for them, as their command writes it: a decision that grants nothing. Every other case waits for a
 * moment that is still to come; one whose time is over is stuck, and staff do not help it.
 */
async function staffClose({ world, book, schedule, violations }: Around): Promise<void> {
  const at = new Date(schedule.now()).toISOString();
  const overdue = new Date(schedule.now() - 2 * sweepEvery).toISOString();
  for (const record of book.all()) {
    const { caseId, orderId, state, dueAt = '' } = record;
    if (isClosed(state)) continue;
    if (state !== 'needs-staff') {
      if (dueAt < overdue) violations.push(`${orderId}: ${caseId} is ${state}, and nothing was done at ${dueAt}`);
      continue;
    }
    const rows = await world.rows('Cases', { pk: caseKeys.order(orderId) });
    if (rows.some(({ entity, caseId: id, phase }) => entity === 'decision' && id === caseId && phase === 'final'))
      continue;
    const decision: Decision = {
      caseId,
      orderId,
      answerId: 'by-hand',
      phase: 'final',
      until: at,
      by: 'staff',
      decidedAt: at,
    };
    const keys = { pk: caseKeys.order(orderId), sk: caseKeys.decision(caseId), entity: 'decision' };
    await world.putCases({ ...decision, ...keys, ...undelivered(caseId, at) });
  }
}

function mailedTooLate({ tags, at }: LocalRuntime['mailbox'][number], book: CaseBook): string[] {
  const record = book.get(tags.caseId ?? '');
  const late = record?.closedAt !== undefined && Date.parse(at) > Date.parse(record.closedAt) + minutes(10);
  return late ? [`${tags.orderId}: a mail of ${tags.caseId} after it was closed`] : [];
}

const refundsOf = async (world: World, orderId: string) =>
  (await world.rows('Cases', { pk: caseKeys.order(orderId) }))
    .filter(({ entity }) => entity === 'refund')
    .map((row) => refund.parse(row))
    .filter(({ state, supersededBy }) => state !== 'failed' && !supersededBy);

const paymentsOf = async (world: World, orderId: string) =>
  (await world.rows('Payments', { orderId })) as unknown as { attemptId: string; capturedMinor: number }[];

/** What stands for a line that was sent again bears its id, and this: of both, one is given back. */
const sentAgain = /(-again-[0-9a-f]{12})+$/;

/** The lines, one unit each, of which more than that one was given back. */
export function refundedTwice(
  refunds: readonly { lines: readonly { lineId: string; quantity: number }[] }[],
): string[] {
  const units = new Map<string, number>();
  for (const { lineId, quantity } of refunds.flatMap(({ lines }) => lines)) {
    const sold = lineId.replace(sentAgain, '');
    units.set(sold, (units.get(sold) ?? 0) + quantity);
  }
  return [...units].filter(([, quantity]) => quantity > 1).map(([lineId]) => lineId);
}

/** What must hold of an order in the end. */
async function endOf(world: World, orderId: string, cases: readonly CaseRecord[]): Promise<string[]> {
  const refunds = await refundsOf(world, orderId);
  const broken: string[] = [];
  for (const { attemptId, capturedMinor } of await paymentsOf(world, orderId)) {
    const back = refunds
      .filter((each) => each.paymentAttemptId === attemptId)
      .reduce((sum, { amount }) => sum + amount, 0);
    if (back > capturedMinor) broken.push(`${orderId}: ${back} of ${capturedMinor} went back to ${attemptId}`);
  }
  broken.push(...refundedTwice(refunds).map((lineId) => `${orderId}: ${lineId} was refunded twice`));
  const decisions = refunds.map(({ decisionId, paymentAttemptId }) => `${decisionId}/${paymentAttemptId}`);
  if (new Set(decisions).size < decisions.length) broken.push(`${orderId}: one decision, two refunds of a payment`);
  for (const { caseId, state } of cases.filter((each) => each.orderId === orderId)) {
    if (!isClosed(state)) broken.push(`${orderId}: ${caseId} never ended, it is ${state}`);
  }
  return broken;
}
