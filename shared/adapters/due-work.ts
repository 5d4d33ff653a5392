import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expiryOf } from '#shared/domain/identity.ts';
import type { CaseItems } from './case-items.ts';
import { documents, isRefused, type TransactItem } from './document-client.ts';

/** Days. Events and alerts are a quarter of what a case leaves behind, and the archive of the bus and inboxes have them then. */
const publishedDays = 30;

/** Open work by its due time, and how it leaves the index. */
export function dueWork({ tableName }: CaseItems) {
  return {
    /** An outbox item that has left: it no longer is open work, and stays a month to be read. */
    async markPublished(pk: string, sk: string, at: Date): Promise<void> {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk, sk },
          UpdateExpression: 'SET publishedAt = :at, expiresAt = :expiry REMOVE dueShard, dueAt',
          ExpressionAttributeValues: { ':at': at.toISOString(), ':expiry': expiryOf(at, publishedDays) },
        }),
      );
    },

    /** An outbox item that will never leave: it stays to be read and no longer is open work. */
    notPublishedItem: (pk: string, sk: string, at: Date): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: { pk, sk },
        UpdateExpression: 'SET setAsideAt = :at REMOVE dueShard, dueAt',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      },
    }),

    /** Open work that is due, oldest first, one page of one shard. */
    async due(shard: string, at: Date): Promise<Record<string, unknown>[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard AND dueAt <= :at',
          ExpressionAttributeValues: { ':shard': shard, ':at': at.toISOString() },
          Limit: 100,
        }),
      );
      return Items;
    },

    /** Delivered, or nothing to deliver any more: it no longer is open work. */
    async noLongerDue(pk: string, sk: string): Promise<void> {
      await documents
        .send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk, sk },
            UpdateExpression: 'REMOVE dueShard, dueAt',
            ConditionExpression: 'attribute_exists(pk)',
          }),
        )
        .catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
    },

    /** Looked at: it comes up again later, so that what cannot be helped now does not stand before the rest. */
    async lookAgainAt(pk: string, sk: string, seen: string, next: Date): Promise<void> {
      await documents
        .send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk, sk },
            UpdateExpression: 'SET dueAt = :next',
            ConditionExpression: 'dueAt = :seen',
            ExpressionAttributeValues: { ':next': next.toISOString(), ':seen': seen },
          }),
        )
        .catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
    },
  };
}
