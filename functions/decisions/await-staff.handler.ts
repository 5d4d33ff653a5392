import { transact } from '#shared/adapters/document-client.ts';
import { steps } from '#shared/domain/case.ts';
import type { World } from '#shared/lambda/clock.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { nextStep } from './next-step.ts';
import { callForStaff } from './staff.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, takeUp } from './workbench.ts';

/** Waits for a decision by staff; whoever is still waiting after a week calls again. */
async function awaitStaff(input: TaskInput, { now }: World): Promise<void> {
  const work = await takeUp(input);
  const { record, facts } = work;
  const at = now();
  const situation = await situationOf(work, at);
  if (nextStep(situation).next !== 'staff' || !input.taskToken) throw new AlreadyDecided('staff have decided');
  const { decision } = situation;
  const before = await cases.waitOf(record.orderId, record.caseId);
  const same = before?.knownAnswerId === decision?.answerId && before?.staffSince === record.staffSince;
  const again = before?.for === 'staff' && same;
  const waiting = cases.waitItem(
    record,
    {
      token: input.taskToken,
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

export const handler = taskHandler(awaitStaff);
