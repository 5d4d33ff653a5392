import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemBytes, SizedItem } from '#infra/local-runtime/dynamodb/item-size.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

const limit = 409_600;

/** As AWS was measured to count (eu-west-2, August 2026, by accepted and refused items); the numbers are normal here. */
test.each<[string, number]>([
  ['0', 1],
  ['1', 2],
  ['12', 2],
  ['123', 3],
  ['1234', 3],
  ['12345678901234567890123456789012345678', 20],
  ['100', 2],
  ['1010', 3],
  ['0.0000001', 2],
  [`1${'0'.repeat(125)}`, 2],
  ['1.5', 3],
  ['15', 2],
  ['1.234', 4],
  ['3.14159', 5],
  ['123456', 4],
  ['100.5', 4],
  ['0.15', 2],
  ['-42', 3],
])('the number %s counts %i bytes', (digits, bytes) => {
  expect(itemBytes({ n: { N: digits } })).toBe(1 + bytes);
});

test('names and strings count their UTF-8 bytes, lists and maps three bytes and one for each member', () => {
  expect(itemBytes({ ä: { S: '🙂' } })).toBe(6);
  expect(itemBytes({ l: { L: [{ BOOL: true }, { S: 'ab' }] } })).toBe(1 + 3 + 2 + 3);
  expect(itemBytes({ m: { M: { a: { NULL: true } } } })).toBe(1 + 3 + 1 + 2);
});

test('an item of 400 KB is taken and one byte more is refused, in a transaction before it begins', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  const item = (bytes: number) => ({ pk: { S: 'x' }, p: { S: 'x'.repeat(bytes - 4) } });
  const put = (bytes: number) => ({ TableName: 'things', Item: item(bytes) });
  await db.call('PutItem', put(limit));
  await expect(db.call('PutItem', put(limit + 1))).rejects.toThrow('Item size has exceeded the maximum allowed size');
  await expect(db.call('TransactWriteItems', { TransactItems: [{ Put: put(limit + 1) }] })).rejects.toMatchObject({
    code: 'ValidationException',
  });
});

test('an update that makes an item too large is refused, in a transaction as a reason', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  const update = (bytes: number) => ({
    TableName: 'things',
    Key: { pk: { S: 'x' } },
    UpdateExpression: 'SET p = :p',
    ExpressionAttributeValues: { ':p': { S: 'x'.repeat(bytes) } },
  });
  await expect(db.call('UpdateItem', update(limit))).rejects.toThrow('Item size to update has exceeded');
  await expect(db.call('TransactWriteItems', { TransactItems: [{ Update: update(limit) }] })).rejects.toMatchObject({
    code: 'TransactionCanceledException',
    fields: { CancellationReasons: [{ Code: 'ValidationError' }] },
  });
});

test('what has changed in an item changes its size as counting all of it anew does', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }).map((S) => ({ S })),
    fc.integer().map((n) => ({ N: String(n) })),
    fc
      .array(
        fc.boolean().map((BOOL) => ({ BOOL })),
        { maxLength: 3 },
      )
      .map((L) => ({ L })),
  );
  const item = fc.dictionary(fc.constantFrom('a', 'b', 'ä', 'constructor', 'toString'), value);
  fc.assert(
    fc.property(item, item, fc.boolean(), (before, changes, removes) => {
      const { a: _, ...rest } = before;
      const after = { ...(removes ? rest : before), ...changes };
      expect(new SizedItem(before).changedTo(after).bytes).toBe(itemBytes(after));
    }),
  );
});
