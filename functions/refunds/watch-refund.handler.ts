import * as z from 'zod';
import { casesTable, type Outgoing } from '#shared/adapters/cases-table.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { type Refund, type RefundAlarm, refundAlarms } from '#shared/domain/refund.ts';
import type { World } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { ConcurrentWrite, RowMissing } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string() }));
const cases = casesTable(env.CASES_TABLE);

type Next = { next: 'ended' } | { next: 'wait'; until: string };

/** Looks at a refund on its way: gives the alarm that is due, and says when to look next. */
async function watchRefund({ orderId, caseId, refundId = '' }: TaskInput, { now }: World): Promise<Next> {
  const row = await cases.refund(orderId, caseId, refundId);
  if (!row) throw new RowMissing(`refund ${refundId} of case ${caseId} is not in the Cases table`);
  if (row.state === 'settled' || row.state === 'failed') return { next: 'ended' };
  const at = now();
  const alarms = refundAlarms(row);
  const due = alarms[row.watched];
  if (!due) return { next: 'ended' };
  if (due.at > at.toISOString()) return { next: 'wait', until: due.at };
  const silent = due.code === 'NOT_ACKNOWLEDGED' && row.state === 'accepted';
  await alarm(row, silent ? [] : saying(row, due.code), due.code, at);
  const next = alarms[row.watched + 1];
  return next ? { next: 'wait', until: next.at } : { next: 'ended' };
}

async function alarm(row: Refund, outgoing: Outgoing[], code: RefundAlarm, at: Date): Promise<void> {
  const record = await cases.read(row.orderId, row.caseId);
  if (!record) throw new RowMissing(`case ${row.caseId} is not in the Cases table`);
  const moved =
    outgoing.length > 0 && record.state === 'refunding'
      ? cases.moveItems(record, {
          to: code === 'OVERDUE' ? 'needs-staff' : 'refunding',
          at,
          by: 'refund',
          because: code,
          changes: code === 'OVERDUE' ? { owner: 'staff', dueAt: at.toISOString() } : {},
          outgoing,
        })
      : [];
  const { written } = await transact([cases.refundItem(row, { watched: row.watched + 1 }), ...moved]);
  if (!written) throw new ConcurrentWrite(`refund ${row.refundId} changed while it was looked at`);
}

function saying(row: Refund, code: RefundAlarm): Outgoing[] {
  const { refundId, caseId, amount, currency, dueBy } = row;
  const alert: Outgoing = {
    kind: 'alert',
    severity: code === 'OVERDUE' ? 'critical' : 'warning',
    subject: `refund ${refundId}: ${code}`,
    text: `Refund ${refundId} of ${amount} minor units ${currency}, due ${dueBy}: ${code}. npm run case -- show ${caseId}`,
  };
  const event: Outgoing = { kind: 'event', detailType: 'RefundOverdue', detail: { refundId, amount, currency, dueBy } };
  return code === 'OVERDUE' ? [alert, event] : [alert];
}

export const handler = taskHandler(watchRefund);
