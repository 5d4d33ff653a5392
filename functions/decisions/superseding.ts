import type { TransactItem } from '#shared/adapters/document-client.ts';
import { openCases, orderFile } from '#shared/adapters/order-file.ts';
import { letGo } from '#shared/adapters/order-hold.ts';
import { steps } from '#shared/domain/case.ts';
import { type CaseRecord, completedReports } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { cases, question } from './workbench.ts';

export interface Superseded {
  /** The other cases of the order, each ended: decision, move, what goes out. */
  readonly items: TransactItem[];
  /** Their holds are off. */
  readonly holds: Order['holds'];
}

/**
 * Ends the other open cases of an order with a decision that leaves nothing for them to decide. A case whose own answer is
 * final is let finish first, and one in refund goes on: its money is another's no more. A case that was decided without an
 * answer has nothing to carry out: what it would still have told is overtaken.
 * @throws ConcurrentWrite while another case is being carried out
 */
export async function superseding(by: CaseRecord, order: Order, at: Date): Promise<Superseded> {
  const file = await orderFile(cases.tableName, by.orderId);
  const others = openCases(file).filter(({ caseId, state }) => caseId !== by.caseId && state !== 'refunding');
  const ended = await Promise.all(others.map((record) => ending(record, order, at)));
  const gone = new Set(others.map(({ caseId }) => caseId));
  return {
    items: [...ended.flat(), ...(others.length > 0 ? await question.keepFor(by, gone, at) : [])],
    holds: order.holds.filter(({ caseId }) => !caseId || !gone.has(caseId)),
  };
}

async function ending(record: CaseRecord, order: Order, at: Date): Promise<TransactItem[]> {
  const { caseId, orderId, state, version } = record;
  const standing = await cases.decisionOf(orderId, caseId);
  const waits = state === 'waiting';
  const decided = standing?.phase === 'final';
  if (decided && standing.answer && !waits) throw new ConcurrentWrite(`case ${caseId} is being carried out`);
  const decidedAt = at.toISOString();
  const answerId = `supersede-${version}`;
  const decision = { caseId, orderId, answerId, phase: 'final', until: decidedAt, by: 'supersede', decidedAt } as const;
  return [
    ...(waits ? [cases.releaseItem(record, steps.arrived, 'supersede', at)] : []),
    ...(decided ? [] : [cases.decisionItem(decision, standing)]),
    ...cases.moveItems(record, {
      to: 'superseded',
      at,
      by: 'supersede',
      because: 'another case of the order leaves nothing to decide',
      changes: { reports: completedReports(record, 'superseded', at, decision), pending: undefined },
      outgoing: [
        ...letGo(record, order).outgoing,
        { kind: 'event', detailType: 'ExceptionResolved', detail: { type: record.type, outcome: 'superseded' } },
      ],
    }),
  ];
}
