import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { locationId, orderId, sku } from '#shared/domain/primitives.ts';

// The endpoint comes from the client, as everywhere else, so that AWS_ENDPOINT_URL reaches queues too.
const client = new SQSClient({ maxAttempts: 3, useQueueUrlAsEndpoint: false });

/** "Stock of this SKU changed at this location: walk the orders that want it", from `after` on. */
const shelfJob = z.strictObject({ sku, locationId, after: z.string().optional() });
/** "Look at this order although no record came." */
const orderJob = z.strictObject({ orderId });
/** "Look whether this incident is over." */
const incidentJob = z.strictObject({ incidentId: z.string() });
export const demandJob = z.union([shelfJob, orderJob, incidentJob]);
export type ShelfJob = z.infer<typeof shelfJob>;
export type DemandJob = z.infer<typeof demandJob>;

/** Puts a job on the queue; jobs of one SKU or order run one after the other, and the same `occasion` is taken once. */
export async function sendDemandJob(queueUrl: string, job: DemandJob, occasion: string): Promise<void> {
  const [group, about] = subjectOf(job);
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(job),
      MessageGroupId: groupOf(group),
      MessageDeduplicationId: groupOf(`${about}/${occasion}`),
    }),
  );
}

function subjectOf(job: DemandJob): readonly [group: string, about: string] {
  if ('sku' in job) return [job.sku, `${job.sku}/${job.locationId}`];
  if ('orderId' in job) return [job.orderId, `order ${job.orderId}`];
  return [job.incidentId, job.incidentId];
}

/** SQS takes 128 letters, digits and punctuation; a SKU may hold anything. */
const groupOf = (text: string) => Buffer.from(text).toString('base64url').slice(-128);
