import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys, dueShardOf } from '#shared/domain/identity.ts';
import { isOutstanding, type Refund, refund } from '#shared/domain/refund.ts';
import type { CaseItems } from './case-items.ts';
import { documents, type TransactItem } from './document-client.ts';

/** The refunds of a case: each row is the request. */
export function caseRefunds({ tableName, get }: CaseItems) {
  return {
    async refund(orderId: string, caseId: string, refundId: string): Promise<Refund | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.refund(caseId, refundId));
      return item && refund.parse(item);
    },

    /** Moves a refund along if it is the version that was read; what nobody watches leaves the due index. */
    refundItem: (
      row: Refund,
      changes: { readonly [Field in keyof Refund]?: Refund[Field] | undefined },
    ): TransactItem => {
      const { dueAt, dueShard, ...after } = { ...row, ...changes, version: row.version + 1 };
      const watched = dueAt !== undefined && after.state !== 'failed' && isOutstanding(after as Refund);
      return {
        Put: {
          TableName: tableName,
          Item: watched ? { ...after, dueAt, dueShard: dueShard ?? dueShardOf(row.refundId) } : after,
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':read': row.version },
        },
      };
    },

    /** Every refund that a case has requested. */
    async refundsOf(orderId: string, caseId: string): Promise<Refund[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :refunds)',
          ExpressionAttributeValues: { ':pk': caseKeys.order(orderId), ':refunds': caseKeys.refund(caseId, '') },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => refund.parse(item));
    },
  };
}
