import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CaseItems } from './case-items.ts';
import { documents, type TransactItem } from './document-client.ts';

/** What a case has written to its customer: the intent first, the sending after it. */
export function caseMessages({ tableName, get, putItem: put }: CaseItems) {
  return {
    /** The intent to send the n-th message of a case, put once; a repeated step finds it. */
    messageItem: ({ pk, caseId }: CaseRecord, n: number, kind: string, at: Date): TransactItem =>
      put({
        pk,
        sk: caseKeys.message(caseId, n),
        entity: 'message',
        n,
        kind,
        at: at.toISOString(),
        expiresAt: expiryOf(at),
      }),

    async messageSent(orderId: string, caseId: string, n: number): Promise<boolean> {
      return Boolean((await get(caseKeys.order(orderId), caseKeys.message(caseId, n)))?.sentAt);
    },

    async markSent(orderId: string, caseId: string, n: number, at: Date): Promise<void> {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: caseKeys.order(orderId), sk: caseKeys.message(caseId, n) },
          UpdateExpression: 'SET sentAt = :at',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      );
    },
  };
}
