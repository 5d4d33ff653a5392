import { describe, expect, test } from 'vitest';
import type { Item } from '#infra/local-runtime/dynamodb/attribute-value.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb, withSortKey } from './running-dynamodb.ts';

const indexed = {
  ...withSortKey,
  AttributeDefinitions: [
    ...withSortKey.AttributeDefinitions,
    { AttributeName: 'state', AttributeType: 'S' },
    { AttributeName: 'due', AttributeType: 'N' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byState',
      KeySchema: [
        { AttributeName: 'state', KeyType: 'HASH' },
        { AttributeName: 'due', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
    },
  ],
};

async function cases() {
  const db = new RunningDynamoDb();
  await db.createTable('cases', indexed);
  const put = (pk: string, sk: string, more: JsonObject = {}) =>
    db.call('PutItem', { TableName: 'cases', Item: { pk: { S: pk }, sk: { S: sk }, ...more } });
  const query = (KeyConditionExpression: string, values: JsonObject, more: JsonObject = {}) =>
    db.call('Query', { TableName: 'cases', KeyConditionExpression, ExpressionAttributeValues: values, ...more });
  const byState = (state: string, more: JsonObject = {}) =>
    query(
      '#state = :s',
      { ':s': { S: state } },
      { IndexName: 'byState', ExpressionAttributeNames: { '#state': 'state' }, ...more },
    );
  return { db, put, query, byState };
}

/** All pages of a read, and how many there were. */
async function allPages(read: (more: JsonObject) => Promise<JsonObject>) {
  const items: Item[] = [];
  let pages = 0;
  let ExclusiveStartKey: JsonObject['key'];
  do {
    const page = await read(ExclusiveStartKey ? { ExclusiveStartKey } : {});
    items.push(...(page.Items as Item[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
    pages++;
  } while (ExclusiveStartKey);
  return { items, pages };
}

describe('a global secondary index', () => {
  test('holds only items that have all of its key, with what it projects', async () => {
    const { put, byState } = await cases();
    await put('1', 'a', { state: { S: 'open' }, due: { N: '5' }, title: { S: 't' }, secret: { S: 'x' } });
    await put('2', 'a', { state: { S: 'open' }, due: { N: '-1' } });
    await put('3', 'a', { state: { S: 'open' } });
    await put('4', 'a', { due: { N: '1' } });
    expect((await byState('open')).Items).toEqual([
      { pk: { S: '2' }, sk: { S: 'a' }, state: { S: 'open' }, due: { N: '-1' } },
      { pk: { S: '1' }, sk: { S: 'a' }, state: { S: 'open' }, due: { N: '5' }, title: { S: 't' } },
    ]);
  });

  test('follows an item from one place to another and out again', async () => {
    const { db, put, byState } = await cases();
    const states = async () => [(await byState('open')).Count, (await byState('done')).Count];
    const update = (UpdateExpression: string, values?: JsonObject) =>
      db.call('UpdateItem', {
        TableName: 'cases',
        Key: { pk: { S: '1' }, sk: { S: 'a' } },
        UpdateExpression,
        ExpressionAttributeNames: { '#state': 'state' },
        ...(values && { ExpressionAttributeValues: values }),
      });
    await put('1', 'a', { state: { S: 'open' }, due: { N: '5' } });
    expect(await states()).toEqual([1, 0]);
    await update('SET #state = :s', { ':s': { S: 'done' } });
    expect(await states()).toEqual([0, 1]);
    await update('REMOVE #state');
    expect(await states()).toEqual([0, 0]);
  });

  test('keeps items of equal index keys apart and pages through them', async () => {
    const { put, byState } = await cases();
    for (let i = 0; i < 300; i++) await put(String(i), 'a', { state: { S: 'open' }, due: { N: '1' } });
    const { items, pages } = await allPages((more) => byState('open', { Limit: 70, ...more }));
    expect(new Set(items.map((item) => item.pk?.S)).size).toBe(300);
    expect([items.length, pages]).toEqual([300, 5]);
  });

  test('refuses a consistent read and a key of another type', async () => {
    const { put, byState } = await cases();
    await expect(byState('open', { ConsistentRead: true })).rejects.toThrow('Consistent reads are not supported');
    await expect(put('1', 'a', { state: { N: '1' }, due: { N: '1' } })).rejects.toThrow(
      'Type mismatch for Index Key state',
    );
    await expect(put('1', 'a', { state: { S: '' }, due: { N: '1' } })).rejects.toThrow(
      'IndexName: byState, IndexKey: state',
    );
  });
});

describe('a query', () => {
  const sortKeys = ['', '0', 'a', 'a#1', 'a#2', 'aa', 'b', 'ä', '🙂'].slice(1);

  test.each<[string, JsonObject, string[]]>([
    ['sk = :a', { ':a': { S: 'a' } }, ['a']],
    ['sk < :a', { ':a': { S: 'a#2' } }, ['0', 'a', 'a#1']],
    ['sk <= :a', { ':a': { S: 'a#2' } }, ['0', 'a', 'a#1', 'a#2']],
    ['sk > :a', { ':a': { S: 'a' } }, ['a#1', 'a#2', 'aa', 'b', 'ä', '🙂']],
    ['sk >= :a', { ':a': { S: 'aa' } }, ['aa', 'b', 'ä', '🙂']],
    ['begins_with(sk, :a)', { ':a': { S: 'a#' } }, ['a#1', 'a#2']],
    ['sk BETWEEN :a AND :b', { ':a': { S: 'a#1' }, ':b': { S: 'aa' } }, ['a#1', 'a#2', 'aa']],
  ])('with %s finds a range in the sequence of bytes, both ways', async (condition, values, expected) => {
    const { put, query } = await cases();
    for (const sk of sortKeys) await put('p', sk);
    await put('p2', 'a');
    const run = async (more: JsonObject) =>
      (await query(`pk = :p AND ${condition}`, { ':p': { S: 'p' }, ...values }, more)).Items!.map((item) => item.sk!.S);
    expect(await run({})).toEqual(expected);
    expect(await run({ ScanIndexForward: false })).toEqual(expected.toReversed());
  });

  test.each([true, false])('pages without loss or repetition (forward: %s)', async (ScanIndexForward) => {
    const { put, query } = await cases();
    for (let i = 0; i < 25; i++) await put('p', `k${String(i).padStart(2, '0')}`);
    const read = (more: JsonObject) => query('pk = :p', { ':p': { S: 'p' } }, { Limit: 10, ScanIndexForward, ...more });
    const { items, pages } = await allPages(read);
    const names = items.map((item) => item.sk?.S);
    expect(names).toEqual(ScanIndexForward ? names.toSorted() : names.toSorted().reverse());
    expect([new Set(names).size, pages]).toEqual([25, 3]);
  });

  test('counts its limit before its filter', async () => {
    const { put, query } = await cases();
    for (let i = 0; i < 10; i++) await put('p', `k${i}`, { even: { BOOL: i % 2 === 0 } });
    const page = await query(
      'pk = :p',
      { ':p': { S: 'p' }, ':yes': { BOOL: true } },
      { Limit: 4, FilterExpression: 'even = :yes' },
    );
    expect([page.Count, page.ScannedCount]).toEqual([2, 4]);
    expect(page.LastEvaluatedKey).toEqual({ pk: { S: 'p' }, sk: { S: 'k3' } });
  });

  test('ends a page at 1 MB', async () => {
    const { put, query } = await cases();
    for (let i = 0; i < 7; i++) await put('p', `k${i}`, { text: { S: 'x'.repeat(300_000) } });
    const { items, pages } = await allPages((more) => query('pk = :p', { ':p': { S: 'p' } }, more));
    expect([items.length, pages]).toEqual([7, 2]);
  });

  test('sorts numbers by their value', async () => {
    const { put, byState } = await cases();
    const values = ['-100', '-2.5', '-2.25', '-0.001', '0', '0.00001', '1', '1.5', '2', '10', '12345678901234567890'];
    for (const due of values.toReversed()) await put(due, 'a', { state: { S: 'open' }, due: { N: due } });
    expect((await byState('open')).Items!.map((item) => item.due!.N)).toEqual(values);
  });
});

test('a scan in segments finds every item once', async () => {
  const { db, put } = await cases();
  for (let i = 0; i < 200; i++) await put(String(i), 'a');
  const found: Item[] = [];
  for (let Segment = 0; Segment < 3; Segment++) {
    const read = (more: JsonObject) =>
      db.call('Scan', { TableName: 'cases', Segment, TotalSegments: 3, Limit: 20, ...more });
    found.push(...(await allPages(read)).items);
  }
  expect([found.length, new Set(found.map((item) => item.pk?.S)).size]).toEqual([200, 200]);
});

test('a local index is read consistently and can fetch what it does not project', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('cases', {
    ...withSortKey,
    AttributeDefinitions: [...withSortKey.AttributeDefinitions, { AttributeName: 'due', AttributeType: 'N' }],
    LocalSecondaryIndexes: [
      {
        IndexName: 'byDue',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'due', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  const Item = { pk: { S: 'p' }, sk: { S: 'a' }, due: { N: '3' }, title: { S: 't' } };
  await db.call('PutItem', { TableName: 'cases', Item });
  const query = (more: JsonObject) =>
    db.call('Query', {
      TableName: 'cases',
      IndexName: 'byDue',
      KeyConditionExpression: 'pk = :p AND due > :d',
      ExpressionAttributeValues: { ':p': { S: 'p' }, ':d': { N: '2' } },
      ConsistentRead: true,
      ...more,
    });
  const { title: _, ...keys } = Item;
  expect((await query({})).Items).toEqual([keys]);
  expect((await query({ Select: 'ALL_ATTRIBUTES' })).Items).toEqual([Item]);
  expect(await query({ Select: 'COUNT' })).toEqual({ Count: 1, ScannedCount: 1 });
});

test.each<[JsonObject, string]>([
  [{ Select: 'SPECIFIC_ATTRIBUTES' }, 'Must specify the AttributesToGet or ProjectionExpression'],
  [
    { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'sk' },
    'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
  ],
  [
    { Select: 'ALL_PROJECTED_ATTRIBUTES' },
    'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [{ IndexName: 'nothing' }, 'The table does not have the specified index: nothing'],
  [{ KeyConditionExpression: 'sk = :p' }, 'Query condition missed key schema element: pk'],
  [{ KeyConditionExpression: 'pk > :p' }, 'Query key condition not supported'],
  [{ FilterExpression: 'sk = :p' }, 'Primary key attribute: sk'],
  [{ ExclusiveStartKey: { pk: { S: 'p' } } }, 'The provided starting key is invalid'],
  [{ ExclusiveStartKey: { pk: { S: 'q' }, sk: { S: 'a' } } }, 'The provided starting key is outside query boundaries'],
])('a query with %j is refused', async (more, message) => {
  const { query } = await cases();
  await expect(query('pk = :p', { ':p': { S: 'p' } }, more)).rejects.toThrow(message);
});
