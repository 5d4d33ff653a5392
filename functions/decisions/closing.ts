import type { TransactItem } from '#shared/adapters/document-client.ts';
import { letGo } from '#shared/adapters/order-hold.ts';
import type { CaseState, Decision } from '#shared/domain/case.ts';
import { type CaseRecord, completedReports, loopGuard } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { cases, question, type Rows, tables } from './workbench.ts';

export interface Ending {
  readonly to: CaseState;
  readonly at: Date;
  readonly because: string;
  readonly decision?: Decision | undefined;
  /** A new allocation round begins, so that a later shortage is a case of its own. */
  readonly nextRound: boolean;
  /** What else changes on the order. */
  readonly orderChanges?: Partial<Order>;
}

/** Only a type that judges stock begins a new round when it is through: another's question would lose its case. */
export const judgesStock = ({ type }: Pick<Rows, 'type'>): boolean => type.stock !== undefined;

/** So does one that ended the other cases of an order which goes on: what is left of it is judged anew. */
export const beginsRound = ({ type, order }: Pick<Rows, 'type' | 'order'>): boolean =>
  judgesStock({ type }) || (type.takesOver === true && order.orderState !== 'Cancelled');

/** The writes that close a case, as it is by now: its move with the completed report, the order let go, the question handed over. */
export async function closing(
  { order, held }: Pick<Rows, 'order' | 'held'>,
  record: CaseRecord,
  ending: Ending,
): Promise<TransactItem[]> {
  const { to, at, because, decision, nextRound, orderChanges } = ending;
  const free = letGo(record, order);
  const changes = {
    ...orderChanges,
    ...free.changes,
    ...(nextRound && { allocationRound: order.allocationRound + 1 }),
  };
  const items = cases.moveItems(record, {
    to,
    at,
    by: decision?.by ?? 'workflow',
    because,
    changes: { reports: completedReports(record, to, at, decision), pending: undefined },
    outgoing: [
      ...free.outgoing,
      { kind: 'event', detailType: 'ExceptionResolved', detail: { type: record.type, outcome: to } },
    ],
  });
  // What was found while the order was parked has no case: it is looked for again.
  const lookAgain = Object.keys(changes).length > 0 || record.reasonCode === loopGuard;
  const change = lookAgain ? [tables.changeOrder(order, changes, at, { lookAgain: true })] : [];
  return [...items, ...change, ...(await question.handOver(record, held))];
}
