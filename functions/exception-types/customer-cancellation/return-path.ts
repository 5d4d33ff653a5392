import type { CaseRecord } from '#shared/domain/case-record.ts';
import { keepableFor } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Thresholds } from './settings.ts';

const day = 86_400_000;

/** Keys of the errands on the return path. */
export const returnErrands = {
  opened: 'return-opened',
  asked: 'return-asked',
  reminder: 'return-reminder',
  overdue: 'return-overdue',
  incomplete: 'return-incomplete',
} as const;

type ReturnThresholds = Pick<Thresholds, 'returnDays' | 'returnReminderDays' | 'returnGraceDays' | 'hours'>;

/** When a return is due, and when it is looked after, as ISO instants; it is due by day, and on no holiday. */
export function returnTimes(order: Order, { done }: Pick<CaseRecord, 'done'>, thresholds: ReturnThresholds, now: Date) {
  const opened = Date.parse(done[returnErrands.opened] ?? now.toISOString());
  const after = (from: number, days: number) => new Date(from + days * day);
  const returnBy = keepableFor(order, after(opened, thresholds.returnDays), thresholds.hours);
  return {
    returnBy: returnBy.toISOString(),
    remindAt: after(opened, thresholds.returnReminderDays).toISOString(),
    overdueAt: after(returnBy.getTime(), thresholds.returnGraceDays).toISOString(),
  };
}

/** A report that says less than the whole, or nothing good: staff look at the goods first. */
export const isIncomplete = ({ news }: Pick<CaseRecord, 'news'>): boolean =>
  !['complete', undefined].includes(news.ReturnReceived?.code);

/** Where a return stands: `back` = the goods are there, or are proven to be on their way (EU: article 13, paragraph 3). */
export function returnStanding(
  order: Order,
  record: Pick<CaseRecord, 'done' | 'news'>,
  thresholds: ReturnThresholds,
  now: Date,
): 'awaited' | 'back' | 'incomplete' | 'overdue' {
  if (isIncomplete(record)) return 'incomplete';
  if (record.news.ReturnReceived || record.news.ProofOfReturn) return 'back';
  return returnTimes(order, record, thresholds, now).overdueAt <= now.toISOString() ? 'overdue' : 'awaited';
}
