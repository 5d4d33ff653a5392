import {
  DescribeTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetAccountCommand, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ListSubscriptionsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DescribeParametersCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let runtime: LocalRuntime;
let options: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeAll(async () => {
  runtime = await boot({ assembly: synthesizeParcelApp(), port: 0 });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  options = { endpoint: runtime.url ?? '', region: 'us-east-1', credentials };
}, 60_000);

afterAll(async () => {
  await runtime[Symbol.asyncDispose]();
});

test('DynamoDB: items, expressions, transactions with their reasons', async () => {
  const client = new DynamoDBClient(options);
  const TableName = runtime.resourceName('Parcels');
  await client.send(new PutItemCommand({ TableName, Item: { parcelId: { S: 'a' }, bytes: { B: Buffer.from('hi') } } }));
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { parcelId: { S: 'a' } },
      UpdateExpression: 'SET n = :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(Attributes).toEqual({ parcelId: { S: 'a' }, bytes: { B: new Uint8Array(Buffer.from('hi')) }, n: { N: '1' } });
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'parcelId = :p',
      ExpressionAttributeValues: { ':p': { S: 'a' } },
    }),
  );
  expect(Items).toHaveLength(1);
  expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(1);
  const absent = { TableName, Item: { parcelId: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(parcelId)' };
  await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: absent }] }))).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table?.CreationDateTime).toBeInstanceOf(Date);
});

test('Step Functions: start, describe, history, redrive', async () => {
  const client = new SFNClient(options);
  const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
  const stateMachineArn = stateMachines?.[0]?.stateMachineArn;
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name: 'p1', input: '{"parcelId":"p1"}' }),
  );
  await runtime.until(() => runtime.mailbox.length === 1, 60_000);
  await runtime.http({ method: 'POST', path: '/r/p1', body: 'burn' });
  await runtime.idle();
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    status: 'FAILED',
    redriveStatus: 'REDRIVABLE',
  });
  const { redriveDate } = await client.send(new RedriveExecutionCommand({ executionArn }));
  expect(redriveDate?.getTime()).toBe(runtime.clock.now());
  await runtime.idle();
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }));
  expect(events?.[0]).toMatchObject({ type: 'ExecutionFailed', executionFailedEventDetails: { error: 'FireHazard' } });
  await expect(client.send(new DescribeExecutionCommand({ executionArn: `${executionArn}x` }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

test('SNS: publish with attributes, list subscriptions, and the error of an unknown topic', async () => {
  const client = new SNSClient(options);
  const before = runtime.alerts.length;
  await client.send(
    new PublishCommand({
      TopicArn: runtime.resourceName('Staff'),
      Subject: 'a & b',
      Message: '<hello>',
      MessageAttributes: { severity: { DataType: 'String', StringValue: 'high' } },
    }),
  );
  await runtime.idle();
  expect(runtime.alerts.slice(before)).toMatchObject([
    { subject: 'a & b', message: '<hello>', attributes: { severity: 'high' } },
  ]);
  const { Subscriptions } = await client.send(new ListSubscriptionsCommand({}));
  expect(Subscriptions).toMatchObject([{ Protocol: 'email', Endpoint: 'staff@example.com' }]);
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:none';
  await expect(client.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('SQS: send, batch, receive, and the error of an unknown queue', async () => {
  const client = new SQSClient(options);
  const QueueUrl = runtime.resourceName('Ledger');
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  const Entries = [{ Id: 'x', MessageBody: 'two' }];
  const { Successful } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful).toMatchObject([{ Id: 'x' }]);
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['one', 'two']);
  await expect(
    client.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}x`, MessageBody: 'x' })),
  ).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});

test('SSM and Secrets Manager: read, write, list', async () => {
  const parameters = new SSMClient(options);
  await parameters.send(new PutParameterCommand({ Name: '/parcels/mode', Value: 'observe', Overwrite: true }));
  const { Parameter } = await parameters.send(new GetParameterCommand({ Name: '/parcels/mode' }));
  expect(Parameter).toMatchObject({ Value: 'observe', Version: 2 });
  expect((await parameters.send(new DescribeParametersCommand({}))).Parameters).toMatchObject([
    { Name: '/parcels/mode' },
  ]);
  await expect(parameters.send(new GetParameterCommand({ Name: '/none' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  });
  const secrets = new SecretsManagerClient(options);
  const { SecretList } = await secrets.send(new ListSecretsCommand({}));
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: SecretList?.find(({ Name }) => Name?.includes('LinkSecret'))?.ARN }),
  );
  expect(SecretString).toHaveLength(48);
});

test('EventBridge and SES: events and mails arrive', async () => {
  const events = new EventBridgeClient(options);
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        { EventBusName: 'parcels', Source: 'parcels', DetailType: 'Tried', Detail: '{"a":1}' },
        { EventBusName: 'parcels', Source: 'parcels', DetailType: 'Tried', Detail: 'no JSON' },
      ],
    }),
  );
  expect([FailedEntryCount, Entries?.[1]?.ErrorCode]).toEqual([1, 'MalformedDetail']);
  expect((await events.send(new ListRulesCommand({ EventBusName: 'parcels' }))).Rules).toHaveLength(1);
  const mails = new SESv2Client(options);
  expect(await mails.send(new GetAccountCommand({}))).toMatchObject({ ProductionAccessEnabled: true });
  await mails.send(
    new SendEmailCommand({
      FromEmailAddress: 'shop@example.com',
      Destination: { ToAddresses: ['kim@example.com'] },
      Content: { Simple: { Subject: { Data: '你好' }, Body: { Text: { Data: 'x' } } } },
    }),
  );
  expect(runtime.mailbox.at(-1)).toMatchObject({ subject: '你好', to: ['kim@example.com'] });
});

test('what is not emulated is refused by its name, and never ends at the REST API of the application', async () => {
  await expect(
    new DynamoDBClient(options).send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM x' })),
  ).rejects.toThrow('dynamodb:ExecuteStatement is not emulated by the local runtime');
  const authorization = 'AWS4-HMAC-SHA256 Credential=local/20260105/us-east-1/s3/aws4_request, SignedHeaders=host';
  const answer = await fetch(`${runtime.url}/some-bucket`, { headers: { authorization } });
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('GET /some-bucket of s3 is not emulated by the local runtime');
});

test('Lambda answers a failed invocation as such, with the error of the function', async () => {
  const path = `/2015-03-31/functions/${runtime.resourceName('Announce')}/invocations`;
  const body = JSON.stringify({ parcelId: 'p', choice: 'burn' });
  const answer = await fetch(runtime.url + path, { method: 'POST', body });
  expect([answer.status, answer.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
  expect(await answer.json()).toMatchObject({ errorType: 'FireHazard', errorMessage: 'parcels must not burn' });
});

test('the Query protocol answers who one is and what has been deployed', async () => {
  const ask = async (fields: Record<string, string>) =>
    (await fetch(runtime.url ?? '', { method: 'POST', body: new URLSearchParams(fields) })).text();
  expect(await ask({ Action: 'GetCallerIdentity', Version: '2011-06-15' })).toContain(
    '<Account>000000000000</Account>',
  );
  const described = await ask({ Action: 'DescribeStacks', Version: '2010-05-15', StackName: 'Logic' });
  expect(described).toContain(`<OutputKey>ReplyUrl</OutputKey><OutputValue>${runtime.outputs.ReplyUrl}</OutputValue>`);
  const listed = await ask({ Action: 'ListStackResources', Version: '2010-05-15', StackName: 'Data' });
  expect(listed).toContain('<ResourceType>AWS::DynamoDB::Table</ResourceType>');
  const unknown = await ask({ Action: 'DescribeStacks', Version: '2010-05-15', StackName: 'None' });
  expect(unknown).toContain('<Code>ValidationError</Code>');
});
