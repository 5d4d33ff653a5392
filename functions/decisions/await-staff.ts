import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { steps } from '#shared/domain/case.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import { stepOf } from './next-step.ts';
import { callForStaff } from './staff.ts';
import { decidedOf } from './where-next.ts';
import { cases, commit, type Rows } from './workbench.ts';

/**
 * Puts down by which token a decision of staff wakes the run; whoever is still waiting after a week calls again.
 * @throws AlreadyDecided when staff need not be waited for any more
 */
export async function awaitStaff(rows: Rows, token: string | undefined, at: Date): Promise<void> {
  const { record, decision } = rows;
  const [decided, before] = await Promise.all([decidedOf(rows, at), cases.waitOf(record.orderId, record.caseId)]);
  if (stepOf(decided)?.next !== 'staff' || !token) throw new AlreadyDecided('staff have decided');
  const same = before?.knownAnswerId === decision?.answerId && before?.staffSince === record.staffSince;
  const again = before?.for === 'staff' && same;
  const wait = {
    token,
    for: 'staff',
    ...(record.staffSince && { staffSince: record.staffSince }),
    ...(decision && { knownAnswerId: decision.answerId, step: steps.final(decision.answerId) }),
  } as const;
  const waiting = cases.waitItem(record, wait, at);
  if (again) await commit(record, [...callingAgain(rows, at), waiting], 'calling staff again');
  else await transact([waiting]);
}

function callingAgain({ record, order }: Rows, at: Date): TransactItem[] {
  const reasonCode = record.reasonCode ?? 'NEEDS_STAFF';
  return cases.moveItems(record, {
    to: 'needs-staff',
    at,
    by: 'workflow',
    because: 'still waiting for staff',
    outgoing: callForStaff(record, order, { reasonCode, why: 'it has waited for staff for a week.' }),
  });
}
