import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { StreamedTable } from './kept-table.ts';
import type { Bindable } from './project-function.ts';

/** Everything that a function can be bound to, by the name that infra/functions.ts uses. */
export type BoundResource =
  | 'orders'
  | 'payments'
  | 'inventory'
  | 'shipments'
  | 'cases'
  | 'demandQueue'
  | 'stateMachines'
  | 'refundMachine'
  | 'eventBus'
  | 'operations'
  | 'linkSecret'
  | 'replyBaseUrl'
  | 'mail'
  | 'alerts'
  | 'metrics'
  | 'settings';

const readingActions = /^dynamodb:(Get|BatchGet|Query|Scan|ConditionCheck)/;

/** A table, its indexes (for a query) and what the key needs of whoever reads or writes. */
export function tableBinding(
  variable: keyof Bindable['variables'],
  table: StreamedTable,
  indexes: readonly string[] = [],
): Bindable {
  const key = table.encryptionKey?.keyArn;
  return {
    variables: { [variable]: table.tableName },
    arnsOf: (action) => [
      table.tableArn,
      ...(action === 'dynamodb:Query' ? indexes.map((index) => `${table.tableArn}/index/${index}`) : []),
    ],
    alsoNeeds: (actions) => {
      if (!key) return [];
      const writes = actions.some((action) => !readingActions.test(action));
      const needed = ['kms:Decrypt', 'kms:DescribeKey', ...(writes ? ['kms:Encrypt', 'kms:GenerateDataKey'] : [])];
      return [new iam.PolicyStatement({ actions: needed, resources: [key] })];
    },
  };
}

/** Topics under an encryption key: whoever publishes must be able to make a data key. */
export function topicsBinding(arnPrefix: string, topicArns: readonly string[], key: kms.IKey): Bindable {
  return {
    variables: { ALERT_TOPIC_ARN_PREFIX: arnPrefix },
    arnsOf: () => topicArns,
    alsoNeeds: () => [
      new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
    ],
  };
}

/** State machines by name, not by reference: a function that starts one may itself be a task of another. */
export function machinesBinding(variables: Bindable['variables'], stack: Stack, names: readonly string[]): Bindable {
  return {
    variables,
    arnsOf: (action) =>
      /:(DescribeExecution|GetExecutionHistory|StopExecution)$/.test(action)
        ? names.map((name) => machineArn(stack, name).replace(':stateMachine:', ':execution:').concat(':*'))
        : names.map((name) => machineArn(stack, name)),
    namedByPrefix: names.map(
      (name) =>
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}:*]`,
    ),
  };
}

export const machineArn = (stack: Stack, name: string) =>
  `arn:${stack.partition}:states:${stack.region}:${stack.account}:stateMachine:${name}`;
