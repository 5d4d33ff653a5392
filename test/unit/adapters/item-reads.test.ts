import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { documents } from '#shared/adapters/document-client.ts';
import { ReadThrottled, readItem } from '#shared/adapters/item-reads.ts';

const dynamodb = mockClient(documents);
beforeEach(() => dynamodb.reset());
afterAll(() => dynamodb.restore());

const one = { pk: 'A', sk: '1', says: 'one' };
const two = { pk: 'A', sk: '2', says: 'two' };
const keyOf = ({ pk, sk }: typeof one) => ({ pk, sk });
const requests = () => dynamodb.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems);

test('an item that is read alone is one plain, consistent read', async () => {
  dynamodb.on(GetCommand).resolves({ Item: one });
  expect(await readItem('Cases', keyOf(one))).toEqual(one);
  expect(dynamodb.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  expect(requests()).toEqual([]);
});

test('what is read at the same moment is one request for all tables, each key once, answered in the order asked', async () => {
  const order = { orderId: 'o-1' };
  dynamodb.on(BatchGetCommand).resolves({ Responses: { Orders: [order], Cases: [two, one] } });
  const read = await Promise.all([
    readItem('Cases', keyOf(one)),
    readItem('Orders', { orderId: 'o-1' }),
    readItem('Cases', keyOf(two)),
    readItem('Cases', keyOf(one)),
    readItem('Cases', { pk: 'A', sk: 'none' }),
  ]);
  expect(read).toEqual([one, order, two, one, undefined]);
  expect(requests()).toEqual([
    {
      Cases: { Keys: [keyOf(one), keyOf(two), { pk: 'A', sk: 'none' }], ConsistentRead: true },
      Orders: { Keys: [{ orderId: 'o-1' }], ConsistentRead: true },
    },
  ]);
});

test('nothing is kept: the next read is a read', async () => {
  dynamodb.on(GetCommand).resolvesOnce({ Item: one }).resolves({});
  expect(await readItem('Cases', keyOf(one))).toEqual(one);
  expect(await readItem('Cases', keyOf(one))).toBeUndefined();
});

test('what DynamoDB leaves for later is asked for again', async () => {
  const left = { Cases: { Keys: [keyOf(two)], ConsistentRead: true } };
  dynamodb
    .on(BatchGetCommand)
    .resolvesOnce({ Responses: { Cases: [one] }, UnprocessedKeys: left })
    .resolves({ Responses: { Cases: [two] } });
  expect(await Promise.all([readItem('Cases', keyOf(one)), readItem('Cases', keyOf(two))])).toEqual([one, two]);
  expect(requests()[1]).toEqual(left);
});

test('what it keeps leaving is nobody\'s "there is none": whoever asked tries again', async () => {
  const UnprocessedKeys = { Cases: { Keys: [keyOf(two)], ConsistentRead: true } };
  dynamodb.on(BatchGetCommand).resolves({ Responses: { Cases: [one] }, UnprocessedKeys });
  const reads = Promise.all([readItem('Cases', keyOf(one)), readItem('Cases', keyOf(two))]);
  await expect(reads).rejects.toThrow(ReadThrottled);
});

test('an error of the read is the error of each that asked', async () => {
  dynamodb.on(BatchGetCommand).rejects(new Error('no such table'));
  const [first, second] = await Promise.allSettled([readItem('Cases', keyOf(one)), readItem('Cases', keyOf(two))]);
  expect(first).toMatchObject({ status: 'rejected', reason: { message: 'no such table' } });
  expect(second).toMatchObject({ status: 'rejected', reason: { message: 'no such table' } });
});
