import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Inventory, inventory } from '#shared/domain/inventory.ts';
import { type Order, order } from '#shared/domain/order.ts';
import { type Payment, payment } from '#shared/domain/payment.ts';
import { documents, type TransactItem } from './document-client.ts';

/** The shop's tables by name. */
export interface SourceTableNames {
  readonly orders: string;
  readonly payments: string;
  readonly inventory: string;
}

/** The present rows of the shop: what is judged is always read here, never a stream image. */
export function sourceTables(names: SourceTableNames) {
  return {
    /** Everything a rule may look at for one order; nothing = no such order. */
    async facts(orderId: string): Promise<{ order: Order; payments: Payment[]; stock: Inventory[] } | undefined> {
      const row = await this.order(orderId);
      if (!row) return undefined;
      const ordered = await this.stockOfAll(row.lines.filter(({ supply }) => supply === 'stock').map(({ sku }) => sku));
      const substitutes = await this.stockOfAll(ordered.flatMap(({ substitutes }) => substitutes));
      const stock = new Map([...ordered, ...substitutes].map((each) => [`${each.sku} ${each.locationId}`, each]));
      return { order: row, payments: await this.payments(orderId), stock: [...stock.values()] };
    },
    async stockOfAll(skus: readonly string[]): Promise<Inventory[]> {
      return (await Promise.all([...new Set(skus)].map((sku) => this.stockOf(sku)))).flat();
    },
    async order(orderId: string): Promise<Order | undefined> {
      const { Item } = await documents.send(
        new GetCommand({ TableName: names.orders, Key: { orderId }, ConsistentRead: true }),
      );
      return Item && order.parse(Item);
    },
    async payments(orderId: string): Promise<Payment[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: names.payments,
          KeyConditionExpression: 'orderId = :orderId',
          ExpressionAttributeValues: { ':orderId': orderId },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => payment.parse(item));
    },
    async stockOf(sku: string): Promise<Inventory[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: names.inventory,
          KeyConditionExpression: 'sku = :sku',
          ExpressionAttributeValues: { ':sku': sku },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => inventory.parse(item));
    },
    /** Takes `quantity` units out of what is available; refused when there are not as many. */
    reserveStock: (sku: string, locationId: string, quantity: number): TransactItem => ({
      Update: {
        TableName: names.inventory,
        Key: { sku, locationId },
        UpdateExpression: 'ADD committed :quantity, available :taken, version :one',
        ConditionExpression: 'available >= :quantity',
        ExpressionAttributeValues: { ':quantity': quantity, ':taken': -quantity, ':one': 1 },
      },
    }),
    /** Gives back units that were reserved. */
    releaseStock: (sku: string, locationId: string, quantity: number): TransactItem => ({
      Update: {
        TableName: names.inventory,
        Key: { sku, locationId },
        UpdateExpression: 'ADD committed :returned, available :quantity, version :one',
        ConditionExpression: 'committed >= :quantity',
        ExpressionAttributeValues: { ':quantity': quantity, ':returned': -quantity, ':one': 1 },
      },
    }),
    /** Writes the order's named fields if it is still the version that was read. */
    changeOrder: (row: Order, changes: Partial<Order>, at: Date): TransactItem => {
      const fields = { ...changes, version: row.version + 1, updatedAt: at.toISOString() };
      const fieldNames = Object.keys(fields);
      return {
        Update: {
          TableName: names.orders,
          Key: { orderId: row.orderId },
          UpdateExpression: `SET ${fieldNames.map((_, i) => `#f${i} = :v${i}`).join(', ')}`,
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: {
            ...Object.fromEntries(fieldNames.map((name, i) => [`#f${i}`, name])),
            '#version': 'version',
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(fieldNames.map((name, i) => [`:v${i}`, fields[name as keyof typeof fields]])),
            ':read': row.version,
          },
        },
      };
    },
    /** Moves a payment's amounts if it is still the version that was read; the shop's other fields stay. */
    changePayment: (before: Payment, after: Payment): TransactItem => ({
      Update: {
        TableName: names.payments,
        Key: { orderId: before.orderId, attemptId: before.attemptId },
        UpdateExpression:
          'SET refundableMinor = :refundable, pendingRefundMinor = :pending, refundedMinor = :refunded, refundSequence = :sequence, #version = :next',
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':refundable': after.refundableMinor,
          ':pending': after.pendingRefundMinor,
          ':refunded': after.refundedMinor,
          ':sequence': after.refundSequence,
          ':next': after.version,
          ':read': before.version,
        },
      },
    }),
  };
}

export type SourceTables = ReturnType<typeof sourceTables>;
