import { expect, test } from 'vitest';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { ChangeFeed } from '#infra/trial/observation/change-feed.ts';
import { tableNames } from '#infra/trial/shop/tables.ts';
import { RunningDynamoDb } from '#test/local-runtime/dynamodb/running-dynamodb.ts';

/** The trial's tables, empty, and a feed of them that is told of everything but the Payments row that came before it. */
async function fed() {
  const db = new RunningDynamoDb();
  for (const table of [...tableNames, 'Others']) await db.createTable(`dev-${table}`);
  const put = (table: string, row: JsonObject) =>
    db.call('PutItem', { TableName: `dev-${table}`, Item: { pk: { S: 'x' }, ...row } });
  await put('Payments', { n: { N: '0' } });
  const runtime = {
    call: ({ operation, input }: { operation: string; input: JsonObject }) => db.callStreams(operation, input),
    onRecord: db.service.onRecord.bind(db.service),
  };
  const feed = await ChangeFeed.open(runtime, { nameOf: (table) => `dev-${table}` });
  return { db, put, feed };
}

test('a look hands on what was written since the last one, table by table, each in the sequence of its writes', async () => {
  const { put, feed } = await fed();
  const seen: unknown[] = [];
  for (const table of ['Cases', 'Orders', 'Payments'] as const) {
    feed.watch(table, ({ before, after }) => seen.push([table, before?.n, after?.n]));
  }
  for (const n of ['1', '2']) for (const table of ['Cases', 'Orders', 'Others']) await put(table, { n: { N: n } });
  expect(seen, 'nothing before somebody looks').toEqual([]);
  feed.read();
  const first = [
    ['Orders', undefined, 1],
    ['Orders', 1, 2],
    ['Cases', undefined, 1],
    ['Cases', 1, 2],
  ];
  expect(seen).toEqual(first);
  feed.read();
  await put('Payments', { n: { N: '3' } });
  feed.read();
  expect(seen).toEqual([...first, ['Payments', 0, 3]]);
});

test('a change has the keys, both images as rows of its own, and says whether the table took the item away itself', async () => {
  const { db, put, feed } = await fed();
  const held = { entity: { S: 'case' }, list: { L: [{ N: '1' }] }, goesAt: { N: String(db.clock.now() / 1000 + 60) } };
  await db.call('UpdateTimeToLive', {
    TableName: 'dev-Cases',
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'goesAt' },
  });
  const seen: unknown[] = [];
  feed.watch('Cases', (change) => {
    const { keys, before, after, written, entity, expired } = change;
    seen.push({ keys, before, after, expired });
    seen.push([entity, written !== undefined]);
    expect(change.after, 'made once for all who watch').toBe(after);
    if (after) Object.assign(after.list as object, { 0: 'changed by who was told' });
  });
  await put('Cases', held);
  feed.read();
  await db.clock.drive(undefined, db.clock.now() + 3 * 86_400_000);
  feed.read();
  const row = { pk: 'x', entity: 'case', list: [1], goesAt: Number(held.goesAt.N) };
  const told = { ...row, list: ['changed by who was told'] };
  expect(seen).toEqual([
    { keys: { pk: 'x' }, before: undefined, after: told, expired: false },
    ['case', true],
    { keys: { pk: 'x' }, before: row, after: undefined, expired: true },
    ['case', false],
  ]);
});

test('what a write has put there is all of a new row, and of another what an update has set', async () => {
  const { db, put, feed } = await fed();
  const seen: unknown[] = [];
  feed.watch('Cases', ({ written, entity }) => seen.push([entity, written]));
  await put('Cases', { entity: { S: 'case' }, n: { N: '1' }, wishes: { L: [] } });
  await db.call('UpdateItem', {
    TableName: 'dev-Cases',
    Key: { pk: { S: 'x' } },
    UpdateExpression: 'SET n = :n, spoken = :spoken REMOVE wishes',
    ExpressionAttributeValues: { ':n': { N: '2' }, ':spoken': { S: 'yes' } },
  });
  feed.read();
  expect(seen).toEqual([
    ['case', { pk: { S: 'x' }, entity: { S: 'case' }, n: { N: '1' }, wishes: { L: [] } }],
    ['case', { n: { N: '2' }, spoken: { S: 'yes' } }],
  ]);
});
