import { typeOf } from '#functions/exception-types/catalog.ts';
import type { MailText } from '#functions/exception-types/exception-type.ts';
import type { Decision } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { cases, refundsOf, settings, tables } from './workbench.ts';

/** What another case says in a mail of this one: the code of its notice, or `done` for how it ended. */
export interface MergedNotice {
  readonly caseId: string;
  readonly code: string;
}

/** The words of how a case ended, from its decision and the refunds that it granted. */
export async function closingWords(
  record: CaseRecord,
  order: Order,
  { by, offer, answer }: Decision,
): Promise<MailText> {
  const refunds = await refundsOf(record);
  const last = refunds
    .map(({ dueBy }) => dueBy)
    .sort()
    .at(-1);
  const centAmount = refunds.reduce((sum, { amount }) => sum + amount, 0);
  return typeOf(record.type, settings).messages[languageOf(order.customer.locale)].done(order, {
    by,
    ...(offer && { offer }),
    ...(answer && { answer }),
    ...(last && { refund: { amount: { centAmount, currencyCode: order.currencyCode }, dueBy: last } }),
  });
}

/** The words of what was merged into a mail, from how things are now. */
export async function paragraphsOf(merged: readonly MergedNotice[], order: Order, at: Date): Promise<string[]> {
  const found = await Promise.all(merged.map((each) => paragraphsOfOne(each, order, at)));
  return found.flat();
}

async function paragraphsOfOne({ caseId, code }: MergedNotice, order: Order, at: Date): Promise<readonly string[]> {
  const other = await cases.read(order.orderId, caseId);
  if (!other) return [];
  if (code === 'done') {
    const decision = await cases.decisionOf(order.orderId, caseId);
    return decision ? (await closingWords(other, order, decision)).paragraphs : [];
  }
  const type = typeOf(other.type, settings);
  const facts = await tables.factsOf(order, type.reads);
  return type.messages[languageOf(order.customer.locale)].notice?.(code, facts, other, at).paragraphs ?? [];
}
