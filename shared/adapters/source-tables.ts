import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { FactKind, Facts } from '#shared/domain/facts.ts';
import { type Inventory, parseInventory } from '#shared/domain/inventory.ts';
import { type Order, parseOrder, shortQuantity } from '#shared/domain/order.ts';
import { type Payment, parsePayment } from '#shared/domain/payment.ts';
import { parseShipment, type Shipment } from '#shared/domain/shipment.ts';
import { lanesOf, type TransitTimes } from '#shared/domain/transit-times.ts';
import type { CustomerOrders } from './customer-orders.ts';
import { documents, type TransactItem } from './document-client.ts';
import { readItem } from './item-reads.ts';
import type { TransitHistory } from './transit-history.ts';

/** The shop's tables by name. */
export interface SourceTableNames {
  readonly orders: string;
  readonly payments: string;
  readonly inventory: string;
  readonly shipments: string;
}

const versionName = { '#version': 'version' } as const;
/** Says of which version the row is ours, so that the change need not be looked at. */
const ownWrite = 'SET ordermendVersion = #version + :one';

/** The present rows of the shop: what is judged is always read here, never a stream image. */
export function sourceTables(names: SourceTableNames, customerOrders?: CustomerOrders, history?: TransitHistory) {
  const ofOrder = async (table: string, orderId: string) => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'orderId = :orderId',
        ExpressionAttributeValues: { ':orderId': orderId },
        ConsistentRead: true,
      }),
    );
    return Items;
  };
  return {
    /** What a rule may look at for one order, of the kinds that it wants; nothing = no such order. */
    async facts(orderId: string, reads: Iterable<FactKind>): Promise<Facts | undefined> {
      const row = await this.order(orderId);
      return row && this.factsOf(row, reads);
    },
    /** The same for an order that has just been read; `known` = rows of it that were read by the same list. */
    async factsOf(
      row: Order,
      reads: Iterable<FactKind>,
      known?: Pick<Facts, 'payments' | 'shipments'>,
    ): Promise<Facts> {
      const wanted = new Set(reads);
      const [payments, stock, shipments, siblings] = await Promise.all([
        wanted.has('payments') ? (known?.payments ?? this.payments(row.orderId)) : [],
        wanted.has('stock') || wanted.has('shelves') ? this.stockFor(row, wanted.has('shelves')) : [],
        wanted.has('shipments') ? (known?.shipments ?? this.shipments(row.orderId)) : [],
        wanted.has('siblings') ? this.siblingsOf(row) : [],
      ]);
      const transit = wanted.has('transit') ? await this.transitOf(row, shipments) : [];
      return { order: row, payments, stock, shipments, siblings, transit };
    },
    /** Shelves of what the order lacks, or of `all` that it holds; substitutes are read for what cannot be had only. */
    async stockFor(row: Order, all = false): Promise<Inventory[]> {
      const lines = row.lines.filter((line) => (all ? line.quantity : shortQuantity(line)) > 0);
      const ordered = await this.stockOfAll(lines.map(({ sku }) => sku));
      const wanted = new Map<string, number>();
      for (const line of lines) wanted.set(line.sku, (wanted.get(line.sku) ?? 0) + shortQuantity(line));
      const scarce = new Set(
        [...wanted].filter(([sku, units]) => units > availableOf(ordered, sku)).map(([sku]) => sku),
      );
      const named = ordered.filter(({ sku }) => scarce.has(sku)).flatMap(({ substitutes }) => substitutes);
      const known = new Set(ordered.map(({ sku }) => sku));
      return [...ordered, ...(await this.stockOfAll(named.filter((sku) => !known.has(sku))))];
    },
    /** The lanes of parcels on their way, and of all parcels for what has not left yet. */
    async transitOf({ shipmentState }: Order, shipments: readonly Shipment[]): Promise<TransitTimes[]> {
      const underway = shipments.filter(({ tag }) => tag !== 'Delivered').flatMap(lanesOf);
      const ended = shipmentState === 'Delivered' || shipmentState === 'Canceled';
      return (await history?.of([...underway, ...(ended ? [] : lanesOf({ carrier: '' }))])) ?? [];
    },
    /** Other orders of the same customer, written within a day of this one. */
    async siblingsOf(row: Order): Promise<Order[]> {
      const ids = (await customerOrders?.near(row)) ?? [];
      const rows = await Promise.all(ids.filter((id) => id !== row.orderId).map((id) => this.order(id)));
      return rows.filter((each) => each !== undefined);
    },
    async stockOfAll(skus: readonly string[]): Promise<Inventory[]> {
      return (await Promise.all([...new Set(skus)].map((sku) => this.stockOf(sku)))).flat();
    },
    async order(orderId: string): Promise<Order | undefined> {
      const item = await readItem(names.orders, { orderId });
      return item && parseOrder(item);
    },
    payments: async (orderId: string): Promise<Payment[]> => (await ofOrder(names.payments, orderId)).map(parsePayment),
    shipments: async (orderId: string): Promise<Shipment[]> =>
      (await ofOrder(names.shipments, orderId)).map(parseShipment),
    async stockOf(sku: string): Promise<Inventory[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: names.inventory,
          KeyConditionExpression: 'sku = :sku',
          ExpressionAttributeValues: { ':sku': sku },
          ConsistentRead: true,
        }),
      );
      return Items.map(parseInventory);
    },
    /**
     * Writes what another system reported about a shelf, as the shop's own writer would: the change is looked at like
     * any other. Refused when the row is no longer the version that was read.
     */
    reportStock: (
      row: Inventory,
      { counts, incoming }: Pick<Inventory, 'counts' | 'incoming'>,
      at: Date,
    ): TransactItem => ({
      Update: {
        TableName: names.inventory,
        Key: { sku: row.sku, locationId: row.locationId },
        UpdateExpression: 'SET counts = :counts, incoming = :incoming, updatedAt = :at, #version = :next',
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':counts': counts,
          ':incoming': incoming,
          ':next': row.version + 1,
          ':read': row.version,
          ':at': at.toISOString(),
        },
      },
    }),
    /** Takes `quantity` units out of what is available; refused when there are not as many. */
    reserveStock: (sku: string, locationId: string, quantity: number): TransactItem => ({
      Update: {
        TableName: names.inventory,
        Key: { sku, locationId },
        UpdateExpression: `${ownWrite} ADD committed :quantity, available :taken, #version :one`,
        ConditionExpression: 'available >= :quantity',
        ExpressionAttributeNames: versionName,
        ExpressionAttributeValues: { ':quantity': quantity, ':taken': -quantity, ':one': 1 },
      },
    }),
    /** Gives back units that were reserved; others may be waiting for them, so the change is looked at like a restock. */
    releaseStock: (sku: string, locationId: string, quantity: number, at: Date): TransactItem => ({
      Update: {
        TableName: names.inventory,
        Key: { sku, locationId },
        UpdateExpression: 'SET updatedAt = :at ADD committed :returned, available :quantity, #version :one',
        ConditionExpression: 'committed >= :quantity',
        ExpressionAttributeNames: versionName,
        ExpressionAttributeValues: {
          ':quantity': quantity,
          ':returned': -quantity,
          ':one': 1,
          ':at': at.toISOString(),
        },
      },
    }),
    /** Corrects what stands on the shelf if the row is the version that was read. */
    correctStock: (row: Inventory, onHand: number): TransactItem => ({
      Update: {
        TableName: names.inventory,
        Key: { sku: row.sku, locationId: row.locationId },
        UpdateExpression: `${ownWrite}, onHand = :onHand, available = :available ADD #version :one`,
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: versionName,
        ExpressionAttributeValues: {
          ':onHand': onHand,
          ':available': onHand - row.committed - row.safetyStock,
          ':one': 1,
          ':read': row.version,
        },
      },
    }),
    /**
     * Writes the order's named fields if it is still the version that was read. `lookAgain` = the change may call for
     * stock or open a case, so it is judged like any other writer's; else it is marked as our own and passed over.
     */
    changeOrder: (row: Order, changes: Partial<Order>, at: Date, { lookAgain = false } = {}): TransactItem => {
      const next = row.version + 1;
      const mark = lookAgain ? {} : { ordermendVersion: next };
      const fields = { ...changes, ...mark, version: next, updatedAt: at.toISOString() };
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

const availableOf = (stock: readonly Inventory[], sku: string) =>
  stock.filter((row) => row.sku === sku).reduce((sum, { available }) => sum + Math.max(0, available), 0);

export type SourceTables = ReturnType<typeof sourceTables>;
