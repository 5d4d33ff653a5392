import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';

export const tableArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/Parcels';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** A stack of a table with an index, the function `Clerk` whose role has these properties, and what else is given. */
const guarded = (role: object, more: object) => ({
  Parcels: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'Parcels',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['parcelId', 'state'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'parcelId', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byState',
          KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
  },
  ClerkRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'clerk-role', ...role } },
  Clerk: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'clerk',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: 'exports.handler = () => null' },
      Role: arn('ClerkRole'),
    },
  },
  ...more,
});

/** Deploys the stack. */
export async function deployed(role: object, more: object = {}): Promise<LocalRuntime> {
  const artifacts = { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json' } } };
  using tree = temporaryTree({
    'manifest.json': JSON.stringify({ artifacts }),
    'S.template.json': JSON.stringify({ Resources: guarded(role, more) }),
  });
  return await boot({ assembly: tree.root });
}

/** The properties of a role with one policy of these statements. */
export const policyOf = (...Statement: object[]) => ({
  Policies: [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement } }],
});

export const allow = (Action: string | string[], Resource: unknown = arn('Parcels')) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
export const deny = (Action: string | string[], Resource: unknown = arn('Parcels')) => ({
  Effect: 'Deny',
  Action,
  Resource,
});

/** What comes of a call of the function: `done`, or the error's name and words. */
export async function clerkCalls(runtime: LocalRuntime, operation: string, input: JsonObject): Promise<string> {
  try {
    await runtime.call({ service: 'dynamodb', operation, input, caller: 'clerk' });
    return 'done';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}
