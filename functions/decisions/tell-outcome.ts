import { letGo } from '#shared/adapters/order-hold.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { contactProblemOf } from './contact.ts';
import { sendMessage } from './mailing.ts';
import { countUnasked, isShops, mailableFrom } from './message-hours.ts';
import type { Step } from './next-step.ts';
import { cases, commit, tables, type Work } from './workbench.ts';

/** The one closing mail: what was done, and when the money comes. It goes out before the case is closed, never after. */
export async function tellOutcome({ record, facts, operations, type }: Work, at: Date): Promise<Step> {
  const { order } = facts;
  const silent = record.unreachable || (await contactProblemOf(order, operations)) !== undefined;
  const [decision, refunds] = await Promise.all([
    cases.decisionOf(record.orderId, record.caseId),
    cases.refundsOf(record.orderId, record.caseId),
  ]);
  if (silent || !decision || decision.by === 'supersede' || isShops(type.key, 'done')) return { next: 'close' };
  // Whoever has just answered waits to hear; what was decided without them can wait for the morning.
  const expected = decision.by === 'customer' || decision.by === 'staff';
  const mailFrom = expected || record.closingMessage ? undefined : await mailableFrom(order, at);
  if (mailFrom) {
    await letGoBefore(record, order, at);
    return { next: 'stand', until: mailFrom };
  }
  const n = record.closingMessage ?? record.messages + 1;
  const begun = record.closingMessage ? undefined : type.telling?.(order, record, at);
  if (!record.closingMessage) {
    const changes = { closingMessage: n, messages: n };
    const move = { to: record.state, at, by: 'workflow', because: 'the customer is told how it ended', changes };
    const told = [cases.messageItem(record, n, 'done', at), ...(expected ? [] : [countUnasked(order, at)])];
    if (begun) told.push(tables.changeOrder(order, begun, at));
    await commit(record, [...cases.moveItems(record, move), ...told], 'telling');
  }
  const last = refunds
    .map(({ dueBy }) => dueBy)
    .sort()
    .at(-1);
  const centAmount = refunds.reduce((sum, { amount }) => sum + amount, 0);
  const words = type.messages[languageOf(order.customer.locale)].done(
    { ...order, ...begun },
    {
      by: decision.by,
      ...(decision.offer && { offer: decision.offer }),
      ...(decision.answer && { answer: decision.answer }),
      ...(last && { refund: { amount: { centAmount, currencyCode: order.currencyCode }, dueBy: last } }),
    },
  );
  await sendMessage(record, order, words, { n, kind: 'done' }, at);
  return { next: 'close' };
}

/** The mail waits for the morning; the order, whose cause is gone, does not. */
async function letGoBefore(record: CaseRecord, order: Order, at: Date): Promise<void> {
  const { changes, outgoing } = letGo(record, order);
  if (outgoing.length === 0) return;
  const move = { to: record.state, at, by: 'workflow', because: 'the order is let go', outgoing } as const;
  const change = tables.changeOrder(order, changes, at, { lookAgain: true });
  await commit(record, [...cases.moveItems(record, move), change], 'letting the order go');
}
