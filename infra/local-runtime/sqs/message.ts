import { createHash } from 'node:crypto';
import type { JsonObject } from '../service.ts';

export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: JsonObject;
  readonly sentAt: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  /** The queue that gave it up, if it is a dead letter. */
  readonly deadLetterSource: string | undefined;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** Names the last receipt; older receipts are stale. */
  receiptHandle: string | undefined;
}

export const md5 = (body: string) => createHash('md5').update(body).digest('hex');

/** The message as `ReceiveMessage` returns it. */
export function received(message: QueueMessage): JsonObject {
  const attributes: JsonObject = {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
    ...(message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
    ...(message.sequenceNumber !== undefined && { SequenceNumber: message.sequenceNumber }),
    ...(message.deadLetterSource !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    Attributes: attributes,
    ...(Object.keys(message.messageAttributes).length > 0 && { MessageAttributes: message.messageAttributes }),
  };
}
