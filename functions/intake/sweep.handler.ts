import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { startRun, wake } from '#shared/adapters/workflows.ts';
import { dueShards } from '#shared/domain/identity.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string(), STATE_MACHINE_ARN_PREFIX: z.string() }));
const cases = casesTable(env.CASES_TABLE);
const logger = new Logger({ serviceName: 'ordermend' });

/** What the sweep needs of an item in the due-time index; only cases are its work so far. */
const dueCase = z.object({
  entity: z.literal('case'),
  caseId: z.string(),
  orderId: z.string(),
  type: z.string(),
  startedAt: z.string().optional(),
});

/** Finds what no record announced: a case that never started, a decision that never reached its run. */
async function sweep(): Promise<void> {
  const at = systemWorld.now();
  for (let shard = 0; shard < dueShards; shard++) {
    for (const item of await cases.due(`due#${shard}`, at)) {
      const due = dueCase.safeParse(item);
      if (due.success) await recover(due.data, at);
    }
  }
}

async function recover(due: z.infer<typeof dueCase>, at: Date): Promise<void> {
  const { caseId, orderId, type } = due;
  const record = await cases.read(orderId, caseId);
  if (!record) return;
  if (!record.startedAt) {
    await startRun(`${env.STATE_MACHINE_ARN_PREFIX}${type}`, caseId, { caseId, orderId });
    await cases.markStarted(record, at);
    logger.info('case started by the sweep', { caseId });
    return;
  }
  const [decision, wait] = await Promise.all([cases.decisionOf(orderId, caseId), cases.waitOf(orderId, caseId)]);
  if (decision && wait) await wake(wait.token);
}

export const handler = middy(sweep);
