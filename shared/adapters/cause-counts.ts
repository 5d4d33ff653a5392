import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';
import { documents, transact } from './document-client.ts';

/** How many cases of a type had a cause, in one month. */
export interface CauseCount {
  readonly causeCode: string;
  readonly cases: number;
}

/** How often which cause was behind a case, by type and month, and how often one customer had a case of a type. */
export function causeCounts(cases: CasesTable) {
  const { tableName } = cases;
  return {
    /** Counts a case once, however often this is called for it. */
    async count(
      { type, caseId, orderId, causeCode, openedAt }: CaseRecord,
      customerId: string,
      at: Date,
    ): Promise<void> {
      const expiresAt = expiryOf(at);
      await transact([
        cases.putItem(
          {
            pk: caseKeys.customer(customerId),
            sk: caseKeys.customerCase(type, openedAt, caseId),
            entity: 'customer-case',
            caseId,
            orderId,
            causeCode,
            expiresAt,
          },
          'attribute_not_exists(pk)',
        ),
        {
          Update: {
            TableName: tableName,
            Key: { pk: caseKeys.causes(type, openedAt.slice(0, 7)), sk: causeCode },
            UpdateExpression: 'SET entity = :entity, expiresAt = :expiry ADD cases :one',
            ExpressionAttributeValues: { ':entity': 'cause-count', ':expiry': expiresAt, ':one': 1 },
          },
        },
      ]);
    },

    /** Cases of a type that a customer has had since then. */
    async ofCustomer(customerId: string, type: string, since: Date): Promise<number> {
      const { Count = 0 } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': caseKeys.customer(customerId),
            ':from': caseKeys.customerCase(type, since.toISOString(), ''),
            ':to': caseKeys.customerCase(type, '3', ''),
          },
          ConsistentRead: true,
          Select: 'COUNT',
        }),
      );
      return Count;
    },

    /** The counts of a month (`yyyy-mm`, UTC), the most frequent first. */
    async inMonth(type: string, month: string): Promise<CauseCount[]> {
      const items = await cases.under(caseKeys.causes(type, month));
      return items
        .map(({ sk, cases: count }) => ({ causeCode: String(sk), cases: Number(count) }))
        .sort((a, b) => b.cases - a.cases || (a.causeCode < b.causeCode ? -1 : 1));
    },
  };
}
