import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Errand } from '../exception-type.ts';
import type { Scene } from './scene.ts';

/** What codes are decided by: no parcel, for it may have arrived. */
export type Matter = Omit<Scene, 'standing'>;

const hourMs = 3_600_000;
const doneUnder = (done: CaseRecord['done'], prefix: string): string[] =>
  Object.entries(done)
    .flatMap(([key, at]) => (key.startsWith(prefix) ? [at] : []))
    .sort();

/** The number under which a code that has been issued is told; nothing = none has been that was not told. */
function untold({ done, news }: CaseRecord): number | undefined {
  const issued = news.CompensationIssued;
  const [granted, told] = [doneUnder(done, 'compensation-'), doneUnder(done, 'coupon-')];
  const since = told.at(-1);
  if (!issued?.reference || told.length >= granted.length || issued.at < granted[0]!) return undefined;
  return since === undefined || issued.at > since ? told.length + 1 : undefined;
}

/** What was asked of the CRM for this case and has neither come nor been given up. */
function awaited({ caseId, done }: CaseRecord, { compensations = [] }: Order) {
  return compensations
    .filter((each) => each.caseId === caseId)
    .slice(doneUnder(done, 'coupon-').length)
    .find(({ tier }) => done[missing(tier)] === undefined);
}

const missing = (tier: number) => `code-missing-${tier}`;

const isOver = ({ state }: CaseRecord, { orderState }: Order): boolean =>
  orderState === 'Cancelled' || state === 'needs-staff';

/**
 * Its customer is still to hear of a code: the case lasts so long although the parcel has come, and asks nothing. Not with
 * staff, whose case the arrival ends.
 */
export const owesCode = (record: CaseRecord, order: Order): boolean =>
  !isOver(record, order) && (untold(record) !== undefined || awaited(record, order) !== undefined);

/** When a code that has not come is missed. */
export function codeMissedAt({ facts: { order }, record, thresholds }: Omit<Matter, 'now'>): string | undefined {
  const at = awaited(record, order)?.at;
  return at && new Date(Date.parse(at) + thresholds.compensation.codeHours * hourMs).toISOString();
}

/** A code is told once the CRM has issued it; one that does not come is for staff. */
export function codeErrands(matter: Matter): Errand[] {
  const { facts, record, thresholds, now } = matter;
  const n = untold(record);
  if (n !== undefined) return [{ key: `coupon-${n}`, notice: 'coupon' }];
  const owed = awaited(record, facts.order);
  const missedAt = codeMissedAt(matter);
  if (!owed || !missedAt || missedAt > now.toISOString()) return [];
  const { orderNumber, currencyCode } = facts.order;
  return [
    {
      key: missing(owed.tier),
      alertsOncePerIncident: true,
      outgoing: [
        {
          kind: 'alert',
          severity: 'warning',
          subject: `${record.type}: no code for order ${orderNumber}`,
          text: [
            `${owed.amountMinor} minor units of ${currencyCode} were asked of the CRM ${thresholds.compensation.codeHours} hours ago and no CompensationIssued has come.`,
            'See to it, and send the customer the code by hand.',
            `npm run case -- show ${record.caseId}`,
          ].join('\n'),
        },
      ],
    },
  ];
}
