import type { CaseRecord } from '#shared/domain/case-record.ts';
import { type Fate, fatesOf, type Judging, looked, openedAt, whosePromiseHasPassed } from '../observation/detection.ts';
import type { TrialOrder } from '../orders/order-draft.ts';
import type { Findings } from './findings.ts';

/**
 * Whatever came late or never has a case no later than one sweep after its promise, of a type that looks at parcels. Of an
 * order that was not paid by then nobody owes a parcel: a case of any type shows that its trouble is known.
 */
export function checkLateness(
  findings: Findings,
  orders: readonly TrialOrder[],
  cases: readonly CaseRecord[],
  judging: Judging,
): void {
  const ofParcels = new Set(judging.types);
  if (ofParcels.size === 0) return;
  const byOrder = Map.groupBy(cases, ({ orderId }) => orderId);
  for (const fate of fatesOf(whosePromiseHasPassed(orders, judging), byOrder)) {
    if (!fate.late || fate.cancelledBefore) continue;
    const counted = fate.cases.filter(({ type }) => !fate.paid || ofParcels.has(type));
    findings.check('lateness', fate.orderId, wrongWith(fate, counted, judging));
  }
}

function wrongWith({ promise, delivered }: Fate, counted: readonly CaseRecord[], judging: Judging): string | undefined {
  const first = Math.min(...counted.map(openedAt));
  if (first <= looked(promise, judging)) return undefined;
  const what = `promised for ${new Date(promise).toISOString()}, ${delivered ? 'delivered late' : 'never delivered'}`;
  return first === Infinity ? `${what}: no case` : `${what}: its first case is of ${new Date(first).toISOString()}`;
}
