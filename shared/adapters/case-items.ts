import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { documents, type TransactItem } from './document-client.ts';
import { readItem } from './item-reads.ts';

/** A new item only. */
export const absent = 'attribute_not_exists(pk)';

/** Items of the Cases table as they are, whatever they stand for. */
export function caseItems(tableName: string) {
  return {
    tableName,
    get: (pk: string, sk: string) => readItem(tableName, { pk, sk }),
    async put(item: Record<string, unknown>): Promise<void> {
      await documents.send(new PutCommand({ TableName: tableName, Item: item }));
    },
    putItem: (item: Record<string, unknown>, condition?: string): TransactItem => ({
      Put: { TableName: tableName, Item: item, ...(condition && { ConditionExpression: condition }) },
    }),
  };
}

export type CaseItems = ReturnType<typeof caseItems>;
