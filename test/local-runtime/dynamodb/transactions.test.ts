import { describe, expect, test } from 'vitest';
import type { Item } from '#infra/local-runtime/dynamodb/attribute-value.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

const key = (pk: string) => ({ pk: { S: pk } });
const put = (pk: string, more: JsonObject = {}) => ({ Put: { TableName: 'accounts', Item: { ...key(pk), ...more } } });
const putNew = (pk: string, more: JsonObject = {}) => ({
  Put: { TableName: 'accounts', Item: key(pk), ConditionExpression: 'attribute_not_exists(pk)', ...more },
});
const take = (pk: string, amount: number) => ({
  Update: {
    TableName: 'accounts',
    Key: key(pk),
    UpdateExpression: 'SET n = n - :m',
    ConditionExpression: 'n >= :m',
    ExpressionAttributeValues: { ':m': { N: String(amount) } },
  },
});

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

async function accounts() {
  const db = new RunningDynamoDb();
  await db.createTable('accounts', byState);
  const transact = (...TransactItems: JsonObject[]) => db.call('TransactWriteItems', { TransactItems });
  const all = async () => (await db.call('Scan', { TableName: 'accounts' })).Items as Item[];
  return { db, transact, all };
}

describe('a transaction', () => {
  test('does every kind of action at once', async () => {
    const { transact, all } = await accounts();
    await transact(put('a', { n: { N: '10' } }), put('b'), put('c'));
    await transact(
      take('a', 4),
      { Delete: { TableName: 'accounts', Key: key('b') } },
      { ConditionCheck: { TableName: 'accounts', Key: key('c'), ConditionExpression: 'attribute_exists(pk)' } },
      putNew('d'),
    );
    expect((await all()).sort((x, y) => (x.pk!.S! < y.pk!.S! ? -1 : 1))).toEqual([
      { ...key('a'), n: { N: '6' } },
      key('c'),
      key('d'),
    ]);
  });

  test('that is cancelled names the reason of every action, in their sequence', async () => {
    const { transact } = await accounts();
    const old = { ...key('a'), n: { N: '3' } };
    await transact(put('a', { n: { N: '3' } }), put('text', { n: { S: 'no number' } }));
    await expect(
      transact(put('z'), take('a', 4), putNew('a2', { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }), {
        Update: {
          TableName: 'accounts',
          Key: key('text'),
          UpdateExpression: 'ADD n :m',
          ExpressionAttributeValues: { ':m': { N: '1' } },
        },
      }),
    ).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None, ValidationError]',
      fields: {
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
          { Code: 'None' },
          { Code: 'ValidationError', Message: 'An operand in the update expression has an incorrect data type' },
        ],
      },
    });
    await expect(transact(putNew('a', { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))).rejects.toMatchObject({
      fields: { CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: old }] },
    });
  });

  test('that is cancelled leaves no trace in table, index or stream', async () => {
    const { db, transact, all } = await accounts();
    await transact(put('a', { n: { N: '1' }, state: { S: 'open' } }));
    const before = { items: await all(), records: await db.recordsOf('accounts') };
    await expect(
      transact(
        put('b', { state: { S: 'open' } }),
        {
          Update: {
            TableName: 'accounts',
            Key: key('a'),
            UpdateExpression: 'REMOVE #s',
            ExpressionAttributeNames: { '#s': 'state' },
          },
        },
        take('c', 1),
      ),
    ).rejects.toThrow('[None, None, ConditionalCheckFailed]');
    expect({ items: await all(), records: await db.recordsOf('accounts') }).toEqual(before);
    const open = await db.call('Query', {
      TableName: 'accounts',
      IndexName: 'byState',
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':s': { S: 'open' } },
    });
    expect(open.Items).toEqual(before.items);
  });
});

describe('a transaction is refused', () => {
  test('with more than 100 actions', async () => {
    const { transact, all } = await accounts();
    const puts = Array.from({ length: 101 }, (_, i) => put(`k${i}`));
    await expect(transact(...puts)).rejects.toThrow('Member must have length less than or equal to 100');
    await transact(...puts.slice(1));
    expect(await all()).toHaveLength(100);
  });

  test('without any action', async () => {
    const { transact } = await accounts();
    await expect(transact()).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test('when it names an item twice', async () => {
    const { transact, all } = await accounts();
    await expect(transact(put('a'), take('a', 1))).rejects.toThrow(
      'Transaction request cannot include multiple operations on one item',
    );
    expect(await all()).toEqual([]);
  });

  test('when its items exceed 4 MB', async () => {
    const { transact, all } = await accounts();
    const large = { text: { S: 'x'.repeat(399_000) } };
    const puts = Array.from({ length: 11 }, (_, i) => put(`k${i}`, large));
    await expect(transact(...puts)).rejects.toThrow('Transaction request size cannot exceed 4 MB');
    expect(await all()).toEqual([]);
  });

  test('when an action is not valid in itself, before any condition is looked at', async () => {
    const { transact } = await accounts();
    const bad = { Update: { TableName: 'accounts', Key: key('a'), UpdateExpression: 'SET' } };
    await expect(transact(take('missing', 1), bad)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test('when a table is missing', async () => {
    const { transact } = await accounts();
    await expect(transact({ Put: { TableName: 'nowhere', Item: key('a') } })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});

describe('a client request token', () => {
  const transfer = { TransactItems: [take('a', 1)], ClientRequestToken: 'token' };

  test('makes a repetition do nothing for ten minutes', async () => {
    const { db, transact } = await accounts();
    await transact(put('a', { n: { N: '9' } }));
    await db.call('TransactWriteItems', transfer);
    await db.clock.drive(undefined, db.clock.now() + 10 * 60_000 - 1);
    await db.call('TransactWriteItems', transfer);
    expect((await db.get('accounts', key('a')))?.n).toEqual({ N: '8' });
    await db.clock.drive(undefined, db.clock.now() + 1);
    await db.call('TransactWriteItems', transfer);
    expect((await db.get('accounts', key('a')))?.n).toEqual({ N: '7' });
  });

  test('is refused for another request', async () => {
    const { db, transact } = await accounts();
    await transact(put('a', { n: { N: '9' } }));
    await db.call('TransactWriteItems', transfer);
    await expect(db.call('TransactWriteItems', { ...transfer, TransactItems: [take('a', 2)] })).rejects.toMatchObject({
      code: 'IdempotentParameterMismatchException',
    });
  });

  test('of a cancelled transaction may be tried again', async () => {
    const { db, transact } = await accounts();
    await transact(put('a', { n: { N: '0' } }));
    await expect(db.call('TransactWriteItems', transfer)).rejects.toThrow('ConditionalCheckFailed');
    await transact(put('a', { n: { N: '1' } }));
    await db.call('TransactWriteItems', transfer);
    expect((await db.get('accounts', key('a')))?.n).toEqual({ N: '0' });
  });
});

test('TransactGetItems answers in the sequence asked, with a gap for what is not there', async () => {
  const { db, transact } = await accounts();
  await transact(put('a', { n: { N: '1' }, m: { N: '2' } }), put('b'));
  const get = (pk: string, more: JsonObject = {}) => ({ Get: { TableName: 'accounts', Key: key(pk), ...more } });
  const answer = await db.call('TransactGetItems', {
    TransactItems: [get('b'), get('c'), get('a', { ProjectionExpression: 'm' })],
  });
  expect(answer).toEqual({ Responses: [{ Item: key('b') }, {}, { Item: { m: { N: '2' } } }] });
});
