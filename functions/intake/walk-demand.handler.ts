import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type DemandJob, demandJob, sendDemandJob } from '#shared/adapters/demand-queue.ts';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import { sourceTables } from '#shared/domain/primitives.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { desk } from './desk.ts';
import { lookAtOrder } from './look-at-order.ts';
import { closeIfQuiet } from './outages.ts';
import { walkDemand } from './walk-demand.ts';

/** One job at a time, in the sequence of its SKU; a job that fails comes again before any later one of the same SKU. */
async function work(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const { messageId, body } of event.Records) {
    if (batchItemFailures.length > 0) batchItemFailures.push({ itemIdentifier: messageId });
    else if (!(await done(demandJob.parse(JSON.parse(body)), messageId))) {
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

async function done(job: DemandJob, messageId: string): Promise<boolean> {
  const operations = await readOperations(desk.operationsParameter);
  const now = systemWorld.now();
  if ('orderId' in job) {
    await lookAtOrder(desk, job.orderId, { tables: sourceTables, operations, now, seenBefore: true });
    return true;
  }
  if ('incidentId' in job) {
    await closeIfQuiet(desk, job.incidentId, now);
    return true;
  }
  const rest = await walkDemand(desk, job, { operations, now });
  if (rest) await sendDemandJob(desk.demandQueueUrl, rest, `${messageId}/${rest.after}`);
  return true;
}

export const handler = middy(work);
