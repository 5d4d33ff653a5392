import { expect, test } from 'vitest';
import { RunningDynamoDb } from './running-dynamodb.ts';

const arn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/things';

async function things() {
  const db = new RunningDynamoDb();
  await db.createTable('things', { DeletionProtectionEnabled: true, Tags: [{ Key: 'team', Value: 'returns' }] });
  return db;
}

test('a new table can be used at once and is described by what it was created with', async () => {
  const db = await things();
  const { Table } = await db.call('DescribeTable', { TableName: 'things' });
  expect(Table).toMatchObject({
    TableArn: arn,
    TableStatus: 'ACTIVE',
    ItemCount: 0,
    CreationDateTime: db.clock.now() / 1000,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  await expect(db.createTable('things')).rejects.toMatchObject({ code: 'ResourceInUseException' });
});

test('a protected table cannot be deleted until the protection is taken away', async () => {
  const db = await things();
  await expect(db.call('DeleteTable', { TableName: 'things' })).rejects.toThrow('protected against deletion');
  await db.call('UpdateTable', { TableName: 'things', DeletionProtectionEnabled: false });
  await db.call('DeleteTable', { TableName: 'things' });
  await expect(db.call('DescribeTable', { TableName: 'things' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Requested resource not found: Table: things not found',
  });
});

test('tables are listed by name, in pages', async () => {
  const db = new RunningDynamoDb();
  for (const name of ['ccc', 'aaa', 'bbb']) await db.createTable(name);
  expect(await db.call('ListTables', { Limit: 2 })).toEqual({
    TableNames: ['aaa', 'bbb'],
    LastEvaluatedTableName: 'bbb',
  });
  expect(await db.call('ListTables', { ExclusiveStartTableName: 'bbb' })).toEqual({ TableNames: ['ccc'] });
});

test('tags are kept', async () => {
  const db = await things();
  await db.call('TagResource', { ResourceArn: arn, Tags: [{ Key: 'stage', Value: 'local' }] });
  await db.call('UntagResource', { ResourceArn: arn, TagKeys: ['team'] });
  expect(await db.call('ListTagsOfResource', { ResourceArn: arn })).toEqual({
    Tags: [{ Key: 'stage', Value: 'local' }],
  });
});

test('continuous backups are on when they have been asked for', async () => {
  const db = await things();
  const status = async () => {
    const { ContinuousBackupsDescription: description } = await db.call('DescribeContinuousBackups', {
      TableName: 'things',
    });
    return (description as { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: string } })
      .PointInTimeRecoveryDescription.PointInTimeRecoveryStatus;
  };
  expect(await status()).toBe('DISABLED');
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await db.call('UpdateContinuousBackups', { TableName: 'things', PointInTimeRecoverySpecification });
  expect(await status()).toBe('ENABLED');
});

test('a batch writes and reads several items and refuses a key twice', async () => {
  const db = await things();
  const put = (pk: string) => ({ PutRequest: { Item: { pk: { S: pk } } } });
  const write = (...things: object[]) => db.call('BatchWriteItem', { RequestItems: { things: things as never } });
  expect(await write(put('a'), put('b'))).toEqual({ UnprocessedItems: {} });
  await write({ DeleteRequest: { Key: { pk: { S: 'a' } } } });
  const Keys = [{ pk: { S: 'a' } }, { pk: { S: 'b' } }];
  expect(await db.call('BatchGetItem', { RequestItems: { things: { Keys } } })).toEqual({
    Responses: { things: [{ pk: { S: 'b' } }] },
    UnprocessedKeys: {},
  });
  await expect(write(put('c'), put('c'))).rejects.toThrow('Provided list of item keys contains duplicates');
});

test('a request is left as it was and an answer is not a piece of the store', async () => {
  const db = await things();
  const request = { TableName: 'things', Item: { pk: { S: 'x' }, m: { M: { n: { N: '1.0' } } } }, Unknown: 1 };
  const copy = structuredClone(request);
  await db.call('PutItem', request);
  expect(request).toEqual(copy);
  const item = await db.get('things', { pk: { S: 'x' } });
  item!.m!.M!.n!.N = '2';
  expect((await db.get('things', { pk: { S: 'x' } }))?.m).toEqual({ M: { n: { N: '1' } } });
});
