import type { CasesTable } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { Decision } from '#shared/domain/case.ts';
import { type CaseRecord, completedReports } from '#shared/domain/case-record.ts';
import type { Reported } from '#shared/domain/events.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { type Payment, refundSteps } from '#shared/domain/payment.ts';
import { isOutstanding, mayMove, type Refund } from '#shared/domain/refund.ts';
import { alertOf, handedToStaff, noted, passingReasons, type RefundReason } from './note.ts';

/** Everything that stands when a report comes in. */
export interface Standing {
  readonly row: Refund;
  readonly record: CaseRecord;
  readonly payment: Payment;
  /** The other refunds of the case. */
  readonly others: readonly Refund[];
  readonly decision: Decision | undefined;
  readonly at: Date;
}

/**
 * The writes for what the shop's systems report about a refund. Money moves here only together with the refund's row,
 * so that a report delivered twice moves it once; none = it is known already, or older than what is known.
 */
export function refundOutcomes(cases: CasesTable, tables: SourceTables) {
  return {
    RefundAccepted: ({ row, at }: Standing): TransactItem[] =>
      mayMove(row.state, 'accepted')
        ? [cases.refundItem(row, { state: 'accepted', acceptedAt: at.toISOString() })]
        : [],

    RefundSettled(standing: Standing, report: Reported<'RefundSettled'>): TransactItem[] {
      const { row, payment } = standing;
      const { amount, currency, settledAt, reference } = report;
      if (amount !== row.amount || currency !== row.currency) return differing(standing, amount, currency);
      if (row.state === 'failed' && !row.settledAt) return settledAfterFailed(standing, reference);
      if (row.state === 'settled' && reference !== row.settlementReference) return settledTwice(standing, reference);
      if (!mayMove(row.state, 'settled')) return [];
      const { refundId, paymentAttemptId } = row;
      const changes = { state: 'settled', settledAt, settlementReference: reference } as const;
      const completed: Outgoing = {
        kind: 'event',
        id: `${refundId}/completed`,
        detailType: 'RefundCompleted',
        detail: { refundId, paymentAttemptId, amount, currency, settledAt, reference },
      };
      return [
        cases.refundItem(row, changes),
        tables.changePayment(payment, refundSteps.settle(payment, amount)),
        ...goneOn(standing, { ...row, ...changes }, 'the refund settled', [completed]),
      ];
    },

    /** The amount is refundable again, and somebody has to find another way for it. */
    RefundFailed(standing: Standing, { code, amount, currency }: Reported<'RefundFailed'>): TransactItem[] {
      const { row, record, payment, at } = standing;
      if ((amount ?? row.amount) !== row.amount || (currency ?? row.currency) !== row.currency) {
        return differing(standing, amount ?? row.amount, currency ?? row.currency);
      }
      if (!mayMove(row.state, 'failed')) return [];
      const back = row.state === 'settled' ? refundSteps.takeBackSettled : refundSteps.fail;
      return [
        cases.refundItem(row, { state: 'failed', failedAt: at.toISOString(), failureCode: code }),
        tables.changePayment(payment, back(payment, row.amount)),
        ...handedToStaff(cases, record, row, 'REFUND_FAILED', {
          at,
          by: 'finance',
          because: 'the refund failed',
          outgoing: [
            alertOf(
              row,
              'critical',
              `REFUND_FAILED (${code})`,
              `Its amount is refundable again. Another way: npm run case -- retry ${row.caseId}`,
            ),
          ],
        }),
      ];
    },

    CreditDocumentIssued(standing: Standing, report: Reported<'CreditDocumentIssued'>): TransactItem[] {
      const { row } = standing;
      if (!row.document || row.document.state === 'issued') return [];
      const { number, issuedAt } = report;
      const changes = { document: { state: 'issued', number, issuedAt } } as const;
      return [
        cases.refundItem(row, changes),
        ...goneOn(standing, { ...row, ...changes }, 'the credit document was issued', []),
      ];
    },

    CreditDocumentFailed({ row, record, at }: Standing, { code }: Reported<'CreditDocumentFailed'>): TransactItem[] {
      if (row.document?.state !== 'requested') return [];
      return [
        cases.refundItem(row, { document: { state: 'failed', failureCode: code } }),
        ...handedToStaff(cases, record, row, 'CREDIT_DOCUMENT_FAILED', {
          at,
          by: 'finance',
          because: 'the credit document failed',
          outgoing: [alertOf(row, 'critical', `CREDIT_DOCUMENT_FAILED (${code})`, 'The money is not held up by it.')],
        }),
      ];
    },
  };

  /** The case is closed when nothing of it is outstanding any more; else its trail says how far it is. */
  function goneOn(
    { record, row, others, decision, at }: Standing,
    after: Refund,
    because: string,
    outgoing: readonly Outgoing[],
  ): TransactItem[] {
    const ours =
      record.state === 'refunding' ||
      (record.state === 'needs-staff' && passingReasons.includes(record.reasonCode ?? ''));
    const note = { at, by: 'finance', because } as const;
    if (!ours || [after, ...others].some(isOutstanding)) return noted(cases, record, row, { ...note, outgoing });
    return cases.moveItems(record, {
      ...note,
      to: 'refunded',
      changes: { reports: completedReports(record, 'refunded', at, decision), reasonCode: undefined },
      outgoing: [
        ...outgoing,
        { kind: 'event', detailType: 'ExceptionResolved', detail: { type: record.type, outcome: 'refunded' } },
      ],
    });
  }

  /** Nothing moves on a report that contradicts our row: a person has to look at both. */
  function differing(standing: Standing, amount: number, currency: string): TransactItem[] {
    const said = `${amount} ${currency}`;
    return contradicted(standing, 'REFUND_AMOUNT_DIFFERS', `Reported: ${amount} minor units ${currency}.`, said);
  }

  function settledAfterFailed(standing: Standing, reference: string): TransactItem[] {
    const more = 'It had failed and its amount may have been paid on another way: check before anything is paid.';
    return contradicted(standing, 'REFUND_SETTLED_AFTER_FAILED', more, reference);
  }

  function settledTwice(standing: Standing, reference: string): TransactItem[] {
    const more = `Settled before as ${standing.row.settlementReference}, now as ${reference}: it may have been paid twice.`;
    return contradicted(standing, 'REFUND_SETTLED_TWICE', more, reference);
  }

  function contradicted(
    { row, record, at }: Standing,
    reason: RefundReason,
    more: string,
    said: string,
  ): TransactItem[] {
    const contradiction = `${reason} ${said}`;
    if (row.contradiction === contradiction) return [];
    return [
      cases.refundItem(row, { contradiction }),
      ...handedToStaff(cases, record, row, reason, {
        at,
        by: 'finance',
        because: reason,
        outgoing: [alertOf(row, 'critical', reason, `${more} Nothing was moved.`)],
      }),
    ];
  }
}
