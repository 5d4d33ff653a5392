import type { JsonObject } from '../service.ts';
import { TemplateError } from '../template/intrinsics.ts';

/** What the policies that AWS manages allow, by their name and path: those that templates have named here so far. */
const policies: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ],
};

const managedByAws = /^arn:[^:]+:iam::aws:policy\/(.+)$/;

/** The document of a policy that AWS manages; undefined if the ARN is of another kind. */
export function managedPolicy(arn: string, where: string): JsonObject | undefined {
  const [, name] = managedByAws.exec(arn) ?? [];
  if (name === undefined) return undefined;
  const actions = policies[name];
  if (actions) return { Statement: { Effect: 'Allow', Action: [...actions], Resource: '*' } };
  throw new TemplateError(
    `${where}: what the managed policy ${name} allows is not known here; say it in iam/managed-policies.ts, known are ${Object.keys(policies).join(', ')}`,
  );
}
