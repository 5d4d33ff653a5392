import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { allow, clerkCalls, deny, deployed, policyOf, tableArn } from './guarded-table.ts';

const TableName = 'Parcels';
const key = (parcelId: string) => ({ parcelId: { S: parcelId } });
const read: JsonObject = { TableName, Key: key('p1') };
const write: JsonObject = { TableName, Item: key('p1') };
const query = (more: JsonObject): JsonObject => ({
  TableName,
  KeyConditionExpression: '#key = :key',
  ExpressionAttributeValues: { ':key': { S: 'p1' } },
  ...more,
});
const ofTable = query({ ExpressionAttributeNames: { '#key': 'parcelId' } });
const ofIndex = query({ ExpressionAttributeNames: { '#key': 'state' }, IndexName: 'byState' });

const refusal = (action: string, resource = tableArn) =>
  'AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/clerk-role/clerk is not authorized to ' +
  `perform: dynamodb:${action} on resource: ${resource} because no identity-based policy allows the dynamodb:${action} action`;

describe('a function', () => {
  test('does what a policy of its role allows, and is refused the rest in the words of AWS', async () => {
    await using runtime = await deployed(policyOf(allow('dynamodb:GetItem')));
    expect(await clerkCalls(runtime, 'GetItem', read)).toBe('done');
    expect(await clerkCalls(runtime, 'PutItem', write)).toBe(refusal('PutItem'));
  });

  test('may do nothing if its role has no policy; whoever calls from outside may do all', async () => {
    await using runtime = await deployed({});
    expect(await clerkCalls(runtime, 'GetItem', read)).toBe(refusal('GetItem'));
    await expect(runtime.call({ service: 'dynamodb', operation: 'GetItem', input: read })).resolves.toEqual({});
  });

  test('is refused what one statement denies, whatever others allow', async () => {
    await using runtime = await deployed(
      policyOf(allow('dynamodb:*', '*'), deny(['dynamodb:Delete*', 'dynamodb:Put*'])),
    );
    expect(await clerkCalls(runtime, 'GetItem', read)).toBe('done');
    expect(await clerkCalls(runtime, 'PutItem', write)).toBe(
      refusal('PutItem').replace(/because .*/, 'with an explicit deny in an identity-based policy'),
    );
  });

  test('needs an index to be allowed beside its table', async () => {
    await using runtime = await deployed(policyOf(allow('dynamodb:Query')));
    expect(await clerkCalls(runtime, 'Query', ofTable)).toBe('done');
    expect(await clerkCalls(runtime, 'Query', ofIndex)).toBe(refusal('Query', `${tableArn}/index/byState`));
    await using other = await deployed(policyOf(allow('dynamodb:Query', `${tableArn}/index/*`)));
    expect(await clerkCalls(other, 'Query', ofTable)).toBe(refusal('Query'));
    expect(await clerkCalls(other, 'Query', ofIndex)).toBe('done');
  });

  test('needs for a transaction what each of its items would need', async () => {
    await using runtime = await deployed(policyOf(allow(['dynamodb:PutItem', 'dynamodb:GetItem'])));
    const put = { Put: write };
    const check = {
      ConditionCheck: { TableName, Key: key('p2'), ConditionExpression: 'attribute_not_exists(parcelId)' },
    };
    expect(await clerkCalls(runtime, 'TransactWriteItems', { TransactItems: [put] })).toBe('done');
    expect(await clerkCalls(runtime, 'TransactWriteItems', { TransactItems: [put, check] })).toBe(
      refusal('ConditionCheckItem'),
    );
    expect(await clerkCalls(runtime, 'TransactGetItems', { TransactItems: [{ Get: read }] })).toBe('done');
  });

  test('needs for a batch the action of the batch', async () => {
    await using runtime = await deployed(policyOf(allow(['dynamodb:PutItem', 'dynamodb:BatchGetItem'])));
    expect(await clerkCalls(runtime, 'BatchGetItem', { RequestItems: { Parcels: { Keys: [key('p1')] } } })).toBe(
      'done',
    );
    const requests = { RequestItems: { Parcels: [{ PutRequest: { Item: key('p1') } }] } };
    expect(await clerkCalls(runtime, 'BatchWriteItem', requests)).toBe(refusal('BatchWriteItem'));
  });

  test('has what policies beside its role say, those that the template manages among them', async () => {
    const PolicyDocument = { Statement: allow('dynamodb:GetItem') };
    const Roles = [{ Ref: 'ClerkRole' }];
    await using runtime = await deployed(
      { ManagedPolicyArns: [{ Ref: 'Writing' }] },
      {
        Reading: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'reading', PolicyDocument, Roles } },
        Writing: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: { Statement: allow('dynamodb:put?tem') } },
        },
      },
    );
    expect(await clerkCalls(runtime, 'GetItem', read)).toBe('done');
    expect(await clerkCalls(runtime, 'PutItem', write)).toBe('done');
  });

  test('is what a condition on its account, its region or its role asks for', async () => {
    const under = (Condition: object) => ({ ...allow('dynamodb:GetItem'), Condition });
    const outcome = async (condition: object) => {
      await using runtime = await deployed(policyOf(under(condition)));
      return await clerkCalls(runtime, 'GetItem', read);
    };
    expect(await outcome({ StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } })).toBe('done');
    expect(await outcome({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/clerk-*' } })).toBe('done');
    expect(await outcome({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })).toBe(refusal('GetItem'));
  });
});

describe('what is not understood stops the boot; the error names the place and the thing', () => {
  const message = async (role: object, more?: object): Promise<string> => {
    try {
      await (await deployed(role, more))[Symbol.asyncDispose]();
      return 'nothing stopped it';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const statement = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' };

  test.each<[string, object, string]>([
    [
      'a condition operator',
      { ...statement, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '60' } } },
      'S/ClerkRole: the condition operator NumericLessThan of a policy is not emulated',
    ],
    [
      'a condition key',
      { ...statement, Condition: { StringEquals: { 'dynamodb:LeadingKeys': 'p1' } } },
      'S/ClerkRole: the condition key dynamodb:LeadingKeys of a policy is not emulated',
    ],
    ['NotAction', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'S/ClerkRole: NotAction in a policy'],
    ['NotResource', { ...statement, NotResource: tableArn }, 'S/ClerkRole: NotResource in a policy'],
    ['a policy variable', { ...statement, Resource: `${tableArn}/\${aws:userid}` }, 'S/ClerkRole: the policy variable'],
    ['a resource that is no ARN', { ...statement, Resource: 'Parcels' }, 'is an ARN or *, got "Parcels"'],
    ['an effect', { ...statement, Effect: 'allow' }, 'is Allow or Deny, got "allow"'],
  ])('%s', async (_what, given, expected) => {
    expect(await message(policyOf(given))).toContain(expected);
  });

  test('a managed policy of AWS that nobody has looked up', async () => {
    const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    expect(await message({ ManagedPolicyArns })).toContain(
      'S/ClerkRole: what the managed policy AdministratorAccess allows is not known here',
    );
  });

  test('a stream, a queue or a place for failures that Lambda may not use in the name of the function', async () => {
    const Queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } };
    const queueArn = 'arn:aws:sqs:us-east-1:000000000000:jobs';
    const mapping = (Properties: object) => ({
      Queue,
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { FunctionName: { Ref: 'Clerk' }, ...Properties },
      },
    });
    const ofQueue = mapping({ EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } });
    const reads = allow(['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'], queueArn);
    expect(await message(policyOf(reads), ofQueue)).toBe(
      `S/Mapping: the role of clerk does not allow sqs:DeleteMessage on ${queueArn}, so AWS refuses it`,
    );
    expect(await message(policyOf(allow('sqs:*', queueArn)), ofQueue)).toBe('nothing stopped it');
    const DestinationConfig = { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } };
    const Invocations = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Clerk' }, Qualifier: '$LATEST', DestinationConfig },
    };
    expect(await message({}, { Queue, Invocations })).toContain('S/Invocations: the role of clerk does not allow');
  });

  test('a boundary around a role, and a policy or a function of a role that the assembly does not have', async () => {
    expect(await message({ PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' })).toContain(
      'S/ClerkRole: the property PermissionsBoundary of AWS::IAM::Role is not emulated',
    );
    const Roles = ['somebody'];
    const Stray = { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [] }, Roles } };
    expect(await message({}, { Stray })).toContain('S/Stray: the role somebody is not in the assembly');
  });
});
