import { typeOf } from '#functions/exception-types/catalog.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { CaseState } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { closingWords, type MergedNotice } from './merged-words.ts';
import { isShops } from './message-hours.ts';
import { cases, settings } from './workbench.ts';

interface MergedClosings {
  readonly notices: readonly MergedNotice[];
  /** The other cases have told how they ended. */
  readonly items: readonly TransactItem[];
}

/** Where a case has told how it ended, or where staff have yet to say. */
const otherwise: ReadonlySet<CaseState> = new Set(['detected', 'waiting', 'refunding', 'needs-staff']);

/** Those of the order's other open cases that have their final decision too: how they ended is told in the one mail. */
export async function closingsToMerge(
  record: CaseRecord,
  others: readonly CaseRecord[],
  order: Order,
  at: Date,
): Promise<MergedClosings> {
  const found = await Promise.all(others.map(async (other) => ((await tellsHere(other, order, at)) ? [other] : [])));
  const told = found.flat();
  return {
    notices: told.map(({ caseId }) => ({ caseId, code: 'done' })),
    items: told.flatMap((other) => closingTold(other, record, at)),
  };
}

/** A mail with a way back that is its own case's, or with something to do, stays a mail of its own. */
async function tellsHere(other: CaseRecord, order: Order, at: Date): Promise<boolean> {
  if (otherwise.has(other.state) || other.closingMessage || other.unreachable || isShops(other.type, 'done'))
    return false;
  const type = typeOf(other.type, settings);
  const decision = await cases.decisionOf(other.orderId, other.caseId);
  if (decision?.phase !== 'final' || decision.by === 'supersede' || !type.tells(other, decision)) return false;
  if (type.telling?.(order, other, at)) return false;
  return (await closingWords(other, order, decision)).action === undefined;
}

function closingTold(other: CaseRecord, by: CaseRecord, at: Date): TransactItem[] {
  const n = other.messages + 1;
  const move = {
    to: other.state,
    at,
    by: 'workflow',
    because: `the customer is told how it ended, in a mail of ${by.caseId}`,
    changes: { closingMessage: n, messages: n },
  } as const;
  return [...cases.moveItems(other, move), cases.toldElsewhereItem(other, { n, kind: 'done', by: by.caseId }, at)];
}
