import { expect, test } from 'vitest';
import { RunningDynamoDb } from './running-dynamodb.ts';

const update = (db: RunningDynamoDb, value: string, more: object = {}) =>
  db.call('UpdateItem', {
    TableName: 'things',
    Key: { pk: { S: 'a' } },
    UpdateExpression: 'SET #n = :v, twice = :v, l = list_append(if_not_exists(l, :none), :one)',
    ConditionExpression: 'attribute_not_exists(#n) OR #n <> :v',
    ExpressionAttributeNames: { '#n': 'n' },
    ExpressionAttributeValues: { ':v': { S: value }, ':none': { L: [] }, ':one': { L: [{ S: value }] } },
    ReturnValues: 'ALL_NEW',
    ...more,
  });

test('an expression that was parsed before takes the values of this request', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  await update(db, 'x');
  const { Attributes } = await update(db, 'y');
  expect(Attributes).toEqual({
    pk: { S: 'a' },
    n: { S: 'y' },
    twice: { S: 'y' },
    l: { L: [{ S: 'x' }, { S: 'y' }] },
  });
  await expect(update(db, 'y')).rejects.toMatchObject({ code: 'ConditionalCheckFailedException' });
});

test('names and types are looked at each time', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  await update(db, 'x');
  await update(db, 'y', { ExpressionAttributeNames: { '#n': 'other' } });
  expect(await db.get('things', { pk: { S: 'a' } })).toMatchObject({ n: { S: 'x' }, other: { S: 'y' } });
  const size = (value: object) =>
    db.call('DeleteItem', {
      TableName: 'things',
      Key: { pk: { S: 'b' } },
      ConditionExpression: 'size(:v) > :z',
      ExpressionAttributeValues: { ':v': value as never, ':z': { N: '9' } },
    });
  await expect(size({ S: 'text' })).rejects.toMatchObject({ code: 'ConditionalCheckFailedException' });
  await expect(size({ N: '1' })).rejects.toThrow('Incorrect operand type for operator or function');
});

test('a name that one expression used before counts as used when the other stands alone', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  const common = { TableName: 'things', Key: { pk: { S: 'a' } }, ExpressionAttributeNames: { '#n': 'n' } };
  const values = { ExpressionAttributeValues: { ':v': { S: 'x' } } };
  const ConditionExpression = '#n <> :v';
  await db.call('UpdateItem', { ...common, ...values, UpdateExpression: 'SET #n = :v', ConditionExpression });
  await expect(db.call('UpdateItem', { ...common, ...values, UpdateExpression: 'SET x = :v' })).rejects.toThrow(
    'unused in expressions: keys: {#n}',
  );
  await expect(db.call('DeleteItem', { ...common, ...values, ConditionExpression })).rejects.toMatchObject({
    code: 'ConditionalCheckFailedException',
  });
});

test('attributes that an update leaves alone are the same in the old and the new image of its record', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  await db.call('PutItem', {
    TableName: 'things',
    Item: { pk: { S: 'a' }, m: { M: { x: { N: '1' } } }, kept: { S: 'k' } },
  });
  await db.call('UpdateItem', {
    TableName: 'things',
    Key: { pk: { S: 'a' } },
    UpdateExpression: 'SET m.x = :two',
    ExpressionAttributeValues: { ':two': { N: '2' } },
  });
  const [, changed] = await db.recordsOf('things');
  expect(changed?.dynamodb.OldImage).toEqual({ pk: { S: 'a' }, m: { M: { x: { N: '1' } } }, kept: { S: 'k' } });
  expect(changed?.dynamodb.NewImage).toEqual({ pk: { S: 'a' }, m: { M: { x: { N: '2' } } }, kept: { S: 'k' } });
});
