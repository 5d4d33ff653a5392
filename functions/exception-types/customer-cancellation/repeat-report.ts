import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';

/** What is kept as done on the case whose customer was reported. */
export const reported = 'repeat-reported';

/** Every so-manieth: one who goes on is reported again, but not each time. */
export function isReportDue({ state, done }: CaseRecord, counted: number, repeatRequests: number): boolean {
  const due = repeatRequests > 0 && counted > 0 && counted % repeatRequests === 0;
  return due && state === 'detected' && !done[reported];
}

export function repeatAlert(
  { caseId, causeCode }: CaseRecord,
  orderNumber: string,
  { counted, repeatDays }: { counted: number; repeatDays: number },
): Outgoing {
  return {
    kind: 'alert',
    severity: 'warning',
    subject: `order ${orderNumber}: its customer has cancelled ${counted} times in ${repeatDays} days`,
    text: [
      `Case ${caseId} (${causeCode}) is request ${counted} of this customer within ${repeatDays} days.`,
      'It takes its course. You may want to look for what stands behind it.',
      `npm run case -- show ${caseId}`,
    ].join('\n'),
  };
}
