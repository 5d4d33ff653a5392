import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';
import type { CasesTable } from './cases-table.ts';
import { documents } from './document-client.ts';

const day = 86_400_000;

/** A hint is kept for so many days from the placing of its order: one of two may be paid a week later. */
const keptDays = 9;

/** Which orders a customer has placed lately: a hint per order; the orders themselves are the shop's. */
export function customerOrders(cases: Pick<CasesTable, 'tableName' | 'put'>) {
  const keyOf = ({ customer, createdAt, orderId }: Order) => ({
    pk: caseKeys.customer(customer.customerId),
    sk: caseKeys.customerOrder(createdAt, orderId),
  });
  return {
    /** One that is older than its hint would be is not noted. */
    async note(order: Order, now: Date): Promise<void> {
      const until = Date.parse(order.createdAt) + keptDays * day;
      if (until <= now.getTime()) return;
      const { orderId } = order;
      await cases.put({ ...keyOf(order), entity: 'customer-order', orderId, expiresAt: Math.floor(until / 1000) });
    },

    /** Ids of the customer's orders of the day before and after this one, itself among them; at most 25. */
    async near({ customer, createdAt }: Order): Promise<string[]> {
      const around = (ms: number) => new Date(Date.parse(createdAt) + ms).toISOString();
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: cases.tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': caseKeys.customer(customer.customerId),
            ':from': caseKeys.customerOrder(around(-day), ''),
            ':to': caseKeys.customerOrder(around(day), '~'),
          },
          ConsistentRead: true,
          Limit: 25,
        }),
      );
      return Items.map(({ orderId }) => String(orderId));
    },
  };
}

export type CustomerOrders = ReturnType<typeof customerOrders>;
