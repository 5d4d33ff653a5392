import type { JsonObject, ServiceCall, ServiceName } from '../service.ts';
import { arnOf } from '../site.ts';
import { type ArnOf, anywhere, each, type Needs, named, on, type Permission, type Places } from './needs.ts';
import { onTables } from './table-permissions.ts';

const queueArn: ArnOf = (url, places) =>
  url.startsWith('arn:') ? url : arnOf(places, 'sqs', url.slice(url.lastIndexOf('/') + 1));
/** A parameter without the version or label that a request may select. */
const parameterArn: ArnOf = (selected, places) => {
  if (selected.startsWith('arn:')) return selected;
  const name = selected.replace(/:[^:/]+$/, '');
  return arnOf(places, 'ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`);
};
const functionArn = named('lambda', 'function:');
const secretArn: ArnOf = (id, places) => places.secretArn(id) ?? id;
const busArn = named('events', 'event-bus/');
const stackArn: ArnOf = (name, places) =>
  name.startsWith('arn:') ? name : arnOf(places, 'cloudformation', `stack/${name}/local`);

const onRule =
  (action: string): Needs =>
  ({ Name, EventBusName }, places) => {
    const bus = typeof EventBusName === 'string' ? EventBusName.split('/').at(-1) : 'default';
    return on(action, 'Name', named('events', bus === 'default' ? 'rule/' : `rule/${bus}/`))({ Name }, places);
  };

const onStack = (action: string) => on(action, 'StackName', stackArn);

const tellTask = (action: string) => on(action, 'taskToken', (token, places) => places.machineOfToken(token));

/** Per operation of the runtime; STS tells anybody who one is. */
const needs: Readonly<Record<ServiceName, Readonly<Record<string, Needs>>>> = {
  dynamodb: onTables,
  dynamodbstreams: {
    ListStreams: anywhere('dynamodb:ListStreams'),
    ...each('dynamodb', ['DescribeStream', 'GetShardIterator'], (action) => on(action, 'StreamArn')),
    GetRecords: on('dynamodb:GetRecords', 'ShardIterator', (iterator) => iterator.split('|')[0]),
  },
  states: {
    ListStateMachines: anywhere('states:ListStateMachines'),
    ...each('states', ['DescribeStateMachine', 'ListExecutions', 'StartExecution'], (action) =>
      on(action, 'stateMachineArn'),
    ),
    ...each('states', ['DescribeExecution', 'GetExecutionHistory', 'RedriveExecution', 'StopExecution'], (action) =>
      on(action, 'executionArn'),
    ),
    ...each('states', ['SendTaskFailure', 'SendTaskHeartbeat', 'SendTaskSuccess'], tellTask),
  },
  lambda: {
    Invoke: on('lambda:InvokeFunction', 'FunctionName', functionArn),
    ...each('lambda', ['ListEventSourceMappings', 'ListFunctions'], anywhere),
    UpdateEventSourceMapping: on('lambda:UpdateEventSourceMapping', 'UUID', named('lambda', 'event-source-mapping:')),
  },
  events: {
    PutEvents: ({ Entries }, places) => {
      const buses = new Set((Array.isArray(Entries) ? Entries : []).map((entry) => busOf(entry as JsonObject)));
      return [...buses].map((bus) => ({ action: 'events:PutEvents', resources: [busArn(bus, places) ?? bus] }));
    },
    ...each('events', ['ListEventBuses', 'ListRules'], anywhere),
    ...each('events', ['DisableRule', 'EnableRule'], onRule),
  },
  sns: {
    Publish: ({ TopicArn, TargetArn, PhoneNumber }) => {
      const to = TopicArn ?? TargetArn ?? PhoneNumber;
      return typeof to === 'string' ? [{ action: 'sns:Publish', resources: [to] }] : [];
    },
    PublishBatch: on('sns:Publish', 'TopicArn'),
    ListSubscriptionsByTopic: on('sns:ListSubscriptionsByTopic', 'TopicArn'),
    ...each('sns', ['ListSubscriptions', 'ListTopics'], anywhere),
  },
  sqs: {
    ...each(
      'sqs',
      ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'PurgeQueue', 'ReceiveMessage', 'SendMessage'],
      (action) => on(action, 'QueueUrl', queueArn),
    ),
    DeleteMessageBatch: on('sqs:DeleteMessage', 'QueueUrl', queueArn),
    SendMessageBatch: on('sqs:SendMessage', 'QueueUrl', queueArn),
    GetQueueUrl: on('sqs:GetQueueUrl', 'QueueName', queueArn),
    ListQueues: anywhere('sqs:ListQueues'),
  },
  sesv2: {
    SendEmail: (input, places) => [...sender(input, places), ...configurationSet(input, places)],
    GetAccount: anywhere('ses:GetAccount'),
    GetEmailIdentity: on('ses:GetEmailIdentity', 'EmailIdentity', named('ses', 'identity/')),
  },
  ssm: {
    ...each('ssm', ['DeleteParameter', 'GetParameter', 'PutParameter'], (action) => on(action, 'Name', parameterArn)),
    GetParameters: ({ Names }, places) =>
      (Array.isArray(Names) ? Names : []).flatMap((Name) =>
        on('ssm:GetParameters', 'Name', parameterArn)({ Name }, places),
      ),
    GetParametersByPath: on('ssm:GetParametersByPath', 'Path', parameterArn),
    DescribeParameters: anywhere('ssm:DescribeParameters'),
  },
  secretsmanager: {
    ...each(
      'secretsmanager',
      [
        'DescribeSecret',
        'GetSecretValue',
        'ListSecretVersionIds',
        'PutSecretValue',
        'RotateSecret',
        'UpdateSecretVersionStage',
      ],
      (action) => on(action, 'SecretId', secretArn),
    ),
    ...each('secretsmanager', ['GetRandomPassword', 'ListSecrets'], anywhere),
  },
  cloudformation: {
    DescribeStacks: (input, places) =>
      (input.StackName === undefined ? anywhere : onStack)('cloudformation:DescribeStacks')(input, places),
    ListStackResources: onStack('cloudformation:ListStackResources'),
  },
  sts: { GetCallerIdentity: () => [] },
};

const busOf = ({ EventBusName }: JsonObject) => (typeof EventBusName === 'string' ? EventBusName : 'default');

/** Which identity is verified, the address or its domain, is not known here: a grant on either will do. */
const sender: Needs = ({ FromEmailAddress, FromEmailAddressIdentityArn }, places) => {
  const action = 'ses:SendEmail';
  if (typeof FromEmailAddressIdentityArn === 'string') return [{ action, resources: [FromEmailAddressIdentityArn] }];
  if (typeof FromEmailAddress !== 'string') return [];
  const address = /<([^>]*)>\s*$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress.trim();
  const identities = [address, address.slice(address.indexOf('@') + 1)];
  return [{ action, resources: identities.map((identity) => arnOf(places, 'ses', `identity/${identity}`)) }];
};

const configurationSet = on('ses:SendEmail', 'ConfigurationSetName', named('ses', 'configuration-set/'));

/** What a caller's role must allow for the call; nothing for an operation that the runtime does not have. */
export function neededPermissions({ service, operation, input }: ServiceCall, places: Places): readonly Permission[] {
  return needs[service][operation]?.(input, places) ?? [];
}

/** The operations of a service of which it is known what they need. */
export const knownOperations = (service: ServiceName): readonly string[] => Object.keys(needs[service]);
