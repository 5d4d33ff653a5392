import { marshall } from '@aws-sdk/util-dynamodb';
import { balancesOf, book } from '#functions/integrations/finance-ledger.ts';
import type { Decision } from '#shared/domain/case.ts';
import { caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { type Refund, refund } from '#shared/domain/refund.ts';
import { undelivered } from '#test/support/rows.ts';
import { aJournal } from './journal.ts';
import { anOrder, aPayment, minutes, stockOf } from './shop.ts';
import type { World } from './world.ts';

/** The verbs of the refund scenarios. */

export interface ARefundOrder {
  readonly order?: Partial<Order>;
  readonly payments?: readonly Payment[];
  /** What is answered for the short line; `cancel-order` cancels. */
  readonly choice?: string;
}

/** Nothing here has to be recovered, and without a look every half hour weeks pass in no time. */
export async function theSweepRests(world: World): Promise<void> {
  await world.disableRule('SweepRule');
  await world.disableRule('ReconcileOrdersRule');
}

/** An order for two mugs (30.00) with shipping (5.00), none on the shelf; the customer takes the money back. */
export async function aRefundOnItsWay(world: World, { order, payments, choice }: ARefundOrder = {}): Promise<void> {
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  for (const payment of payments ?? [aPayment(3500)]) await world.put('Payments', payment);
  await world.put('Orders', anOrder(order));
  await world.pass(minutes(3));
  await theCustomerAnswers(world, choice ?? 'refund-line');
  await world.pass(minutes(2));
}

/** The decision item, as the reply page would have left it when its answer can be taken back no more. */
export async function theCustomerAnswers(world: World, choice: string): Promise<void> {
  const record = caseRecord.parse((await world.cases('o-1')).filter(({ type }) => type === 'out-of-stock').at(-1));
  const at = new Date(world.runtime.clock.now()).toISOString();
  const decision: Decision = {
    caseId: record.caseId,
    orderId: record.orderId,
    answerId: `answer-${record.caseId.slice(-4)}`,
    phase: 'provisional',
    until: at,
    by: 'customer',
    answer: choice === 'cancel-order' ? { cancelOrder: true } : { choices: { 'line-1': choice } },
    decidedAt: at,
    ...(record.offer && { offer: record.offer, offerHash: record.offerHash! }),
  };
  const keys = { pk: caseKeys.order(record.orderId), sk: caseKeys.decision(record.caseId), entity: 'decision' };
  await world.runtime.call({
    service: 'dynamodb',
    operation: 'PutItem',
    input: {
      TableName: world.runtime.outputs.CasesTableName!,
      Item: marshall({ ...decision, ...keys, ...undelivered(record.caseId, at) }) as never,
    },
  });
}

/** Puts an event of one of the shop's systems on the bus and lets it be worked. */
export async function reports(world: World, detailType: string, detail: object, times = 1): Promise<void> {
  const entry = {
    EventBusName: world.runtime.outputs.EventBusName!,
    Source: 'finance',
    DetailType: detailType,
    Detail: JSON.stringify(detail),
  };
  for (let i = 0; i < times; i++) {
    await world.runtime.call({ service: 'events', operation: 'PutEvents', input: { Entries: [entry] } });
  }
  await world.pass(minutes(1));
}

export const idsOf = ({ refundId, caseId, orderId }: Refund) => ({ refundId, caseId, orderId });

export const settled = (row: Refund, changes: object = {}) => ({
  ...idsOf(row),
  amount: row.amount,
  currency: row.currency,
  settledAt: row.requestedAt,
  reference: `re-${row.sequence}`,
  ...changes,
});

export async function refundsOf(world: World): Promise<Refund[]> {
  const rows = (await world.rows('Cases')).filter(({ entity }) => entity === 'refund');
  return rows.map((row) => refund.parse(row)).sort((a, b) => a.paymentAttemptId.localeCompare(b.paymentAttemptId));
}

export async function theRefund(world: World): Promise<Refund> {
  const [row, ...others] = await refundsOf(world);
  if (!row || others.length > 0) throw new Error(`one refund expected, ${others.length + (row ? 1 : 0)} found`);
  return row;
}

export async function paymentsOf(world: World): Promise<Payment[]> {
  const rows = (await world.rows('Payments')) as unknown as Payment[];
  return rows.sort((a, b) => a.attemptId.localeCompare(b.attemptId));
}

/** What finance's books say when they are fed from the bus, every event three times, latest first. */
export async function booksOf(world: World) {
  const journal = aJournal();
  const events = world.runtime.events.map(({ event }) => event).toReversed();
  for (let i = 0; i < 3; i++) for (const event of events) await book(journal, event);
  return balancesOf(journal.standing).sort((a, b) => a.paymentAttemptId.localeCompare(b.paymentAttemptId));
}
