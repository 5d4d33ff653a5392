import type { Facts, InstalledType } from '#functions/exception-types/exception-type.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { type OrderFile, openCases } from '#shared/adapters/order-file.ts';
import { steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Desk } from './desk.ts';

/** An open case that may be over, or have something to do, because a row changed. */
export interface StandingCase {
  readonly record: CaseRecord;
  readonly type: InstalledType;
  /** It has its decision, which is being carried out. */
  readonly answered: boolean;
}

/** The open cases of an order that a change may concern: one that still settles looks for itself, one in refund is done. */
export function standingCases({ types }: Desk, file: OrderFile, now: Date): StandingCase[] {
  return openCases(file).flatMap((record) => {
    const type = types.find(({ key }) => key === record.type);
    const settles =
      record.state === 'detected' || (record.state === 'settling' && record.settleUntil > now.toISOString());
    if (!type || settles || record.state === 'refunding') return [];
    return [{ record, type, answered: record.state !== 'waiting' && file.decided.has(record.caseId) }];
  });
}

/** What the present rows mean for the open cases: the cause is gone, the wait is over, or there is something to do. */
export function newsFor({ cases }: Desk, open: readonly StandingCase[], after: Facts, now: Date): TransactItem[] {
  return open.flatMap(({ record, type, answered }) => {
    if (answered) return [];
    if (record.state === 'waiting') {
      if (type.standing(after, record, now) === 'arrived')
        return [cases.releaseItem(record, steps.arrived, 'events', now)];
    } else if (!type.stands(after, record, now)) return [causeGone(record, after, now, cases)];
    return hasMore(type, after, record, now) ? cases.newsItems(record, now, 'the rows changed') : [];
  });
}

/** An errand has fallen due, there is a question where none was, or none where one is; with staff, nothing goes on by itself. */
function hasMore(type: InstalledType, facts: Facts, record: CaseRecord, now: Date): boolean {
  if (record.state === 'needs-staff') return false;
  const errand = type.errand?.(facts, record, now);
  // What its run waits to do is no news to it: whatever lets that through wakes it.
  if (errand) return record.pending?.step !== steps.errand(errand.key);
  const offers = type.offer(facts, record, now) !== undefined;
  const listens = record.state === 'pursuing' || record.pending?.step === steps.news;
  return listens ? offers : record.state === 'asking' && !offers;
}

function causeGone(record: CaseRecord, { order }: Facts, now: Date, cases: Desk['cases']): TransactItem {
  const { caseId, orderId, version } = record;
  const by = order.orderState === 'Cancelled' ? 'supersede' : 'events';
  const at = now.toISOString();
  return cases.decisionItem({
    caseId,
    orderId,
    answerId: `${by}-${version}`,
    phase: 'final',
    until: at,
    by,
    decidedAt: at,
  });
}
