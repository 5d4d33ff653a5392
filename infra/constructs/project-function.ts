import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { EnvironmentVariable } from '#shared/resources.ts';
import { accept } from '../checks/accepted-findings.ts';

export interface ProjectFunctionProps extends Partial<lambda.FunctionProps> {
  readonly code: lambda.Code;
  readonly logRetention: logs.RetentionDays;
}

/** What a function may be bound to: the variables by which it finds it, and the ARNs that an action on it needs. */
export interface Bindable {
  readonly variables: Partial<Readonly<Record<EnvironmentVariable, string>>>;
  readonly arnsOf?: (action: string) => readonly string[];
  /** Findings of cdk-nag on resources that can be named by their prefix only. */
  readonly namedByPrefix?: readonly string[];
  /** Statements that every holder of these actions needs besides, such as those on an encryption key. */
  readonly alsoNeeds?: (actions: readonly string[]) => readonly iam.PolicyStatement[];
}

/** The one Lambda construct: house defaults, the caller wins; a role and a log group of its own. */
export class ProjectFunction extends lambda.Function {
  constructor(scope: Construct, id: string, { logRetention, ...props }: ProjectFunctionProps) {
    const logGroup = new logs.LogGroup(scope, `${id}Log`, {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      memorySize: 512,
      timeout: Duration.seconds(30),
      tracing: lambda.Tracing.ACTIVE,
      loggingFormat: lambda.LoggingFormat.JSON,
      logGroup,
      role,
      ...props,
    });
    accept(this, 'failures-go-elsewhere');
    accept(role, 'acts-on-no-resource');
  }

  /** Variable and grant in one call, so that neither is forgotten: exactly the actions listed, nothing beside them. */
  bind({ variables, arnsOf, alsoNeeds, namedByPrefix = [] }: Bindable, actions: readonly string[]): void {
    for (const [name, value] of Object.entries(variables)) this.addEnvironment(name, value);
    for (const action of actions) {
      const resources = [...(arnsOf?.(action) ?? [])];
      if (resources.length === 0) throw new NothingToGrant(`${this.node.path}: ${action} names no resource`);
      this.addToRolePolicy(new iam.PolicyStatement({ actions: [action], resources }));
    }
    if (actions.length === 0) return;
    if (this.role && namedByPrefix.length > 0) accept(this.role, 'reads-runs-by-name', namedByPrefix);
    for (const statement of alsoNeeds?.(actions) ?? []) this.addToRolePolicy(statement);
  }
}

/** Thrown when a function asks for an action on something that grants none. */
export class NothingToGrant extends Error {
  override readonly name = 'NothingToGrant';
}
