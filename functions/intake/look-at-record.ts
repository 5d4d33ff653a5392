import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { sendDemandJob } from '#shared/adapters/demand-queue.ts';
import { imagesOf } from '#shared/adapters/stream-images.ts';
import type { Operations } from '#shared/domain/operations.ts';
import { locationId, orderId, type SourceTable, sku } from '#shared/domain/primitives.ts';
import { PoisonRecord } from '#shared/lambda/stream-handler.ts';
import { countOrder } from './count-order.ts';
import type { Desk } from './desk.ts';
import { lookAtOrder } from './look-at-order.ts';
import { noteChange } from './outages.ts';
import { assertWorthWorking, poisonOf } from './worth-working.ts';

interface Detection {
  readonly desk: Desk;
  /** Whose stream the record is from. */
  readonly table: SourceTable;
  readonly operations: Operations;
  readonly now: Date;
}

/** One record says "look at this key": the present rows are judged, never the images. */
export async function lookAtRecord(work: Detection, record: DynamoDBRecord): Promise<void> {
  const { desk, table, operations, now } = work;
  assertWorthWorking(record, desk.tableNames[table]);
  if (record.eventName === 'REMOVE' || isOwnWrite(record)) return;
  if (table === 'inventory') return onlyGoodsLeft(record) ? undefined : lookAtShelf(desk, record);
  const id = orderId.safeParse(record.dynamodb?.Keys?.orderId?.S);
  if (!id.success) throw new PoisonRecord('ID_INVALID', 'orderId: 1 to 40 of A-Z a-z 0-9 _ -');
  if (table !== 'orders' && !desk.types.some(({ rules }) => rules[table])) return;
  const seenBefore = table !== 'orders' || record.eventName !== 'INSERT';
  await readable(async () => {
    const seen = await lookAtOrder(desk, id.data, { tables: [table], announced: true, operations, now, seenBefore });
    await noteImages(work, record);
    if (table === 'orders' && seen) await countOrder(desk, seen.order, { counted: seen.file.counted, now });
  });
}

/** What the change says of a provider, a region or a card: a matter of counts, not of this order. */
async function noteImages({ desk, table, now }: Detection, record: DynamoDBRecord): Promise<void> {
  if (!desk.types.some(({ outage, failed }) => outage?.signals[table] ?? failed?.[table])) return;
  const { before, after } = imagesOf(record);
  if (!after) return;
  await noteChange(desk, table, { before, after }, now);
  for (const { failed } of desk.types) {
    const fault = failed?.[table]?.({ before, after });
    if (fault) await desk.rations.note(fault.rationed, fault, fault.id);
  }
}

/** A version that we wrote ourselves and that needs no second look; whoever writes after us leaves the mark behind. */
function isOwnWrite({ dynamodb }: DynamoDBRecord): boolean {
  const { version, ordermendVersion } = dynamodb?.NewImage ?? {};
  return ordermendVersion?.N !== undefined && ordermendVersion.N === version?.N;
}

/** Units that left the shelf with what was set aside for them: as much is free as before, and nobody waits for that. */
function onlyGoodsLeft({ dynamodb }: DynamoDBRecord): boolean {
  const { OldImage: before, NewImage: after } = dynamodb ?? {};
  if (!before || !after) return false;
  const moved = ['onHand', 'committed', 'version', 'ordermendVersion', 'updatedAt'];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].every((name) => moved.includes(name) || isDeepStrictEqual(before[name], after[name]));
}

/** A shelf may be wanted by thousands of orders: they are walked by a job of their own, one SKU at a time. */
async function lookAtShelf(desk: Desk, { dynamodb }: DynamoDBRecord): Promise<void> {
  const job = z
    .object({ sku, locationId })
    .safeParse({ sku: dynamodb?.Keys?.sku?.S, locationId: dynamodb?.Keys?.locationId?.S });
  if (!job.success) throw new PoisonRecord('ID_INVALID', 'sku: 1 to 100 characters, locationId: 1 to 64');
  await sendDemandJob(desk.demandQueueUrl, job.data, dynamodb?.NewImage?.version?.N ?? dynamodb?.SequenceNumber ?? '');
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw poisonOf(error);
  }
}
