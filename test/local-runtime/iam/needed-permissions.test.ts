import { expect, test } from 'vitest';
import { Account } from '#infra/local-runtime/account.ts';
import { Clock } from '#infra/local-runtime/clock.ts';
import { accessDenied } from '#infra/local-runtime/iam/access-denied.ts';
import { knownOperations, neededPermissions } from '#infra/local-runtime/iam/needed-permissions.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import type { JsonObject, ServiceName } from '#infra/local-runtime/service.ts';

const places = {
  account: '000000000000',
  region: 'us-east-1',
  secretArn: (name: string) => (name.includes('key') ? `${arn('secretsmanager')}:secret:key-4f0c2a` : undefined),
  machineOfToken: (token: string) => (token === 'waiting' ? `${arn('states')}:stateMachine:flow` : undefined),
};
const arn = (service: string) => `arn:aws:${service}:us-east-1:000000000000`;

test('of every operation of the runtime it is known what it needs', () => {
  const site = { account: '000000000000', region: 'us-east-1', faults: {}, keep: {} };
  const { services } = new Account({ clock: new Clock(0), random: seededRandom(1), ...site });
  for (const [name, { operations }] of Object.entries(services)) {
    expect(knownOperations(name as ServiceName).toSorted(), name).toEqual(Object.keys(operations).sort());
  }
});

test.each<[ServiceName, string, JsonObject, readonly string[]]>([
  ['dynamodb', 'Scan', { TableName: 'T', IndexName: 'i' }, [`dynamodb:Scan ${arn('dynamodb')}:table/T/index/i`]],
  [
    'dynamodbstreams',
    'GetRecords',
    { ShardIterator: `${arn('dynamodb')}:table/T/stream/1|7` },
    [`dynamodb:GetRecords ${arn('dynamodb')}:table/T/stream/1`],
  ],
  [
    'states',
    'StartExecution',
    { stateMachineArn: `${arn('states')}:stateMachine:flow` },
    [`states:StartExecution ${arn('states')}:stateMachine:flow`],
  ],
  [
    'states',
    'DescribeExecution',
    { executionArn: `${arn('states')}:execution:flow:1` },
    [`states:DescribeExecution ${arn('states')}:execution:flow:1`],
  ],
  [
    'states',
    'SendTaskSuccess',
    { taskToken: 'waiting' },
    [`states:SendTaskSuccess ${arn('states')}:stateMachine:flow`],
  ],
  ['states', 'SendTaskSuccess', { taskToken: 'of no task: the service says so itself' }, []],
  ['lambda', 'Invoke', { FunctionName: 'clerk' }, [`lambda:InvokeFunction ${arn('lambda')}:function:clerk`]],
  [
    'events',
    'PutEvents',
    { Entries: [{ EventBusName: 'parcels' }, { EventBusName: 'parcels' }, {}] },
    [`events:PutEvents ${arn('events')}:event-bus/parcels`, `events:PutEvents ${arn('events')}:event-bus/default`],
  ],
  [
    'events',
    'DisableRule',
    { Name: 'hourly', EventBusName: 'parcels' },
    [`events:DisableRule ${arn('events')}:rule/parcels/hourly`],
  ],
  ['sns', 'PublishBatch', { TopicArn: `${arn('sns')}:staff` }, [`sns:Publish ${arn('sns')}:staff`]],
  ['sns', 'Publish', { PhoneNumber: '+358401234567' }, ['sns:Publish +358401234567']],
  [
    'sqs',
    'SendMessageBatch',
    { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/jobs.fifo' },
    [`sqs:SendMessage ${arn('sqs')}:jobs.fifo`],
  ],
  [
    'sesv2',
    'SendEmail',
    { FromEmailAddress: 'The shop <orders@shop.example>', ConfigurationSetName: 'mails' },
    [
      `ses:SendEmail ${arn('ses')}:identity/orders@shop.example or ${arn('ses')}:identity/shop.example`,
      `ses:SendEmail ${arn('ses')}:configuration-set/mails`,
    ],
  ],
  ['ssm', 'GetParameter', { Name: '/parcels/mode:3' }, [`ssm:GetParameter ${arn('ssm')}:parameter/parcels/mode`]],
  ['ssm', 'GetParameters', { Names: ['mode'] }, [`ssm:GetParameters ${arn('ssm')}:parameter/mode`]],
  [
    'secretsmanager',
    'GetSecretValue',
    { SecretId: 'key' },
    [`secretsmanager:GetSecretValue ${arn('secretsmanager')}:secret:key-4f0c2a`],
  ],
  ['secretsmanager', 'GetRandomPassword', {}, ['secretsmanager:GetRandomPassword *']],
  ['sts', 'GetCallerIdentity', {}, []],
])('%s %s of %j', (service, operation, input, expected) => {
  const needed = neededPermissions({ service, operation, input }, places);
  expect(needed.map(({ action, resources }) => `${action} ${resources.join(' or ')}`)).toEqual(expected);
});

test('services refuse each in its own way', () => {
  const refusal = (service: ServiceName, action: string) => {
    const { code, statusCode, message } = accessDenied(service, {
      user: 'arn:aws:sts::000000000000:assumed-role/r/f',
      action,
      resource: 'arn:x',
      refused: 'unmentioned',
    });
    return `${statusCode} ${code}: ${message.replace('arn:aws:sts::000000000000:assumed-role/r/f', 'me')}`;
  };
  expect(refusal('states', 'states:StartExecution')).toBe(
    '400 AccessDeniedException: User: me is not authorized to perform: states:StartExecution on resource: arn:x because no identity-based policy allows the states:StartExecution action',
  );
  expect(refusal('sqs', 'sqs:SendMessage')).toBe(
    '403 AccessDenied: User: me is not authorized to perform: sqs:sendmessage on resource: arn:x because no identity-based policy allows the sqs:sendmessage action',
  );
  expect(refusal('sns', 'sns:Publish')).toBe(
    '403 AuthorizationError: User: me is not authorized to perform: SNS:Publish on resource: arn:x because no identity-based policy allows the SNS:Publish action',
  );
  expect(refusal('sesv2', 'ses:SendEmail')).toBe(
    "403 AccessDeniedException: User `me' is not authorized to perform `ses:SendEmail' on resource `arn:x'",
  );
});
