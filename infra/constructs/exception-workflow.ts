import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { accept } from '../checks/accepted-findings.ts';

export interface ExceptionWorkflowProps extends Omit<sfn.StateMachineProps, 'definition' | 'stateMachineName'> {
  readonly stateMachineName: string;
  readonly definition: string;
  /** Token → the function that it stands for. */
  readonly tasks: ReadonlyMap<string, lambda.IFunction>;
  readonly logRetention: logs.RetentionDays;
}

/** One state machine, built once per catalog entry: it may call the functions that its definition names, and no others. */
export class ExceptionWorkflow extends sfn.StateMachine {
  constructor(scope: Construct, id: string, props: ExceptionWorkflowProps) {
    const { definition, tasks, logRetention, ...rest } = props;
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    super(scope, id, {
      role,
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries([...tasks].map(([token, task]) => [token, task.functionArn])),
      tracingEnabled: true,
      logs: {
        level: sfn.LogLevel.ALL,
        includeExecutionData: false,
        destination: new logs.LogGroup(scope, `${id}Log`, {
          logGroupName: `/aws/vendedlogs/states/${props.stateMachineName}`,
          retention: logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
      ...rest,
    });
    accept(role, 'acts-on-no-resource');
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [...tasks.values()].map(({ functionArn }) => functionArn),
      }),
    );
  }
}
