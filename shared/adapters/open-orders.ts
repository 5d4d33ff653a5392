import { caseKeys, dueShards, expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';
import { transact } from './document-client.ts';

/** How many orders are open: the denominator of a rate. Each order is counted once, by a marker of its own. */
export function openOrders(cases: CasesTable) {
  const { tableName } = cases;
  const shardOf = (orderId: string) =>
    String([...orderId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % dueShards);
  const counted = (orderId: string, by: 1 | -1) => ({
    Update: {
      TableName: tableName,
      Key: { pk: caseKeys.openOrders, sk: shardOf(orderId) },
      UpdateExpression: 'ADD orders :by',
      ExpressionAttributeValues: { ':by': by },
    },
  });
  const marker = (orderId: string) => ({ pk: caseKeys.order(orderId), sk: caseKeys.openOrder });

  return {
    async opened(orderId: string, at: Date): Promise<void> {
      const item = { ...marker(orderId), entity: 'open', expiresAt: expiryOf(at) };
      await transact([cases.putItem(item, 'attribute_not_exists(pk)'), counted(orderId, 1)]);
    },
    async closed(orderId: string): Promise<void> {
      await transact([
        { Delete: { TableName: tableName, Key: marker(orderId), ConditionExpression: 'attribute_exists(pk)' } },
        counted(orderId, -1),
      ]);
    },
    async count(): Promise<number> {
      const items = await cases.under(caseKeys.openOrders);
      return items.reduce((sum, { orders }) => sum + Number(orders ?? 0), 0);
    },
  };
}

export type OpenOrders = ReturnType<typeof openOrders>;
