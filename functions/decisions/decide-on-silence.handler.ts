import { transact } from '#shared/adapters/document-client.ts';
import type { World } from '#shared/lambda/clock.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { assertNotPaused, cases, takeUp } from './workbench.ts';

/** The clock competes for the decision like everybody else: it wins only if nobody answered. */
async function decideOnSilence(input: TaskInput, { now, newId }: World): Promise<{ next: 'hear' | 'staff' }> {
  const { record, settings, type, facts } = await takeUp(input);
  const at = now();
  assertNotPaused(settings, at);
  const answer = record.offer && type.silence(record.offer);
  if (answer) {
    await cases.decide({
      caseId: record.caseId,
      orderId: record.orderId,
      answerId: newId(),
      phase: 'provisional',
      until: at.toISOString(),
      by: 'silence',
      answer,
      decidedAt: at.toISOString(),
      ...(record.offerHash && { offerHash: record.offerHash }),
    });
    return { next: 'hear' };
  }
  await transact([
    ...cases.moveItems(record, {
      to: 'needs-staff',
      at,
      by: 'silence',
      because: 'no answer, and silence decides nothing here',
      changes: { owner: 'staff', dueAt: at.toISOString() },
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${type.key}: order ${facts.order.orderNumber} was not answered`,
          text: `npm run case -- show ${record.caseId}`,
        },
      ],
    }),
  ]);
  return { next: 'staff' };
}

export const handler = taskHandler(decideOnSilence);
