import middy from '@middy/core';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { incidents } from '#shared/adapters/incidents.ts';
import { questionLock } from '#shared/adapters/question-lock.ts';
import { isDue } from '#shared/adapters/wake-up.ts';
import { startRun, wake } from '#shared/adapters/workflows.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { streamHandler } from '#shared/lambda/stream-handler.ts';
import { goOnAfter } from './release-incident.ts';

const env = readEnv(
  z.object({ CASES_TABLE: z.string(), REFUND_MACHINE_ARN: z.string(), DEMAND_QUEUE_URL: z.string() }),
);
const cases = casesTable(env.CASES_TABLE);
const lock = questionLock(cases);
const incidentsOf = incidents(cases);

/**
 * Wakes the run of a case when both sides stand: what it waits for, and its wait. Both are re-read, so the later of the
 * two writes always sees the earlier, and no wake-up is lost.
 */
async function relay(record: DynamoDBRecord): Promise<void> {
  const image = record.dynamodb?.NewImage;
  const [caseId, orderId, refundId] = [image?.caseId?.S, image?.orderId?.S, image?.refundId?.S];
  if (image?.entity?.S === 'incident') {
    const desk = { cases, incidents: incidentsOf, demandQueueUrl: env.DEMAND_QUEUE_URL };
    if (image.state?.S === 'released') await goOnAfter(desk, image.incidentId?.S ?? '', systemWorld.now());
    return;
  }
  if (!caseId || !orderId) return;
  if (refundId) return startRefund(record, { caseId, orderId, refundId });
  const waiting = await isDue(cases, lock, { caseId, orderId });
  if (waiting) await wake(waiting.token);
}

/** A refund row is the request: its run is named by it, so that it starts once. */
async function startRefund(record: DynamoDBRecord, ids: { caseId: string; orderId: string; refundId: string }) {
  if (record.eventName === 'INSERT') await startRun(env.REFUND_MACHINE_ARN, ids.refundId, ids);
}

export const handler = middy(streamHandler(async () => undefined, relay));
