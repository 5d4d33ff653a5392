import { expect, test } from 'vitest';
import { RunningDynamoDb } from './running-dynamodb.ts';

const Key = { pk: { S: 'x' } };

async function things() {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  return db;
}

test('a stream tells every change with the image before and after', async () => {
  const db = await things();
  await db.call('PutItem', { TableName: 'things', Item: { ...Key, n: { N: '1' } } });
  await db.call('UpdateItem', {
    TableName: 'things',
    Key,
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  });
  await db.call('DeleteItem', { TableName: 'things', Key });
  const records = await db.recordsOf('things');
  expect(
    records.map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage?.n?.N, dynamodb.NewImage?.n?.N]),
  ).toEqual([
    ['INSERT', undefined, '1'],
    ['MODIFY', '1', '2'],
    ['REMOVE', '2', undefined],
  ]);
  expect(records[0]).toMatchObject({
    eventSource: 'aws:dynamodb',
    eventVersion: '1.1',
    awsRegion: 'eu-central-1',
    dynamodb: { Keys: Key, StreamViewType: 'NEW_AND_OLD_IMAGES', ApproximateCreationDateTime: db.clock.now() / 1000 },
  });
  expect(records.every((record) => record.userIdentity === undefined)).toBe(true);
});

test('sequence numbers rise and no event id occurs twice', async () => {
  const db = await things();
  for (let n = 0; n < 1500; n++)
    await db.call('PutItem', { TableName: 'things', Item: { ...Key, n: { N: String(n) } } });
  const records = await db.recordsOf('things');
  expect(records).toHaveLength(1500);
  expect(new Set(records.map((record) => record.eventID)).size).toBe(1500);
  const numbers = records.map((record) => BigInt(record.dynamodb.SequenceNumber));
  expect(numbers.every((number, i) => i === 0 || number > numbers[i - 1]!)).toBe(true);
});

test('a write that changes nothing writes no record', async () => {
  const db = await things();
  const Item = { ...Key, m: { M: { a: { N: '1' }, b: { N: '2' } } }, s: { SS: ['a', 'b'] } };
  const same = { s: { SS: ['b', 'a'] }, m: { M: { b: { N: '2.0' }, a: { N: '1' } } }, ...Key };
  await db.call('PutItem', { TableName: 'things', Item });
  await db.call('PutItem', { TableName: 'things', Item: same });
  await db.call('UpdateItem', { TableName: 'things', Key, UpdateExpression: 'REMOVE absent' });
  await db.call('DeleteItem', { TableName: 'things', Key: { pk: { S: 'nobody' } } });
  expect(await db.recordsOf('things')).toHaveLength(1);
});

test('a listener hears of a change when all of its transaction is visible', async () => {
  const db = await things();
  const heard: [string, string | undefined, unknown][] = [];
  const stop = db.service.onRecord((streamArn, record) => {
    const items = db.service.operations.Scan!({ TableName: 'things' }) as { Count: number };
    heard.push([streamArn, record.dynamodb.NewImage?.pk?.S, items.Count]);
  });
  const put = (pk: string) => ({ Put: { TableName: 'things', Item: { pk: { S: pk } } } });
  await db.call('TransactWriteItems', { TransactItems: [put('a'), put('b')] });
  stop();
  await db.call('PutItem', { TableName: 'things', Item: Key });
  const arn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/things/stream/2026-11-02T09:00:00.000';
  expect(heard).toEqual([
    [arn, 'a', 2],
    [arn, 'b', 2],
  ]);
});

test('a listener that writes hears of its own write after what was recorded before', async () => {
  const db = await things();
  const put = (pk: string) => ({ Put: { TableName: 'things', Item: { pk: { S: pk } } } });
  const heard: (string | undefined)[] = [];
  db.service.onRecord((_, record) => {
    const pk = record.dynamodb.Keys.pk?.S;
    heard.push(pk);
    if (pk === 'a') db.service.operations.TransactWriteItems!({ TransactItems: [put('c')] });
  });
  await db.call('TransactWriteItems', { TransactItems: [put('a'), put('b')] });
  expect(heard).toEqual(['a', 'b', 'c']);
});

test('a stream of keys only holds no image', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } });
  await db.call('PutItem', { TableName: 'things', Item: { ...Key, n: { N: '1' } } });
  const [record] = await db.recordsOf('things');
  expect(record?.dynamodb).toMatchObject({ Keys: Key });
  expect(record?.dynamodb).not.toHaveProperty('NewImage');
});

test('an iterator starts where it is asked to', async () => {
  const db = await things();
  for (const n of ['1', '2', '3']) await db.call('PutItem', { TableName: 'things', Item: { ...Key, n: { N: n } } });
  const all = await db.recordsOf('things');
  const { Streams } = (await db.callStreams('ListStreams', { TableName: 'things' })) as {
    Streams: [{ StreamArn: string }];
  };
  const [{ StreamArn }] = Streams;
  const described = await db.callStreams('DescribeStream', { StreamArn });
  const { ShardId } = (described as { StreamDescription: { Shards: [{ ShardId: string }] } }).StreamDescription
    .Shards[0];
  const second = all[1]!.dynamodb.SequenceNumber;
  const readFrom = async (ShardIteratorType: string, SequenceNumber?: string) => {
    const position = { StreamArn, ShardId, ShardIteratorType, ...(SequenceNumber && { SequenceNumber }) };
    const { ShardIterator } = await db.callStreams('GetShardIterator', position);
    return (await db.callStreams('GetRecords', { ShardIterator })).Records;
  };
  expect(await readFrom('AT_SEQUENCE_NUMBER', second)).toEqual(all.slice(1));
  expect(await readFrom('AFTER_SEQUENCE_NUMBER', second)).toEqual(all.slice(2));
  expect(await readFrom('LATEST')).toEqual([]);
});

test('records are gone after 24 hours', async () => {
  const db = await things();
  await db.call('PutItem', { TableName: 'things', Item: Key });
  await db.clock.drive(undefined, db.clock.now() + 24 * 3_600_000 + 1000);
  expect(await db.recordsOf('things')).toEqual([]);
});

test('a stream that is switched off ends, and a new one has another name', async () => {
  const db = await things();
  const describe = async () =>
    (await db.call('DescribeTable', { TableName: 'things' })).Table as Record<string, unknown>;
  const first = (await describe()).LatestStreamArn;
  await db.call('UpdateTable', { TableName: 'things', StreamSpecification: { StreamEnabled: false } });
  await db.call('PutItem', { TableName: 'things', Item: Key });
  expect((await describe()).StreamSpecification).toBeUndefined();
  await db.clock.drive(undefined, db.clock.now() + 1000);
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' };
  await db.call('UpdateTable', { TableName: 'things', StreamSpecification });
  expect((await describe()).LatestStreamArn).not.toBe(first);
  expect(await db.recordsOf('things')).toEqual([]);
});
