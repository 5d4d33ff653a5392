import { typeOf } from '#functions/exception-types/catalog.ts';
import type { Errand } from '#functions/exception-types/exception-type.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { MergedNotice } from './merged-words.ts';
import { isShops } from './message-hours.ts';
import { toldIn } from './moves.ts';
import { nextStep } from './next-step.ts';
import { onlyTells } from './notice-ahead.ts';
import { situationOf } from './where-next.ts';
import { besides, type Rows, settings } from './workbench.ts';

export interface Merged {
  readonly notices: readonly MergedNotice[];
  /** The other cases have said what they had to say. */
  readonly items: readonly TransactItem[];
  /** What they change on the order. */
  readonly orderChanges: Partial<Order>;
}

export const nothingMerged: Merged = { notices: [], items: [], orderChanges: {} };

/**
 * What the other open cases of the order have to say now, or only wait for the customer's morning to say: it goes out with
 * the mail that is sent now, so that one order is one mail. `order` is as this case leaves it; what does more than tell, or
 * may not wait for anything, has its own turn.
 */
export async function noticesToMerge(
  { record, operations }: Rows,
  others: readonly CaseRecord[],
  order: Order,
  at: Date,
): Promise<Merged> {
  const settled = others.filter(({ state }) => state !== 'detected');
  let merged = nothingMerged;
  for (const other of settled) {
    const errand = await noticeOf(other, operations, { ...order, ...merged.orderChanges }, at);
    if (!errand) continue;
    merged = {
      notices: [...merged.notices, { caseId: other.caseId, code: errand.notice! }],
      items: [...merged.items, ...toldIn(other, errand, record, at)],
      orderChanges: { ...merged.orderChanges, ...errand.orderChanges },
    };
  }
  return merged;
}

async function noticeOf(
  other: CaseRecord,
  operations: Rows['operations'],
  order: Order,
  at: Date,
): Promise<Errand | undefined> {
  if (!typeOf(other.type, settings).errand) return undefined;
  const situation = await situationOf(await besides(other, order, operations), at);
  const { errand, stands } = situation;
  if (!onlyTells(errand) || errand.urgent || !stands || isShops(other.type, errand.notice)) return undefined;
  // The notice alone: its case has the order's question only when this one does not ask.
  const step = nextStep({ ...situation, onceTold: undefined });
  return step.next === 'errand' || (step.next === 'release' && step.reason === 'morning') ? errand : undefined;
}
