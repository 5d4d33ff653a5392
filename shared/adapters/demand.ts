import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import { type Order, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import { documents } from './document-client.ts';

/** Where a line stands that nothing is set aside for. */
export const unallocated = 'unallocated';

const demandItem = z.object({
  pk: z.string(),
  sk: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  quantity: z.int(),
});
/** A hint that an order wants a SKU: units reserved at a location, or waiting. What counts is the order's own row. */
export type DemandItem = z.infer<typeof demandItem>;

export interface DemandPage {
  readonly items: readonly DemandItem[];
  readonly next: string | undefined;
}

export interface Backlog {
  readonly units: number;
  readonly orders: number;
  readonly since?: string;
}

interface Hint {
  readonly sku: string;
  readonly locationId: string;
  readonly lineId: string;
  readonly quantity: number;
}

/** From a SKU to the orders that want it: kept by whoever looks at an order, walked when stock changes. */
export function demand(tableName: string) {
  const write = async (requests: object[]) => {
    for (let from = 0; from < requests.length; from += 25) {
      let batch: object[] | undefined = requests.slice(from, from + 25);
      for (let attempt = 0; batch && batch.length > 0; attempt++) {
        const { UnprocessedItems }: { UnprocessedItems?: Record<string, object[]> | undefined } = await documents.send(
          new BatchWriteCommand({ RequestItems: { [tableName]: batch as never } }),
        );
        batch = UnprocessedItems?.[tableName];
        if (batch?.length && attempt === 5) throw new DemandNotWritten(`${batch.length} hints were not written`);
      }
    }
  };

  return {
    /** Writes the order's hints as its row now stands, and takes off those that an order seen before can have left. */
    async refresh(order: Order, seenBefore: boolean): Promise<void> {
      const { wanted, gone } = hintsOf(order);
      const keyOf = ({ sku, locationId, lineId }: Omit<Hint, 'quantity'>) => ({
        pk: caseKeys.demand(sku, locationId),
        sk: caseKeys.demandLine(order.createdAt, order.orderId, lineId),
      });
      const expiresAt = expiryOf(new Date(order.updatedAt));
      await write([
        ...wanted.map(({ quantity, ...at }) => ({
          PutRequest: {
            Item: { ...keyOf(at), entity: 'demand', orderId: order.orderId, lineId: at.lineId, quantity, expiresAt },
          },
        })),
        ...(seenBefore ? gone : []).map((at) => ({ DeleteRequest: { Key: keyOf(at) } })),
      ]);
    },

    /** One page of who waits for a SKU (oldest order first) or has it reserved somewhere (`newest` first). */
    async page(
      sku: string,
      locationId: string,
      {
        newest = false,
        after,
        limit = 200,
      }: {
        newest?: boolean;
        after?: string | undefined;
        limit?: number;
      } = {},
    ): Promise<DemandPage> {
      const pk = caseKeys.demand(sku, locationId);
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ScanIndexForward: !newest,
          Limit: limit,
          ConsistentRead: true,
          ...(after && { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      return { items: Items.map((item) => demandItem.parse(item)), next: LastEvaluatedKey?.sk as string | undefined };
    },

    /** A shelf that could not be walked now (a pause is on): open work, which the sweep puts on the queue later. */
    async postpone(sku: string, locationId: string, at: Date): Promise<void> {
      const pk = caseKeys.walk(sku, locationId);
      const Item = {
        pk,
        sk: 'DUE',
        entity: 'walk',
        sku,
        locationId,
        dueShard: dueShardOf(pk),
        dueAt: at.toISOString(),
        expiresAt: expiryOf(at),
      };
      await write([{ PutRequest: { Item } }]);
    },

    async remove({ pk, sk }: DemandItem): Promise<void> {
      await write([{ DeleteRequest: { Key: { pk, sk } } }]);
    },

    /** Units that wait for a SKU, for how many orders, and when the oldest was placed; stops counting at `most` orders. */
    async backlog(sku: string, most = 1_000): Promise<Backlog> {
      let units = 0;
      let since: string | undefined;
      const orders = new Set<string>();
      let after: string | undefined;
      do {
        const page: DemandPage = await this.page(sku, unallocated, { after, limit: 1_000 });
        for (const { sk, quantity, orderId } of page.items) {
          since ??= sk.split('#')[0];
          units += quantity;
          orders.add(orderId);
        }
        after = page.next;
      } while (after && orders.size < most);
      return { units, orders: orders.size, ...(since && { since }) };
    },
  };
}

/** Thrown when DynamoDB kept refusing hints for their rate; the record is tried again. */
export class DemandNotWritten extends Error {
  override readonly name = 'DemandNotWritten';
}

function hintsOf(order: Order): { wanted: Hint[]; gone: Omit<Hint, 'quantity'>[] } {
  const open = wantsStock(order);
  const wanted: Hint[] = [];
  const gone: Omit<Hint, 'quantity'>[] = [];
  const place = (sku: string, lineId: string, locationId: string, quantity: number) => {
    if (quantity > 0) wanted.push({ sku, locationId, lineId, quantity });
    else gone.push({ sku, locationId, lineId });
  };
  for (const line of order.lines) {
    if (line.supply !== 'stock') continue;
    const { sku, lineId, reservations } = line;
    const short = shortQuantity(line);
    // Of an order that wants nothing more, only what it still lacked can have been waiting.
    if (open || short > 0) place(sku, lineId, unallocated, open ? short : 0);
    for (const locationId of new Set(reservations.map((each) => each.locationId))) {
      const held = reservations.filter((each) => each.locationId === locationId && each.state === 'held');
      const quantity = held.reduce((sum, each) => sum + each.quantity, 0);
      place(sku, lineId, locationId, open ? quantity : 0);
    }
  }
  return { wanted, gone };
}

export type Demand = ReturnType<typeof demand>;
