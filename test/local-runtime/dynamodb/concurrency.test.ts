import { expect, test } from 'vitest';
import { equalItems, type Item } from '#infra/local-runtime/dynamodb/attribute-value.ts';
import type { StreamRecord } from '#infra/local-runtime/dynamodb/stream-record.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import type { ServiceError } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

const accounts = Array.from({ length: 10 }, (_, i) => ({ pk: { S: `account ${i}` } }));
const opening = 100;
const operations = 8000;
const writers = 32;

test('32 writers at once tear no read, lose no money and leave a stream that replays to the table', async () => {
  const bank = await openBank();
  let left = operations;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (left-- > 0) await bank.actOnce();
    }),
  );
  expect(bank.tally.tornReads).toBe(0);
  expect(bank.tally.transfers + bank.tally.refusals + bank.tally.counts + bank.tally.audits).toBe(operations);
  expect(Math.min(bank.tally.transfers, bank.tally.refusals, bank.tally.counts, bank.tally.audits)).toBeGreaterThan(
    100,
  );

  const items = (await bank.db.call('Scan', { TableName: 'accounts' })).Items!;
  expect(items.reduce((sum, item) => sum + Number(item.n!.N), 0)).toBe(opening * accounts.length);
  expect(items.reduce((sum, item) => sum + Number(item.counter?.N ?? 0), 0)).toBe(bank.tally.counts);

  const records = await bank.db.recordsOf('accounts');
  expect(records).toHaveLength(accounts.length + 2 * bank.tally.transfers + bank.tally.counts);
  const { replayed, brokenLinks } = replay(records);
  expect(brokenLinks).toBe(0);
  const differences = items.filter((item) => !equalItems(item, replayed.get(item.pk!.S!) ?? {}));
  expect([replayed.size, differences]).toEqual([items.length, []]);
});

async function openBank() {
  const db = new RunningDynamoDb();
  await db.createTable('accounts');
  for (const key of accounts)
    await db.call('PutItem', { TableName: 'accounts', Item: { ...key, n: { N: String(opening) } } });
  const random = seededRandom(11);
  const below = (limit: number) => Math.floor(random.next() * limit);
  const tally = { transfers: 0, refusals: 0, counts: 0, audits: 0, tornReads: 0 };

  const transfer = async (from: number, to: number, amount: number) => {
    const move = (account: number, sign: '+' | '-') => ({
      Update: {
        TableName: 'accounts',
        Key: accounts[account]!,
        UpdateExpression: `SET n = n ${sign} :m`,
        ...(sign === '-' && { ConditionExpression: 'n >= :m' }),
        ExpressionAttributeValues: { ':m': { N: String(amount) } },
      },
    });
    try {
      await db.call('TransactWriteItems', { TransactItems: [move(from, '-'), move(to, '+')] });
      tally.transfers++;
    } catch (error) {
      expect((error as ServiceError).code).toBe('TransactionCanceledException');
      tally.refusals++;
    }
  };
  const count = async () => {
    const ExpressionAttributeValues = { ':one': { N: '1' } };
    const Key = accounts[below(accounts.length)]!;
    await db.call('UpdateItem', {
      TableName: 'accounts',
      Key,
      UpdateExpression: 'ADD #c :one',
      ExpressionAttributeNames: { '#c': 'counter' },
      ExpressionAttributeValues,
    });
    tally.counts++;
  };
  const audit = async () => {
    const TransactItems = accounts.map((Key) => ({ Get: { TableName: 'accounts', Key } }));
    const { Responses } = (await db.call('TransactGetItems', { TransactItems })) as unknown as {
      Responses: { Item: Item }[];
    };
    const sum = Responses.reduce((all, { Item }) => all + Number(Item.n!.N), 0);
    tally.audits++;
    if (sum !== opening * accounts.length) tally.tornReads++;
  };
  const actOnce = () => {
    const kind = below(10);
    const from = below(accounts.length);
    if (kind < 6) return transfer(from, (from + 1 + below(accounts.length - 1)) % accounts.length, 1 + below(90));
    return kind < 8 ? count() : audit();
  };
  return { db, tally, actOnce };
}

/** The items that the records alone make, and how often an old image was not the new one before it. */
function replay(records: StreamRecord[]) {
  const replayed = new Map<string, Item>();
  let brokenLinks = 0;
  for (const { eventName, dynamodb } of records) {
    const key = dynamodb.Keys.pk!.S!;
    if (!equalItems(replayed.get(key) ?? {}, dynamodb.OldImage ?? {})) brokenLinks++;
    if (eventName === 'REMOVE') replayed.delete(key);
    else replayed.set(key, dynamodb.NewImage!);
  }
  return { replayed, brokenLinks };
}
