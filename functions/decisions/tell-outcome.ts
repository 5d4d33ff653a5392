import { letGo } from '#shared/adapters/order-hold.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { contactProblemOf } from './contact.ts';
import { sendMessage } from './mailing.ts';
import { otherCases, othersEndAt } from './merge-window.ts';
import { closingsToMerge } from './merged-closings.ts';
import { noticesToMerge } from './merged-notices.ts';
import { closingWords, type MergedNotice } from './merged-words.ts';
import { countUnasked, isShops, mailTimesOf } from './message-hours.ts';
import type { Step } from './next-step.ts';
import { cases, commit, type Rows, tables } from './workbench.ts';

/**
 * The one closing mail: what was done, and when the money comes. It goes out before the case is closed, never after, and
 * takes along what other cases of the order have to say.
 */
export async function tellOutcome(rows: Rows, at: Date): Promise<Step> {
  const { record, order, decision, operations, type } = rows;
  const [contactProblem, { mailFrom }] = await Promise.all([
    contactProblemOf(order, operations),
    mailTimesOf(order, at),
  ]);
  const silent = record.unreachable || contactProblem !== undefined;
  if (silent || !decision || decision.by === 'supersede' || isShops(type.key, 'done')) return { next: 'close' };
  // Whoever has just answered waits to hear; what was decided without them can wait for the morning.
  const expected = decision.by === 'customer' || decision.by === 'staff';
  const n = record.closingMessage ?? record.messages + 1;
  let begun: Partial<Order> | undefined;
  let merged: MergedNotice[] | undefined;
  if (!record.closingMessage) {
    const morning = expected ? undefined : mailFrom;
    const others = morning ? [] : await otherCases(record);
    const until = morning ?? (await othersEndAt(others, order, at));
    if (until) {
      await letGoBefore(record, order, at);
      return { next: 'stand', until };
    }
    begun = type.telling?.(order, record, at);
    merged = await writeDown(rows, { n, begun, expected, others }, at);
  }
  const written = merged && { merged, along: [] };
  const words = () => closingWords(record, { ...order, ...begun }, decision);
  await sendMessage(record, order, words, { n, kind: 'done', written }, at);
  return { next: 'close' };
}

interface Telling {
  readonly n: number;
  readonly begun: Partial<Order> | undefined;
  /** Its customer waits to hear of it. */
  readonly expected: boolean;
  /** The order's other open cases. */
  readonly others: readonly CaseRecord[];
}

async function writeDown(rows: Rows, { n, begun, expected, others }: Telling, at: Date): Promise<MergedNotice[]> {
  const { record } = rows;
  const order = { ...rows.order, ...begun };
  const [told, closings] = await Promise.all([
    noticesToMerge(rows, others, order, at),
    closingsToMerge(record, others, order, at),
  ]);
  const merged = [...closings.notices, ...told.notices];
  const changes = { closingMessage: n, messages: n };
  const move = { to: record.state, at, by: 'workflow', because: 'the customer is told how it ended', changes };
  const orderChanges = { ...begun, ...told.orderChanges };
  const lookAgain = Object.keys(told.orderChanges).length > 0;
  await commit(
    record,
    [
      ...cases.moveItems(record, move),
      cases.messageItem(record, { n, kind: 'done', merged }, at),
      ...closings.items,
      ...told.items,
      ...(expected ? [] : [countUnasked(order, at)]),
      ...(Object.keys(orderChanges).length > 0
        ? [tables.changeOrder(rows.order, orderChanges, at, { lookAgain })]
        : []),
    ],
    'telling',
  );
  return merged;
}

/** The mail waits for the morning; the order, whose cause is gone, does not. */
async function letGoBefore(record: CaseRecord, order: Order, at: Date): Promise<void> {
  const { changes, outgoing } = letGo(record, order);
  if (outgoing.length === 0) return;
  const move = { to: record.state, at, by: 'workflow', because: 'the order is let go', outgoing } as const;
  const change = tables.changeOrder(order, changes, at, { lookAgain: true });
  await commit(record, [...cases.moveItems(record, move), change], 'letting the order go');
}
