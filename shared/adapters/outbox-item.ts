import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { TransactItem } from './document-client.ts';

/** What an outbox item is about: where it is kept, its id, and the case and order it belongs to, if it does. */
export interface OutboxSource {
  readonly pk: string;
  readonly sk: (id: string) => string;
  readonly id: (n: string) => string;
  readonly type: string;
  readonly caseId?: string;
  readonly orderId?: string;
}

const base = {
  pk: z.string(),
  sk: z.string(),
  id: z.string(),
  caseId: z.string().optional(),
  orderId: z.string().optional(),
  type: z.string(),
  at: z.string(),
};

/** An item of the outbox, as a move of a case writes it. */
export const outboxItem = z.discriminatedUnion('kind', [
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

/** It counts as undelivered after this long, and the sweep delivers it. */
const deliveryGraceSeconds = 120;

/** The writes that put `outgoing` into the outbox; ids derive from the source, so that a repeated change writes the same. */
export function outboxWrites(
  tableName: string,
  { sk, id, ...about }: OutboxSource,
  at: Date,
  outgoing: readonly Outgoing[],
): TransactItem[] {
  return outgoing.map((item, i) => {
    const itemId = id(String(i));
    return {
      Put: {
        TableName: tableName,
        Item: {
          ...about,
          sk: sk(String(i)),
          entity: 'outbox',
          id: itemId,
          at: at.toISOString(),
          dueShard: dueShardOf(itemId),
          dueAt: new Date(at.getTime() + deliveryGraceSeconds * 1000).toISOString(),
          expiresAt: expiryOf(at),
          ...item,
        },
      },
    };
  });
}

/** The outbox item of a stream image (SDK attribute values), or nothing for any other item of the table. */
export function readOutboxItem(image: object): OutboxItem | undefined {
  const item = unmarshall(image as Record<string, AttributeValue>);
  return item.entity === 'outbox' ? outboxItem.parse(item) : undefined;
}
