import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

const byState = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'state', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byState',
      KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

const TableName = 'things';
const wrongType = 'One or more parameter values were invalid: Type mismatch for';
const noMatch = 'The provided key element does not match the schema';
const notValid = 'One or more parameter values are not valid.';
const empty = 'The AttributeValue for a key attribute cannot contain an empty string value.';

const put = (Item: JsonObject) => ({ Put: { TableName, Item } });
const remove = (Key: JsonObject) => ({ Delete: { TableName, Key } });
const setState = (value: JsonObject) => ({
  Update: {
    TableName,
    Key: { pk: { S: 'x' } },
    UpdateExpression: 'SET #s = :v',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':v': value },
  },
});

async function things() {
  const db = new RunningDynamoDb();
  await db.createTable(TableName, byState);
  return db;
}

describe('in a transaction', () => {
  test.each<[string, JsonObject, string]>([
    ['a table key of another type', put({ pk: { N: '5' } }), `${wrongType} key pk expected: S actual: N`],
    ['a missing table key', put({}), 'One or more parameter values were invalid: Missing the key pk in the item'],
    [
      'an index key of another type',
      put({ pk: { S: 'x' }, state: { L: [] } }),
      `${wrongType} Index Key state Expected: S Actual: L IndexName: byState`,
    ],
    [
      'an update of an index key to another type',
      setState({ N: '5' }),
      `${wrongType} Index Key state Expected: S Actual: N IndexName: byState`,
    ],
    ['a key that does not fit', remove({ pk: { N: '5' } }), noMatch],
  ])('%s is the reason of a cancellation', async (_, action, Message) => {
    const db = await things();
    await expect(db.call('TransactWriteItems', { TransactItems: [action] })).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      fields: { CancellationReasons: [{ Code: 'ValidationError', Message }] },
    });
  });

  test.each<[string, JsonObject, string]>([
    ['an empty table key', put({ pk: { S: '' } }), `${notValid} ${empty} Key: pk`],
    ['an empty key', remove({ pk: { S: '' } }), `${notValid} ${empty} Key: pk`],
    [
      'an empty index key',
      put({ pk: { S: 'x' }, state: { S: '' } }),
      `${notValid} A value specified for a secondary index key is not supported. ${empty} IndexName: byState, IndexKey: state`,
    ],
    [
      'an update of an index key to an empty value',
      setState({ S: '' }),
      `${notValid} The update expression attempted to update a secondary index key to a value that is not supported. ${empty}`,
    ],
  ])('%s refuses the request', async (_, action, message) => {
    const db = await things();
    await expect(db.call('TransactWriteItems', { TransactItems: [action] })).rejects.toMatchObject({
      code: 'ValidationException',
      message,
    });
  });

  test('a key that does not fit cancels a read too', async () => {
    const db = await things();
    const TransactItems = [{ Get: { TableName, Key: { pk: { S: 'x' } } } }, { Get: { TableName, Key: {} } }];
    await expect(db.call('TransactGetItems', { TransactItems })).rejects.toMatchObject({
      fields: { CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError', Message: noMatch }] },
    });
  });
});

test('a batch words a table key of another type as a key that does not fit', async () => {
  const db = await things();
  const write = (Item: JsonObject) =>
    db.call('BatchWriteItem', { RequestItems: { things: [{ PutRequest: { Item } }] } });
  await expect(write({ pk: { N: '5' } })).rejects.toThrow(noMatch);
  await expect(write({ pk: { S: '' } })).rejects.toThrow(`${notValid} ${empty} Key: pk`);
});

test('an index key may not get another type from another attribute either', async () => {
  const db = await things();
  await db.call('PutItem', { TableName, Item: { pk: { S: 'x' }, n: { N: '1' } } });
  const update = {
    TableName,
    Key: { pk: { S: 'x' } },
    UpdateExpression: 'SET #s = n',
    ExpressionAttributeNames: { '#s': 'state' },
  };
  await expect(db.call('UpdateItem', update)).rejects.toThrow('secondary index key to unsupported type');
});

test.each<[string, string, JsonObject[]]>([
  ['number', 'N', [{ N: '-7' }, { N: '0' }, { N: '2.5' }]],
  ['binary', 'B', [{ B: 'AP8=' }, { B: 'gA==' }, { B: '/w==' }]],
])('a %s can be a key', async (_, AttributeType, keys) => {
  const db = new RunningDynamoDb();
  await db.createTable(TableName, { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType }] });
  for (const pk of keys) await db.call('PutItem', { TableName, Item: { pk, same: pk } });
  for (const pk of keys) expect(await db.get(TableName, { pk })).toEqual({ pk, same: pk });
});
