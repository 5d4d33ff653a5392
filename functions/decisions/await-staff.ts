import { transact } from '#shared/adapters/document-client.ts';
import { steps } from '#shared/domain/case.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import { nextStep } from './next-step.ts';
import { callForStaff } from './staff.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, type Work } from './workbench.ts';

/**
 * Puts down by which token a decision of staff wakes the run; whoever is still waiting after a week calls again.
 * @throws AlreadyDecided when staff need not be waited for any more
 */
export async function awaitStaff(work: Work, token: string | undefined, at: Date): Promise<void> {
  const { record, facts } = work;
  const situation = await situationOf(work, at);
  if (nextStep(situation).next !== 'staff' || !token) throw new AlreadyDecided('staff have decided');
  const { decision } = situation;
  const before = await cases.waitOf(record.orderId, record.caseId);
  const same = before?.knownAnswerId === decision?.answerId && before?.staffSince === record.staffSince;
  const again = before?.for === 'staff' && same;
  const waiting = cases.waitItem(
    record,
    {
      token,
      for: 'staff',
      ...(record.staffSince && { staffSince: record.staffSince }),
      ...(decision && { knownAnswerId: decision.answerId, step: steps.final(decision.answerId) }),
    },
    at,
  );
  if (!again) {
    await transact([waiting]);
    return;
  }
  const reasonCode = record.reasonCode ?? 'NEEDS_STAFF';
  const move = cases.moveItems(record, {
    to: 'needs-staff',
    at,
    by: 'workflow',
    because: 'still waiting for staff',
    outgoing: callForStaff(record, facts.order, { reasonCode, why: 'it has waited for staff for a week.' }),
  });
  await commit(record, [...move, waiting], 'calling staff again');
}
