import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import { type LateReplies, lateReplies } from '#shared/domain/late-reply.ts';
import type { CasesTable } from './cases-table.ts';
import type { TransactItem } from './document-client.ts';

type Of = Pick<CaseRecord, 'orderId' | 'caseId'>;

/** What customers answered too late: one item beside each case, never on its row. */
export const lateRepliesOf = (cases: CasesTable) => ({
  async of({ orderId, caseId }: Of): Promise<LateReplies> {
    const item = await cases.get(caseKeys.order(orderId), caseKeys.lateReply(caseId));
    return lateReplies.parse(item ?? { replies: [] });
  },

  /** Keeps one more than were read; refused when another came first. */
  keepItem: ({ orderId, caseId }: Of, kept: LateReplies, at: Date): TransactItem => {
    const before = kept.replies.length - 1;
    return {
      Put: {
        TableName: cases.tableName,
        Item: {
          pk: caseKeys.order(orderId),
          sk: caseKeys.lateReply(caseId),
          entity: 'late-reply',
          expiresAt: expiryOf(at),
          ...kept,
        },
        ...(before === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'size(replies) = :before', ExpressionAttributeValues: { ':before': before } }),
      },
    };
  },
});
