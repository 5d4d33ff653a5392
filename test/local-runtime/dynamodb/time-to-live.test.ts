import { expect, test } from 'vitest';
import { RunningDynamoDb } from './running-dynamodb.ts';

const minute = 60_000;

async function sessions() {
  const db = new RunningDynamoDb();
  await db.createTable('sessions');
  await db.call('UpdateTimeToLive', {
    TableName: 'sessions',
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
  });
  const put = (pk: string, expiresInMs: number) =>
    db.call('PutItem', {
      TableName: 'sessions',
      Item: { pk: { S: pk }, expires: { N: String(Math.floor((db.clock.now() + expiresInMs) / 1000)) } },
    });
  const names = async () => (await db.call('Scan', { TableName: 'sessions' })).Items!.map((item) => item.pk!.S).sort();
  const pass = (ms: number) => db.clock.drive(undefined, db.clock.now() + ms);
  return { db, put, names, pass };
}

test('an item is taken away within a minute after its time', async () => {
  const { put, names, pass } = await sessions();
  await put('soon', 90_000);
  await put('later', 60 * minute);
  await pass(90_000);
  expect(await names()).toEqual(['later', 'soon']);
  await pass(minute);
  expect(await names()).toEqual(['later']);
});

test('the record of an expiry says that the service did it', async () => {
  const { db, put, pass } = await sessions();
  await put('soon', minute);
  await pass(3 * minute);
  const records = await db.recordsOf('sessions');
  expect(records.at(-1)).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    dynamodb: { OldImage: { pk: { S: 'soon' } } },
  });
});

test('a time that is moved or taken away counts as it is now', async () => {
  const { db, put, names, pass } = await sessions();
  await put('moved', minute);
  await put('kept', minute);
  await put('moved', 10 * minute);
  await db.call('UpdateItem', {
    TableName: 'sessions',
    Key: { pk: { S: 'kept' } },
    UpdateExpression: 'REMOVE expires',
  });
  await pass(5 * minute);
  expect(await names()).toEqual(['kept', 'moved']);
  await pass(10 * minute);
  expect(await names()).toEqual(['kept']);
});

test('a time that is moved often counts as it is last, and what expires together leaves in the sequence of its keys', async () => {
  const { db, put, names, pass } = await sessions();
  for (let times = 0; times < 1_500; times++) await put('moved', (1 + (times % 50)) * minute);
  for (const pk of ['c', 'a', 'b']) for (const ms of [2, 90, 2]) await put(pk, ms * minute);
  const { Items } = await db.call('Scan', { TableName: 'sessions' });
  const together = Items!.map((item) => item.pk!.S).filter((pk) => pk !== 'moved');
  await put('first', minute);
  await pass(4 * minute);
  const gone = (await db.recordsOf('sessions')).filter(({ eventName }) => eventName === 'REMOVE');
  const sequence = gone.map(({ dynamodb }) => dynamodb.Keys.pk?.S);
  expect(sequence).toEqual(['first', ...together]);
  await pass(44 * minute);
  expect(await names()).toEqual(['moved']);
  await pass(3 * minute);
  expect(await names()).toEqual([]);
});

test('items from before the setting expire too', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('sessions');
  await db.call('PutItem', {
    TableName: 'sessions',
    Item: { pk: { S: 'x' }, expires: { N: String(db.clock.now() / 1000 + 60) } },
  });
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
  await db.call('UpdateTimeToLive', { TableName: 'sessions', TimeToLiveSpecification });
  expect(await db.call('DescribeTimeToLive', { TableName: 'sessions' })).toEqual({
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
  });
  await db.clock.drive();
  expect((await db.call('Scan', { TableName: 'sessions' })).Count).toBe(0);
});

test('a clock comes to rest when nothing can expire', async () => {
  const { db, names } = await sessions();
  const start = db.clock.now();
  await db.call('PutItem', { TableName: 'sessions', Item: { pk: { S: 'no time' } } });
  await db.call('PutItem', { TableName: 'sessions', Item: { pk: { S: 'text' }, expires: { S: '1' } } });
  await db.call('PutItem', {
    TableName: 'sessions',
    Item: { pk: { S: 'six years old' }, expires: { N: String(start / 1000 - 6 * 365 * 86_400) } },
  });
  await db.clock.drive();
  expect(db.clock.now()).toBe(start);
  expect(await names()).toHaveLength(3);
});

test('nothing expires after the setting is switched off', async () => {
  const { db, put, names, pass } = await sessions();
  await put('x', minute);
  const TimeToLiveSpecification = { Enabled: false, AttributeName: 'expires' };
  await db.call('UpdateTimeToLive', { TableName: 'sessions', TimeToLiveSpecification });
  await pass(10 * minute);
  expect(await names()).toEqual(['x']);
  await expect(db.call('UpdateTimeToLive', { TableName: 'sessions', TimeToLiveSpecification })).rejects.toThrow(
    'TimeToLive is already disabled',
  );
});
