import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';
import type { TransactItem } from './document-client.ts';

/** Whether mail to a customer arrives, and how much of it came today, by customer id; the address stays with the shop. */
export function customers(cases: CasesTable) {
  const messagesOf = (customerId: string, day: string) => ({
    pk: caseKeys.customer(customerId),
    sk: caseKeys.messagesOn(day),
  });
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
      return Boolean(await cases.get(caseKeys.customer(customerId), caseKeys.contact));
    },
    async markUnreachable(customerId: string, code: string, at: Date): Promise<void> {
      await cases.put({
        pk: caseKeys.customer(customerId),
        sk: caseKeys.contact,
        entity: 'contact',
        code,
        since: at.toISOString(),
        expiresAt: expiryOf(at),
      });
    },
  };
}

export type Customers = ReturnType<typeof customers>;
