import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';
import { documents, isRefused, type TransactItem } from './document-client.ts';

/** The code of whoever has never answered; any other says that mail came back or was complained of. */
const silent = 'SILENT';

/** Whether mail to a customer arrives, and how much of it came today, by customer id; the address stays with the shop. */
export function customers(cases: CasesTable) {
  const messagesOf = (customerId: string, day: string) => ({
    pk: caseKeys.customer(customerId),
    sk: caseKeys.messagesOn(day),
  });
  const contactOf = (customerId: string) => ({ pk: caseKeys.customer(customerId), sk: caseKeys.contact });
  const mark = (customerId: string, code: string, at: Date) => ({
    ...contactOf(customerId),
    entity: 'contact',
    code,
    since: at.toISOString(),
    expiresAt: expiryOf(at),
  });
  const isSilent = {
    ExpressionAttributeNames: { '#code': 'code' },
    ExpressionAttributeValues: { ':silent': silent },
  };
  return {
    /** How many messages that were not asked for the customer got on that day (`yyyy-mm-dd`, theirs). */
    async messagesOn(customerId: string, day: string): Promise<number> {
      const { pk, sk } = messagesOf(customerId, day);
      return Number((await cases.get(pk, sk))?.messages ?? 0);
    },

    /** Counts one more; refused when there were `below` already. */
    countMessage: (customerId: string, day: string, at: Date, below: number): TransactItem => ({
      Update: {
        TableName: cases.tableName,
        Key: messagesOf(customerId, day),
        UpdateExpression: 'SET expiresAt = :expiry ADD messages :one',
        ConditionExpression: 'attribute_not_exists(messages) OR messages < :below',
        ExpressionAttributeValues: {
          ':one': 1,
          ':expiry': Math.floor(at.getTime() / 1000) + 3 * 86_400,
          ':below': below,
        },
      },
    }),

    async isUnreachable(customerId: string): Promise<boolean> {
      const { pk, sk } = contactOf(customerId);
      return Boolean(await cases.get(pk, sk));
    },
    async markUnreachable(customerId: string, code: string, at: Date): Promise<void> {
      await cases.put(mark(customerId, code, at));
    },

    /** Nothing was ever answered; what is known of mail that came back says more and stays. */
    async markSilent(customerId: string, at: Date): Promise<void> {
      await documents
        .send(
          new PutCommand({
            TableName: cases.tableName,
            Item: mark(customerId, silent, at),
            ConditionExpression: 'attribute_not_exists(pk) OR #code = :silent',
            ...isSilent,
          }),
        )
        .catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
    },

    /** Joins the write of an answer: mail does reach whoever gives one. What came back or was complained of stays known. */
    async heardItems(customerId: string): Promise<TransactItem[]> {
      const Key = contactOf(customerId);
      if ((await cases.get(Key.pk, Key.sk))?.code !== silent) return [];
      return [{ Delete: { TableName: cases.tableName, Key, ConditionExpression: '#code = :silent', ...isSilent } }];
    },
  };
}

export type Customers = ReturnType<typeof customers>;
