import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents, isRefused, type TransactItem } from './document-client.ts';
import { readItem } from './item-reads.ts';

/** A new item only. */
export const absent = 'attribute_not_exists(pk)';

/** Items of the Cases table as they are, whatever they stand for. */
export function caseItems(tableName: string) {
  return {
    tableName,
    get: (pk: string, sk: string) => readItem(tableName, { pk, sk }),
    /** What stands under one partition key, of a partition that stays small: one page of at most 1 MB. */
    async under(pk: string): Promise<Record<string, unknown>[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
        }),
      );
      return Items;
    },
    async put(item: Record<string, unknown>): Promise<void> {
      await documents.send(new PutCommand({ TableName: tableName, Item: item }));
    },
    /** False = there was such an item, which stays as it is. */
    async putNew(item: Record<string, unknown>): Promise<boolean> {
      try {
        await documents.send(new PutCommand({ TableName: tableName, Item: item, ConditionExpression: absent }));
        return true;
      } catch (error) {
        if (!isRefused(error)) throw error;
        return false;
      }
    },
    /** Takes an item away, if it is there. */
    async remove(pk: string, sk: string): Promise<void> {
      await documents.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
    },
    /** What was to be mailed has gone out. */
    async markMailed(pk: string, sk: string, at: Date): Promise<void> {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk, sk },
          UpdateExpression: 'SET sentAt = :at',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      );
    },
    putItem: (item: Record<string, unknown>, condition?: string): TransactItem => ({
      Put: { TableName: tableName, Item: item, ...(condition && { ConditionExpression: condition }) },
    }),
  };
}

export type CaseItems = ReturnType<typeof caseItems>;
