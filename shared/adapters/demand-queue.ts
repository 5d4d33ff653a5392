import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { locationId, sku } from '#shared/domain/primitives.ts';

// The endpoint comes from the client, as everywhere else, so that AWS_ENDPOINT_URL reaches queues too.
const client = new SQSClient({ maxAttempts: 3, useQueueUrlAsEndpoint: false });

/** "Stock of this SKU changed at this location: walk the orders that want it", from `after` on. */
export const demandJob = z.strictObject({ sku, locationId, after: z.string().optional() });
export type DemandJob = z.infer<typeof demandJob>;

/** Puts a job on the queue; jobs of one SKU run one after the other, and the same `occasion` is taken once. */
export async function sendDemandJob(queueUrl: string, job: DemandJob, occasion: string): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(job),
      MessageGroupId: groupOf(job.sku),
      MessageDeduplicationId: groupOf(`${job.sku}/${job.locationId}/${occasion}`),
    }),
  );
}

/** SQS takes 128 letters, digits and punctuation; a SKU may hold anything. */
const groupOf = (text: string) => Buffer.from(text).toString('base64url').slice(-128);
