import { transact } from '#shared/adapters/document-client.ts';
import { isClosed } from '#shared/domain/case.ts';
import { modeOf } from '#shared/domain/operations.ts';
import type { World } from '#shared/lambda/clock.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { closing } from './closing.ts';
import { cases, takeUp } from './workbench.ts';

type Next = { next: 'settle'; until: string } | { next: 'ask' | 'closed' | 'staff' };

/** Has the cause lasted? If so the question is worked out; if not the case closes as solved by itself. */
async function lookAgain(input: TaskInput, { now }: World): Promise<Next> {
  const { record, facts, settings, type } = await takeUp(input);
  if (isClosed(record.state)) return { next: 'closed' };
  if (record.settleUntil > now().toISOString()) return { next: 'settle', until: record.settleUntil };
  const at = now();
  const move = async (items: ReturnType<typeof cases.moveItems>) => {
    const { written } = await transact(items);
    if (!written) throw new ConcurrentWrite(`case ${record.caseId} changed while it was looked at`);
  };
  const settling = record.state === 'detected' ? await settled(record, at) : record;
  const stillThere = type.rules.orders?.(facts, at);
  if (!stillThere) {
    await move(closing(cases, settling, 'resolved-upstream', at, 'the cause is gone'));
    return { next: 'closed' };
  }
  const mode = modeOf(settings, type.key, at);
  if (mode === 'observe') {
    await move(closing(cases, settling, 'observed', at, 'mode is observe'));
    return { next: 'closed' };
  }
  const channel = settings.channels[facts.order.channel];
  if (channel?.contact !== 'direct' || !facts.order.customer.email) {
    await move(
      cases.moveItems(settling, {
        to: 'needs-staff',
        at,
        by: 'workflow',
        because: channel ? 'customer cannot be reached' : `channel ${facts.order.channel} is not configured`,
        changes: { owner: 'staff', dueAt: at.toISOString() },
        outgoing: [
          {
            kind: 'alert',
            severity: 'critical',
            subject: `${type.key}: order ${facts.order.orderNumber} needs staff`,
            text: `npm run case -- show ${record.caseId}`,
          },
        ],
      }),
    );
    return { next: 'staff' };
  }
  return { next: 'ask' };
}

async function settled(record: Awaited<ReturnType<typeof takeUp>>['record'], at: Date) {
  const { written } = await transact(
    cases.moveItems(record, {
      to: 'settling',
      at,
      by: 'workflow',
      because: 'the cause has lasted',
      changes: { dueAt: new Date(at.getTime() + 3_600_000).toISOString() },
    }),
  );
  if (!written) throw new ConcurrentWrite(`case ${record.caseId} changed while it settled`);
  const moved = await cases.read(record.orderId, record.caseId);
  return moved ?? record;
}

export const handler = taskHandler(lookAgain);
