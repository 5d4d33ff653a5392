import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { type Refund, type RefundRequest, requestOf } from '#shared/domain/refund.ts';
import type { CasesTable } from './cases-table.ts';
import type { TransactItem } from './document-client.ts';
import { outboxWrites } from './outbox-item.ts';

/** A watch that is later than this after its moment has been missed; the sweep finds the row by its due time. */
const watchGraceSeconds = 600;
export const missedAt = (lookAt: string): string =>
  new Date(Date.parse(lookAt) + watchGraceSeconds * 1000).toISOString();

/** The row of a new refund, which is the request: written once, whoever tries again. */
export function newRefundItem(cases: CasesTable, record: CaseRecord, request: RefundRequest): TransactItem {
  const row: Refund = {
    ...request,
    pk: record.pk,
    sk: caseKeys.refund(record.caseId, request.refundId),
    entity: 'refund',
    caseId: record.caseId,
    orderId: record.orderId,
    type: record.type,
    state: 'requested',
    version: 1,
    watched: 0,
    ...(request.documentNeeded && { document: { state: 'requested' } }),
    dueShard: dueShardOf(request.refundId),
    dueAt: missedAt(request.requestedAt),
    expiresAt: expiryOf(new Date(request.requestedAt)),
  };
  return cases.putItem(row, 'attribute_not_exists(pk)');
}

/** What finance is told: the request under the refund's own id, and the credit document that it needs. */
export function refundRequested(request: RefundRequest): Outgoing[] {
  const { refundId, invoice, documentNeeded, amount, currency } = request;
  const requested: Outgoing = { kind: 'event', id: refundId, detailType: 'RefundRequested', detail: request };
  if (!invoice || !documentNeeded) return [requested];
  return [
    requested,
    {
      kind: 'event',
      id: `${refundId}/document`,
      detailType: 'CreditDocumentRequested',
      detail: { refundId, invoice, amount, currency },
    },
  ];
}

/** The same event once more, to the letter: whoever had it already knows its id. */
export function requestAgainItems({ tableName }: CasesTable, row: Refund): TransactItem[] {
  const { pk, caseId, orderId, type, refundId } = row;
  const sk = caseKeys.outbox(caseId, `${refundId}-again-${row.watched}`);
  const requested: Outgoing = { kind: 'event', detailType: 'RefundRequested', detail: requestOf(row) };
  const place = { pk, sk: () => sk, id: () => refundId, type, caseId, orderId };
  return outboxWrites(tableName, place, new Date(row.requestedAt), [requested]);
}
