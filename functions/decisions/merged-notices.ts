import { typeOf } from '#functions/exception-types/catalog.ts';
import type { Errand, InstalledType } from '#functions/exception-types/exception-type.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { openCases, orderFile } from '#shared/adapters/order-file.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Facts } from '#shared/domain/facts.ts';
import type { Order } from '#shared/domain/order.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { isShops } from './message-hours.ts';
import { cases, settings, tables } from './workbench.ts';

/** A notice of another case that goes into a mail of this one. */
export interface MergedNotice {
  readonly caseId: string;
  readonly code: string;
}

export interface Merged {
  readonly notices: readonly MergedNotice[];
  /** The other cases have said what they had to say. */
  readonly items: readonly TransactItem[];
  /** What they change on the order. */
  readonly orderChanges: Partial<Order>;
}

export const nothingMerged: Merged = { notices: [], items: [], orderChanges: {} };

/**
 * What other cases of the order only wait for the customer's morning to say: it goes out with the mail that is sent now,
 * so that one order is one mail. `order` is as this case leaves it; what does more than tell has its own turn.
 */
export async function noticesToMerge(record: CaseRecord, order: Order, at: Date): Promise<Merged> {
  const waiting = openCases(await orderFile(cases.tableName, record.orderId)).filter(
    ({ caseId, pending }) => caseId !== record.caseId && pending?.reason === 'morning',
  );
  let merged = nothingMerged;
  for (const other of waiting) {
    const errand = await noticeOf(other, { ...order, ...merged.orderChanges }, at);
    if (!errand) continue;
    merged = {
      notices: [...merged.notices, { caseId: other.caseId, code: errand.notice! }],
      items: [...merged.items, ...told(other, errand, record, at)],
      orderChanges: { ...merged.orderChanges, ...errand.orderChanges },
    };
  }
  return merged;
}

async function noticeOf(other: CaseRecord, order: Order, at: Date): Promise<Errand | undefined> {
  const { type, facts } = await sceneOf(other, order);
  const errand = type.errand?.(facts, other, at);
  if (!errand?.notice || isShops(other.type, errand.notice) || !type.stands(facts, other, at)) return undefined;
  const { hold, spends, staff, question } = errand;
  return hold || spends || staff || question ? undefined : errand;
}

async function sceneOf(record: CaseRecord, order: Order): Promise<{ type: InstalledType; facts: Facts }> {
  const type = typeOf(record.type, settings);
  return { type, facts: await tables.factsOf(order, type.reads) };
}

function told(other: CaseRecord, errand: Errand, by: CaseRecord, at: Date): TransactItem[] {
  const move = cases.moveItems(other, {
    to: other.state,
    at,
    by: 'workflow',
    because: `${errand.key}, in a mail of ${by.caseId}`,
    changes: {
      done: { ...other.done, [errand.key]: at.toISOString() },
      pending: undefined,
      newsSequence: other.newsSequence + 1,
    },
    outgoing: errand.outgoing ?? [],
  });
  return [...move, cases.heardItem(other, at)];
}

/** The words of notices that were merged into a mail, from how things are now. */
export async function paragraphsOf(notices: readonly MergedNotice[], order: Order, at: Date): Promise<string[]> {
  const found = await Promise.all(
    notices.map(async ({ caseId, code }) => {
      const other = await cases.read(order.orderId, caseId);
      if (!other) return [];
      const { type, facts } = await sceneOf(other, order);
      return type.messages[languageOf(order.customer.locale)].notice?.(code, facts, other, at).paragraphs ?? [];
    }),
  );
  return found.flat();
}
