import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Bindable } from './project-function.ts';

/** The key that signs the links of mails; under the AWS-managed key, since ours would close a circle of references. */
export class LinkSecret extends secretsmanager.Secret {
  readonly binding: Bindable = {
    variables: { LINK_SECRET_ARN: this.secretArn },
    arnsOf: () => [this.secretArn],
  };

  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Signs the links that customers answer by',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
  }

  /** Lets Secrets Manager bring in a new key every so many days; only it may call the function, and for this secret only. */
  rotateBy(rotation: lambda.Function, everyDays: number): void {
    rotation.addToRolePolicy(
      new iam.PolicyStatement({ actions: ['secretsmanager:GetRandomPassword'], resources: ['*'] }),
    );
    rotation.addPermission('Rotation', {
      principal: new iam.ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceArn: this.secretArn,
    });
    const schedule = new secretsmanager.CfnRotationSchedule(this, 'Rotation', {
      secretId: this.secretArn,
      rotationLambdaArn: rotation.functionArn,
      rotationRules: { scheduleExpression: `rate(${everyDays} days)` },
      // Else a mere change of the interval would rotate too, and the key before the last one would die early.
      rotateImmediatelyOnUpdate: false,
    });
    schedule.node.addDependency(rotation);
  }
}
