import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { ServiceError } from '#infra/local-runtime/service.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order } from '#shared/domain/order.ts';
import { fromItem, toAttribute, toItem } from './attributes.ts';

export const tableNames = ['Orders', 'Payments', 'Inventory', 'Shipments', 'Cases'] as const;
export type TableName = (typeof tableNames)[number];

/** The tables of the synthesized application, as the shop's own programs reach them. */
export class Tables {
  readonly #runtime: LocalRuntime;

  constructor(runtime: LocalRuntime) {
    this.#runtime = runtime;
  }

  nameOf(table: TableName): string {
    return this.#runtime.outputs[`${table}TableName`] ?? this.#runtime.resourceName(table);
  }

  async put(table: TableName, row: object): Promise<void> {
    await this.call('PutItem', { TableName: this.nameOf(table), Item: toItem(row) });
  }

  async order(orderId: string): Promise<Order | undefined> {
    return (await this.#get('Orders', { orderId })) as Order | undefined;
  }

  async shelf(sku: string, locationId: string): Promise<Inventory | undefined> {
    return (await this.#get('Inventory', { sku, locationId })) as Inventory | undefined;
  }

  /** Every row of the Cases table about an order. */
  async caseRows(orderId: string): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    let start: JsonObject | undefined;
    do {
      const page = await this.call('Query', {
        TableName: this.nameOf('Cases'),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: caseKeys.order(orderId) } },
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      });
      rows.push(...(page.Items as JsonObject[]).map(fromItem));
      start = page.LastEvaluatedKey as JsonObject | undefined;
    } while (start);
    return rows;
  }

  /** All or nothing; false = a condition was refused, so that somebody else was faster. */
  async transact(items: readonly JsonObject[]): Promise<boolean> {
    try {
      await this.call('TransactWriteItems', { TransactItems: [...items] });
      return true;
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'TransactionCanceledException') return false;
      throw error;
    }
  }

  /** Sets fields of a row if it is still the version that was read; false = another writer was faster. */
  change(table: TableName, key: object, read: number, changes: object): Promise<boolean> {
    const fields = Object.entries({ ...changes, version: read + 1 });
    return this.transact([
      {
        Update: {
          TableName: this.nameOf(table),
          Key: toItem(key),
          UpdateExpression: `SET ${fields.map((_, i) => `#f${i} = :f${i}`).join(', ')}`,
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: {
            '#version': 'version',
            ...Object.fromEntries(fields.map(([name], i) => [`#f${i}`, name])),
          },
          ExpressionAttributeValues: {
            ':read': toAttribute(read),
            ...Object.fromEntries(fields.map(([, value], i) => [`:f${i}`, toAttribute(value)])),
          },
        },
      },
    ]);
  }

  /** Every row of a table, a page at a time. */
  async *rows(table: TableName): AsyncGenerator<Record<string, unknown>> {
    let start: JsonObject | undefined;
    do {
      const page = await this.call('Scan', {
        TableName: this.nameOf(table),
        ...(start && { ExclusiveStartKey: start }),
      });
      for (const item of page.Items as JsonObject[]) yield fromItem(item);
      start = page.LastEvaluatedKey as JsonObject | undefined;
    } while (start);
  }

  /** Rows of its own are made of every answer: none has to be copied for that. */
  call(operation: string, input: JsonObject): Promise<JsonObject> {
    return this.#runtime.call({ service: 'dynamodb', operation, input, caller: 'shop' });
  }

  async #get(table: TableName, key: object): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.call('GetItem', {
      TableName: this.nameOf(table),
      Key: toItem(key),
      ConsistentRead: true,
    });
    return Item === undefined ? undefined : fromItem(Item as JsonObject);
  }
}
