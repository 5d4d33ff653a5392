import { Readable } from 'node:stream';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { type JsonObject, ServiceError } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

/** A client of the AWS SDK whose requests end in `db` instead of on a socket. */
function clientOf(db: RunningDynamoDb): DynamoDBClient {
  const handle = async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
    const operation = headers['x-amz-target']!.split('.')[1]!;
    const [statusCode, answer] = await answerTo(db, operation, JSON.parse(new TextDecoder().decode(body)));
    return {
      response: {
        statusCode,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: Readable.from([Buffer.from(JSON.stringify(answer))]),
      },
    };
  };
  return new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: { handle },
  });
}

async function answerTo(db: RunningDynamoDb, operation: string, input: JsonObject): Promise<[number, JsonObject]> {
  try {
    return [200, await db.call(operation, input)];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, statusCode, fields } = error;
    return [statusCode, { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message, ...fields }];
  }
}

async function things() {
  const db = new RunningDynamoDb();
  await db.createTable('things');
  return clientOf(db);
}

const TableName = 'things';
const Key = { pk: { S: 'x' } };

test('the SDK reads back what it wrote, bytes too', async () => {
  const client = await things();
  const Item = {
    ...Key,
    bytes: { B: new Uint8Array([1, 2, 250]) },
    list: { L: [{ NULL: true as const }, { N: '1' }] },
  };
  await client.send(new PutItemCommand({ TableName, Item }));
  expect((await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item).toEqual(Item);
  const found = await client.send(
    new QueryCommand({ TableName, KeyConditionExpression: 'pk = :x', ExpressionAttributeValues: { ':x': Key.pk } }),
  );
  expect([found.Count, found.LastEvaluatedKey]).toEqual([1, undefined]);
});

test('the SDK understands a cancelled transaction with its reasons and items', async () => {
  const client = await things();
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, n: { N: '1' } } }));
  const cancelled = await client
    .send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { pk: { S: 'new' } } } },
          {
            Put: {
              TableName,
              Item: Key,
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      }),
    )
    .catch((error: unknown) => error);
  expect(cancelled).toBeInstanceOf(TransactionCanceledException);
  expect((cancelled as TransactionCanceledException).CancellationReasons).toEqual([
    { Code: 'None' },
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { ...Key, n: { N: '1' } } },
  ]);
});

test('the SDK understands a failed condition and a missing table', async () => {
  const client = await things();
  const put = new PutItemCommand({ TableName, Item: Key, ConditionExpression: 'attribute_exists(pk)' });
  await expect(client.send(put)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  await expect(client.send(new GetItemCommand({ TableName: 'nowhere', Key }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});
