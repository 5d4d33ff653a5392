import type { Within } from '#functions/exception-types/exception-type.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { rations } from '#shared/adapters/rations.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isUsedUp } from '#shared/domain/ration.ts';
import { cases } from './workbench.ts';

/** The writes by which an errand uses what is rationed; nothing = that is used up. */
export async function rationItems(
  { caseId, orderId }: CaseRecord,
  { rationed, rations: allowed }: Within,
  key: string,
  at: Date,
): Promise<TransactItem[] | undefined> {
  const ledger = rations(cases);
  const days = Math.max(...allowed.map((each) => each.days));
  const { uses, guard } = await ledger.read(rationed, days, at);
  if (isUsedUp(uses, allowed, at)) return undefined;
  return ledger.useItems(rationed, { orderId, at: at.toISOString() }, `${caseId}/${key}`, guard);
}
