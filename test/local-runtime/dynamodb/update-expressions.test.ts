import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '#infra/local-runtime/dynamodb/attribute-value.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

const numbers = (...values: number[]) => ({ L: values.map((value) => ({ N: String(value) })) });

/** The item after an update of `{ pk, ...before }`, without its key. */
async function update(before: object, UpdateExpression: string, values?: object, more: JsonObject = {}) {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  await db.call('PutItem', { TableName: 'things', Item: { pk: { S: 'x' }, ...before } });
  await db.call('UpdateItem', {
    TableName: 'things',
    Key: { pk: { S: 'x' } },
    UpdateExpression,
    ...(values && { ExpressionAttributeValues: values as JsonObject }),
    ...more,
  });
  const { pk: _, ...after } = (await db.get('things', { pk: { S: 'x' } })) as Item;
  return after;
}

describe('SET', () => {
  test.each<[string, object, string, object | undefined, object]>([
    ['places a literal', {}, 'SET a = :v', { ':v': { S: 'new' } }, { a: { S: 'new' } }],
    [
      'replaces a value of another type',
      { a: { N: '1' } },
      'SET a = :v',
      { ':v': { BOOL: false } },
      { a: { BOOL: false } },
    ],
    ['adds numbers exactly', { n: { N: '0.1' } }, 'SET n = n + :v', { ':v': { N: '0.2' } }, { n: { N: '0.3' } }],
    ['subtracts numbers', { n: { N: '1' } }, 'SET n = n - :v', { ':v': { N: '3' } }, { n: { N: '-2' } }],
    [
      'keeps what if_not_exists finds',
      { a: { S: 'old' } },
      'SET a = if_not_exists(a, :v)',
      { ':v': { S: 'new' } },
      { a: { S: 'old' } },
    ],
    [
      'takes the other value of if_not_exists',
      {},
      'SET a = if_not_exists(a, :v) + :v',
      { ':v': { N: '2' } },
      { a: { N: '4' } },
    ],
    ['appends a list', { l: numbers(1) }, 'SET l = list_append(l, :v)', { ':v': numbers(2) }, { l: numbers(1, 2) }],
    ['prepends a list', { l: numbers(1) }, 'SET l = list_append(:v, l)', { ':v': numbers(2) }, { l: numbers(2, 1) }],
    [
      'reads the item as it was before',
      { a: { N: '1' }, b: { N: '2' } },
      'SET a = b, b = a',
      undefined,
      { a: { N: '2' }, b: { N: '1' } },
    ],
    [
      'places a nested member',
      { m: { M: { l: numbers(1, 2) } } },
      'SET m.l[1] = :v',
      { ':v': { N: '9' } },
      { m: { M: { l: numbers(1, 9) } } },
    ],
    [
      'appends when the place is after the end',
      { l: numbers(1) },
      'SET l[7] = :v',
      { ':v': { N: '2' } },
      { l: numbers(1, 2) },
    ],
    [
      'copies a value, so that a change of the source leaves it alone',
      { b: { M: { x: { N: '1' }, y: { N: '2' } } } },
      'SET a = b REMOVE b.x',
      undefined,
      { a: { M: { x: { N: '1' }, y: { N: '2' } } }, b: { M: { y: { N: '2' } } } },
    ],
  ])('%s', async (_, before, expression, values, after) => {
    expect(await update(before, expression, values)).toEqual(after);
  });

  test('refuses an operand that is not there', async () => {
    await expect(update({}, 'SET a = b')).rejects.toThrow('refers to an attribute that does not exist in the item');
  });

  test('refuses arithmetic with a string', async () => {
    await expect(update({ a: { S: 'x' } }, 'SET a = a + :v', { ':v': { N: '1' } })).rejects.toThrow(
      'incorrect data type',
    );
  });

  test('refuses a path through something that is not there', async () => {
    await expect(update({}, 'SET a.b = :v', { ':v': { N: '1' } })).rejects.toThrow(
      'document path provided in the update expression is invalid',
    );
  });

  test('refuses to change a key attribute', async () => {
    await expect(update({}, 'SET pk = :v', { ':v': { S: 'y' } })).rejects.toThrow('This attribute is part of the key');
  });

  test('refuses a result of more than 38 digits', async () => {
    const big = '9'.repeat(38);
    await expect(update({ n: { N: big } }, 'SET n = n + :v', { ':v': { N: '0.1' } })).rejects.toThrow(
      'more than 38 significant digits',
    );
  });
});

describe('REMOVE, ADD and DELETE', () => {
  test.each<[string, object, string, object | undefined, object]>([
    ['removes an attribute', { a: { S: 'x' }, b: { S: 'y' } }, 'REMOVE a', undefined, { b: { S: 'y' } }],
    ['removes nothing where nothing is', {}, 'REMOVE a', undefined, {}],
    [
      'removes list members by their places before',
      { l: numbers(0, 1, 2, 3) },
      'REMOVE l[0], l[1]',
      undefined,
      { l: numbers(2, 3) },
    ],
    [
      'removes and sets members of one list',
      { l: numbers(0, 1, 2) },
      'SET l[2] = :v REMOVE l[0]',
      { ':v': { N: '7' } },
      { l: numbers(1, 7) },
    ],
    ['adds to a number', { n: { N: '5' } }, 'ADD n :v', { ':v': { N: '-2' } }, { n: { N: '3' } }],
    ['adds to nothing as to zero', {}, 'ADD n :v', { ':v': { N: '2' } }, { n: { N: '2' } }],
    ['unites sets', { s: { SS: ['a'] } }, 'ADD s :v', { ':v': { SS: ['a', 'b'] } }, { s: { SS: ['a', 'b'] } }],
    ['starts a set', {}, 'ADD s :v', { ':v': { NS: ['1'] } }, { s: { NS: ['1'] } }],
    [
      'takes members from a set',
      { s: { SS: ['a', 'b'] } },
      'DELETE s :v',
      { ':v': { SS: ['b', 'c'] } },
      { s: { SS: ['a'] } },
    ],
    ['leaves no empty set', { s: { SS: ['a'] } }, 'DELETE s :v', { ':v': { SS: ['a'] } }, {}],
  ])('%s', async (_, before, expression, values, after) => {
    expect(await update(before, expression, values)).toEqual(after);
  });

  test('refuses to add a number to a set', async () => {
    await expect(update({ s: { SS: ['a'] } }, 'ADD s :v', { ':v': { N: '1' } })).rejects.toThrow('incorrect data type');
  });

  test('removes from any list exactly the places that were named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 12 }),
        fc.uniqueArray(fc.nat(14), { minLength: 1, maxLength: 8 }),
        async (members, places) => {
          const expression = `REMOVE ${places.map((place) => `l[${place}]`).join(', ')}`;
          const left = members.filter((_, place) => !places.includes(place));
          expect(await update({ l: numbers(...members) }, expression)).toEqual({ l: numbers(...left) });
        },
      ),
      { numRuns: 100 },
    );
  });
});

test('a failed update leaves the item as it was', async () => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  const item = { pk: { S: 'x' }, a: { N: '1' }, s: { S: 'text' } };
  await db.call('PutItem', { TableName: 'things', Item: item });
  const failing = db.call('UpdateItem', {
    TableName: 'things',
    Key: { pk: { S: 'x' } },
    UpdateExpression: 'SET a = a + :one ADD s :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  });
  await expect(failing).rejects.toThrow('incorrect data type');
  expect(await db.get('things', { pk: { S: 'x' } })).toEqual(item);
});

test.each([
  ['ALL_OLD', { pk: { S: 'x' }, a: { N: '1' }, b: { N: '1' } }],
  ['ALL_NEW', { pk: { S: 'x' }, a: { N: '2' }, b: { N: '1' } }],
  ['UPDATED_OLD', { a: { N: '1' } }],
  ['UPDATED_NEW', { a: { N: '2' } }],
  ['NONE', undefined],
])('an update answers %s as asked', async (ReturnValues, attributes) => {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  await db.call('PutItem', { TableName: 'things', Item: { pk: { S: 'x' }, a: { N: '1' }, b: { N: '1' } } });
  const answer = await db.call('UpdateItem', {
    TableName: 'things',
    Key: { pk: { S: 'x' } },
    UpdateExpression: 'SET a = :two',
    ExpressionAttributeValues: { ':two': { N: '2' } },
    ReturnValues,
  });
  expect(answer.Attributes).toEqual(attributes);
});
