import { letGo } from '#shared/adapters/order-hold.ts';
import { completedReports } from '#shared/domain/case-record.ts';
import { isOnItsWay } from '#shared/domain/refund.ts';
import { type Clerk, type Done, write } from './clerk.ts';
import type { Dossier } from './dossier.ts';
import { refused } from './refusal.ts';
import { failedOf } from './standing.ts';
import { amountOf } from './values.ts';

/** With staff, and without a run that would end it: only a person can. */
export const isLeftBehind = ({ file: { record, decision }, run }: Dossier): boolean =>
  record.state === 'needs-staff' && (run === 'SUCCEEDED' || (decision?.phase === 'final' && run !== 'RUNNING'));

/** Ends a case that nothing else ends: what had to be seen to has been, outside of it. */
export async function closeByHand({ desk, code, confirm }: Clerk, { file, facts }: Dossier): Promise<Done> {
  const { record, decision, refunds } = file;
  const { caseId, orderId } = record;
  const open = refunds.filter(isOnItsWay);
  if (open.length > 0) {
    const ids = open.map(({ refundId }) => refundId).join(', ');
    throw refused(`case ${caseId} cannot be closed while a refund is on its way: ${ids}. Finance reports how it went`);
  }
  const unpaid = failedOf(refunds).map(
    ({ refundId, amount, currency }) =>
      `  ${amountOf({ centAmount: amount, currencyCode: currency })} failed and is not paid by us any more: ${refundId}`,
  );
  await confirm([`${caseId}, order ${facts?.order.orderNumber ?? orderId}: closed as it stands.`, ...unpaid]);
  const { now } = await desk.present();
  const decided = decision?.phase === 'final' ? decision : undefined;
  const free = facts && letGo(record, facts.order);
  const to = 'closed-by-staff';
  await write(
    [
      ...desk.cases.moveItems(record, {
        to,
        at: now,
        by: code,
        because: 'closed by hand',
        changes: { reports: completedReports(record, to, now, decided), pending: undefined },
        outgoing: [
          ...(free?.outgoing ?? []),
          { kind: 'event', detailType: 'ExceptionResolved', detail: { type: record.type, outcome: to } },
        ],
      }),
      ...(free && free.outgoing.length > 0 ? [desk.tables.changeOrder(facts.order, free.changes, now)] : []),
      ...(await desk.question.handOver(record, await desk.question.held(record.orderId))),
    ],
    caseId,
  );
  return {
    summary: `Closed as it stands: case ${caseId}.`,
    next: ['Nothing more is written, mailed or paid for it.'],
    details: { caseId, orderId, closed: true },
  };
}
