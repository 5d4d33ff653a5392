import type { CaseRecord } from './case-record.ts';
import type { Outgoing } from './outgoing.ts';

/** What staff are told of a case that has opened: nothing to do, unless it is handed to them. */
export function caseAlert({ caseId, type, causeCode, severity, reports }: CaseRecord, orderNumber: string): Outgoing {
  const { lines = 0, otherOrders = 0, daysAtStake = 0 } = reports[0]?.impact ?? {};
  return {
    kind: 'alert',
    severity,
    subject: `${type}: order ${orderNumber} (${causeCode})`,
    text: [
      `Case ${caseId} opened for order ${orderNumber}: ${causeCode}.`,
      `Lines: ${lines}. Other orders that wait for the same: ${otherOrders}. Days until the promised delivery: ${daysAtStake}.`,
      'Nothing to do unless it is handed to staff.',
      `npm run case -- show ${caseId}`,
    ].join('\n'),
  };
}
