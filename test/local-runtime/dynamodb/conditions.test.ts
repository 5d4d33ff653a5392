import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compares } from '#infra/local-runtime/dynamodb/conditions.ts';
import { decimal } from '#infra/local-runtime/dynamodb/dynalite.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

const Key = { pk: { S: 'x' } };
const item: JsonObject = {
  ...Key,
  n: { N: '10' },
  s: { S: 'apple' },
  blank: { S: '' },
  off: { BOOL: false },
  binary_data: { B: 'gP8=' },
  members: { SS: ['a', 'b'] },
  entries: { L: [{ N: '1' }, { S: 'two' }] },
  nested: { M: { inside: { M: { deep: { N: '1' } } } } },
};

async function holds(ConditionExpression: string, values?: JsonObject): Promise<boolean> {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  await db.call('PutItem', { TableName: 'things', Item: item });
  const write = db.call('DeleteItem', {
    TableName: 'things',
    Key,
    ConditionExpression,
    ...(values && { ExpressionAttributeValues: values }),
  });
  return write.then(
    () => true,
    (error: Error) => {
      expect(error.name).toBe('ConditionalCheckFailedException');
      return false;
    },
  );
}

test.each<[string, JsonObject | undefined, boolean]>([
  ['attribute_exists(n)', undefined, true],
  ['attribute_exists(blank)', undefined, true],
  ['attribute_exists(absent)', undefined, false],
  ['attribute_not_exists(pk)', undefined, false],
  ['attribute_exists(entries[1])', undefined, true],
  ['attribute_exists(entries[2])', undefined, false],
  ['n = :v', { ':v': { N: '10.0' } }, true],
  ['nested.inside.deep = :v', { ':v': { N: '1' } }, true],
  ['n <> :v', { ':v': { N: '10' } }, false],
  ['absent <> :v', { ':v': { N: '10' } }, true],
  ['absent = another', undefined, false],
  ['n > :v', { ':v': { N: '9' } }, true],
  ['n > :v', { ':v': { S: '9' } }, false],
  ['absent < :v', { ':v': { N: '9' } }, false],
  ['s < :v', { ':v': { S: 'b' } }, true],
  ['n BETWEEN :a AND :b', { ':a': { N: '2' }, ':b': { N: '10' } }, true],
  ['s IN (:a, :b)', { ':a': { S: 'pear' }, ':b': { S: 'apple' } }, true],
  ['blank IN (:a)', { ':a': { S: '' } }, true],
  ['entries = :v', { ':v': { L: [{ N: '1' }, { S: 'two' }] } }, true],
  ['nested = :v', { ':v': { M: { inside: { M: { deep: { N: '1' } } } } } }, true],
  ['nested <> :v', { ':v': { M: { inside: { M: { deep: { N: '2' } } } } } }, true],
  ['members = :v', { ':v': { SS: ['b', 'a'] } }, true],
  ['contains(members, :v)', { ':v': { S: 'b' } }, true],
  ['contains(s, :v)', { ':v': { S: 'ppl' } }, true],
  ['contains(entries, :v)', { ':v': { S: 'two' } }, true],
  ['begins_with(s, :v)', { ':v': { S: 'app' } }, true],
  ['attribute_type(off, :v)', { ':v': { S: 'BOOL' } }, true],
  ['attribute_type(blank, :v)', { ':v': { S: 'N' } }, false],
  ['size(blank) = :v', { ':v': { N: '0' } }, true],
  ['size(entries) > :v', { ':v': { N: '1' } }, true],
  ['binary_data > :v', { ':v': { B: 'f/8=' } }, true],
  ['begins_with(binary_data, :v)', { ':v': { B: 'gA==' } }, true],
  ['NOT n = :v OR s = :v', { ':v': { N: '10' } }, false],
])('%s with %j is %s', async (condition, values, expected) => {
  expect(await holds(condition, values)).toBe(expected);
});

test('a failed condition shows the item when asked', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  await db.call('PutItem', { TableName: 'things', Item: item });
  const put = (more: JsonObject) =>
    db.call('PutItem', { TableName: 'things', Item: Key, ConditionExpression: 'attribute_not_exists(pk)', ...more });
  await expect(put({ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).rejects.toMatchObject({
    code: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    statusCode: 400,
    fields: { Item: item },
  });
  await expect(put({})).rejects.toMatchObject({ fields: {} });
});

test('numbers compare by all their digits, also where a double holds fewer', () => {
  const digits = fc.oneof(
    fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }).map(String),
    fc.bigInt({ min: 9007199254740990n, max: 9007199254740999n }).map(String),
    fc.tuple(fc.integer({ min: -3, max: 3 }), fc.stringMatching(/^\d{0,20}[1-9]$/)).map(([n, part]) => `${n}.${part}`),
    fc.constantFrom('0', `1${'0'.repeat(125)}`, `-1${'0'.repeat(125)}`, `0.${'0'.repeat(129)}1`),
  );
  fc.assert(
    fc.property(digits, digits, (a, b) => {
      const sign = decimal(a).cmp(b);
      expect(compares('<', { N: a }, { N: b })).toBe(sign < 0);
      expect(compares('>=', { N: a }, { N: b })).toBe(sign >= 0);
    }),
  );
});

test('texts compare by their UTF-8 bytes, those behind the surrogates too', () => {
  const texts = ['', 'a', 'ab', 'b', '\u{e000}', '\u{ffff}', '\u{1f600}', '\u{1f601}'];
  const sorted = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [i, a] of sorted.entries()) {
    for (const [j, b] of sorted.entries()) expect(compares('<', { S: a }, { S: b }), `${a} < ${b}`).toBe(i < j);
  }
});
