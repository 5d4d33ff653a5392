import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';

const base = {
  pk: z.string(),
  sk: z.string(),
  id: z.string(),
  caseId: z.string(),
  orderId: z.string(),
  type: z.string(),
  at: z.string(),
};

/** An item of the outbox, as a move of a case writes it. */
const outboxItem = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('event'), detailType: z.string(), detail: z.record(z.string(), z.unknown()) }),
  z.object({
    ...base,
    kind: z.literal('alert'),
    severity: z.enum(['critical', 'warning']),
    subject: z.string(),
    text: z.string(),
  }),
]);
export type OutboxItem = z.infer<typeof outboxItem>;

/** The outbox item of a stream image (SDK attribute values), or nothing for any other item of the table. */
export function readOutboxItem(image: object): OutboxItem | undefined {
  const item = unmarshall(image as Record<string, AttributeValue>);
  return item.entity === 'outbox' ? outboxItem.parse(item) : undefined;
}
