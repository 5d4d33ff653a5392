import middy from '@middy/core';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { startRun, wake } from '#shared/adapters/workflows.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { streamHandler } from '#shared/lambda/stream-handler.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string(), REFUND_MACHINE_ARN: z.string() }));
const cases = casesTable(env.CASES_TABLE);

/**
 * Wakes the run of a case when both sides stand: its decision and its wait. Both are re-read, so the later of the two
 * writes always sees the earlier, and no wake-up is lost.
 */
async function relay(record: DynamoDBRecord): Promise<void> {
  const image = record.dynamodb?.NewImage;
  const caseId = image?.caseId?.S;
  const orderId = image?.orderId?.S;
  if (!caseId || !orderId) return;
  const refundId = image.refundId?.S;
  if (refundId) return startRefund(record, { caseId, orderId, refundId });
  const [decision, wait] = await Promise.all([cases.decisionOf(orderId, caseId), cases.waitOf(orderId, caseId)]);
  if (decision && wait) await wake(wait.token);
}

/** A refund row is the request: its run is named by it, so that it starts once. */
async function startRefund(record: DynamoDBRecord, ids: { caseId: string; orderId: string; refundId: string }) {
  if (record.eventName === 'INSERT') await startRun(env.REFUND_MACHINE_ARN, ids.refundId, ids);
}

export const handler = middy(
  streamHandler(relay, async (_record, fault) => {
    throw fault;
  }),
);
