import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { documents } from '#shared/adapters/document-client.ts';
import { outageTally } from '#shared/adapters/outage-tally.ts';

const dynamodb = mockClient(documents);
beforeEach(() => dynamodb.reset());
afterAll(() => dynamodb.restore());

const of = { type: 'payment-failure', behind: 'provider:acme' };
const tally = outageTally({ tableName: 'Cases' });
const at = new Date('2026-05-04T10:03:20.000Z');

/** Two hours as they are kept: seven good and four bad tries in the first, two and three in the second. */
const hours = [
  { sk: 'H#2026-05-04T09', good: 7, good52: 4, good53: 2, good59: 1, bad: 4, bad07: 3, bad55: 1 },
  { sk: 'H#2026-05-04T10', good: 2, good00: 2, bad: 3, bad03: 3 },
];

test('a try is one write, which counts its hour and its minute', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  await tally.count(of, { worked: false }, at);
  expect(dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input)).toMatchObject([
    {
      Key: { sk: 'H#2026-05-04T10' },
      UpdateExpression: 'SET expiresAt = :expiry ADD bad :bad, bad03 :bad03',
      ExpressionAttributeValues: { ':bad': 1, ':bad03': 1 },
    },
  ]);
});

test('the tries of ten minutes are told to the minute, also where they lie in two hours', async () => {
  dynamodb.on(QueryCommand).resolves({ Items: hours });
  expect(await tally.within(of, 10, at)).toEqual({ good: 5, bad: 4 });
  expect(await tally.within(of, 60, at)).toEqual({ good: 9, bad: 7 });
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input.ExpressionAttributeValues).toMatchObject({
    ':from': 'H#2026-05-04T09',
    ':to': 'H#2026-05-04T10',
  });
});

test('the tries of a day are told by the hour', async () => {
  dynamodb.on(QueryCommand).resolves({ Items: hours });
  expect(await tally.within(of, 1440, at)).toEqual({ good: 9, bad: 7 });
});
