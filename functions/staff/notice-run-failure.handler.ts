import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { isClosed } from '#shared/domain/case.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string() }));
const cases = casesTable(env.CASES_TABLE);

const runInput = z.object({ caseId: z.string().max(80), orderId: z.string().max(40) });

/** A run that FAILED, TIMED_OUT or was ABORTED leaves its case to staff: nothing that broke stays silent. */
async function notice(event: EventBridgeEvent<string, { status: string; input: string }>): Promise<void> {
  const { caseId, orderId } = runInput.parse(JSON.parse(event.detail.input));
  const record = await cases.read(orderId, caseId);
  if (!record || isClosed(record.state)) return;
  const at = systemWorld.now();
  const { written } = await transact(
    cases.moveItems(record, {
      to: 'needs-staff',
      at,
      by: 'workflow',
      because: `its run ${event.detail.status.toLowerCase().replace('_', ' ')}`,
      changes: { owner: 'staff', dueAt: at.toISOString(), reasonCode: `RUN_${event.detail.status}` },
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${record.type}: a run ended ${event.detail.status}`,
          text: `The run of case ${caseId} ended ${event.detail.status}.\nnpm run case -- show ${caseId}\nnpm run case -- retry ${caseId}`,
        },
        {
          kind: 'event',
          detailType: 'ExceptionEscalated',
          detail: { type: record.type, reasonCode: `RUN_${event.detail.status}` },
        },
      ],
    }),
  );
  if (!written) throw new ConcurrentWrite(`case ${caseId} changed while it was handed to staff`);
}

export const handler = middy(notice);
