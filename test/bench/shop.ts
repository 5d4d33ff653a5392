import { marshall } from '@aws-sdk/util-dynamodb';
import { boot, type LocalRuntime, type LocalRuntimeOptions } from '#infra/local-runtime/boot.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import type { Operations } from '#shared/domain/operations.ts';
import { namesOf } from '#shared/resources.ts';
import { anOrder, stockOf } from '#test/support/shop.ts';

const operations: Partial<Operations> = {
  types: { 'out-of-stock': { mode: 'automatic' } },
  channels: { web: { contact: 'direct', amend: true, refundBy: 'us' } },
};

/** The product on the local runtime, switched on. */
export async function openShop(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const runtime = await boot(options);
  const Name = namesOf('dev').operationsParameter;
  const input = { Name, Value: JSON.stringify(operations), Type: 'String', Overwrite: true };
  await runtime.call({ service: 'ssm', operation: 'PutParameter', input });
  return runtime;
}

export const tableName = (runtime: LocalRuntime, table: 'Orders' | 'Inventory' | 'Shipments') =>
  runtime.outputs[`${table}TableName`] ?? runtime.resourceName(table);

export function putRow(runtime: LocalRuntime, table: 'Orders' | 'Inventory', row: object): Promise<JsonObject> {
  const Item = marshall(row, { removeUndefinedValues: true }) as unknown as JsonObject;
  return runtime.call({
    service: 'dynamodb',
    operation: 'PutItem',
    input: { TableName: tableName(runtime, table), Item },
  });
}

/** On the shelf: as many blue mugs as anybody wants, no red ones, and green ones to take instead. */
export async function fillShelves(runtime: LocalRuntime): Promise<void> {
  await putRow(runtime, 'Inventory', stockOf('MUG-BLUE', 1_000_000));
  await putRow(runtime, 'Inventory', stockOf('MUG-GREEN', 1_000_000));
  await putRow(runtime, 'Inventory', stockOf('MUG-RED', 0, { substitutes: ['MUG-GREEN'] }));
}

/** An order of one line that the shelf holds, or not; a customer of its own. */
export function orderFor(sku: 'MUG-BLUE' | 'MUG-RED', id: string, now: Date) {
  const at = now.toISOString();
  const [line] = anOrder().lines;
  const { customer } = anOrder();
  return anOrder({
    orderId: id,
    orderNumber: `WEB-${id}`,
    customer: { ...customer, customerId: `c-${id}`, email: `${id}@customer.example` },
    lines: [{ ...line!, sku }],
    promisedDeliveryAt: new Date(now.getTime() + 4 * 86_400_000).toISOString(),
    createdAt: at,
    updatedAt: at,
  });
}
