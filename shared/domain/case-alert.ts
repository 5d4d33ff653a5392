import type { CaseRecord } from './case-record.ts';
import { amountIn } from './formats.ts';
import { impactWords } from './impact.ts';
import type { Money } from './money.ts';
import type { Outgoing } from './outgoing.ts';

/** What staff are told of a case that has opened: nothing to do, unless it is handed to them. */
export function caseAlert({ caseId, type, causeCode, severity, reports }: CaseRecord, orderNumber: string): Outgoing {
  return {
    kind: 'alert',
    severity,
    subject: `${type}: order ${orderNumber} (${causeCode})`,
    text: [
      `Case ${caseId} opened for order ${orderNumber}: ${causeCode}.`,
      ...reports.slice(0, 1).map(({ impact }) => {
        const currencyCode = impact.currencyCode as Money['currencyCode'];
        const money = amountIn('en', { centAmount: impact.moneyMinor, currencyCode });
        return `At stake: ${impactWords(impact, money).join(', ')}.`;
      }),
      'Nothing to do unless it is handed to staff.',
      `npm run case -- show ${caseId}`,
    ].join('\n'),
  };
}
