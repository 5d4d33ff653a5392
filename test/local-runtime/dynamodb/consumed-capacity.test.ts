import { expect, test } from 'vitest';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

const TableName = 'things';
const ReturnConsumedCapacity = 'TOTAL';
const key = (pk: string) => ({ pk: { S: pk } });

async function capacityOf(operation: string, input: JsonObject) {
  const db = new RunningDynamoDb();
  await db.createTable(TableName);
  await db.call('PutItem', { TableName, Item: { ...key('large'), text: { S: 'x'.repeat(5000) } } });
  return (await db.call(operation, { ReturnConsumedCapacity, ...input })).ConsumedCapacity;
}

test.each<[string, JsonObject, number]>([
  ['PutItem', { TableName, Item: key('new') }, 1],
  ['DeleteItem', { TableName, Key: key('large') }, 5],
  ['GetItem', { TableName, Key: key('large') }, 1],
  ['GetItem', { TableName, Key: key('large'), ConsistentRead: true }, 2],
  ['GetItem', { TableName, Key: key('nobody') }, 0.5],
])('%s of %j consumes %d units', async (operation, input, CapacityUnits) => {
  expect(await capacityOf(operation, input)).toEqual({ TableName, CapacityUnits });
});

test('a transaction consumes twice as much, by table', async () => {
  const writes = ['a', 'b'].map((pk) => ({ Put: { TableName, Item: key(pk) } }));
  expect(await capacityOf('TransactWriteItems', { TransactItems: writes })).toEqual([
    { TableName, CapacityUnits: 4, WriteCapacityUnits: 4 },
  ]);
  const reads = ['large', 'nobody'].map((pk) => ({ Get: { TableName, Key: key(pk) } }));
  expect(await capacityOf('TransactGetItems', { TransactItems: reads })).toEqual([
    { TableName, CapacityUnits: 6, ReadCapacityUnits: 6 },
  ]);
});
