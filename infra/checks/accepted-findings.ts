import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Findings of cdk-nag that stand, each with why. Any other must be mended: a test wants none open. */
const accepted = {
  'acts-on-no-resource': {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    reason:
      'Tracing, the delivery of logs and random passwords know no resource. A test lists the actions that may stand on it; none is a wildcard.',
  },
  'reads-runs-by-name': {
    ids: [],
    reason: 'A run is named by its case, so the runs of one machine are known by their prefix only.',
  },
  'is-a-last-stop': {
    ids: ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'],
    reason: 'The queue is itself where failed deliveries end; an alarm tells as soon as it holds one.',
  },
  'failures-go-elsewhere': {
    ids: ['Serverless-LambdaDLQ'],
    reason:
      'Streams and queues set failed records aside, rules have a queue of their own, workflows and pages see the failure at once.',
  },
  'link-is-the-authority': {
    ids: ['AwsSolutions-APIG4', 'AwsSolutions-COG4'],
    reason:
      'Customers have no account: the signed link in their mail is what authorises, for one case and a limited time.',
  },
  'must-not-log-tokens': {
    ids: ['AwsSolutions-APIG6', 'Serverless-APIGWXrayEnabled'],
    reason:
      'Execution logs and traces of a stage hold the path, and the path holds the token of the link; the access log goes by resource path.',
  },
  'service-logs-by-managed-policy': {
    ids: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    ],
    reason: 'API Gateway writes its access log through this role of the account and wants exactly this policy.',
  },
} as const satisfies Record<string, { ids: readonly string[]; reason: string }>;

/** Accepts the findings of one kind on one construct and what is below it; `ids` adds those that name a resource. */
export function accept(construct: IConstruct, kind: keyof typeof accepted, ids: readonly string[] = []): void {
  const { ids: known, reason } = accepted[kind];
  Validations.of(construct).acknowledge(...[...known, ...ids].map((id) => ({ id, reason })));
}

export const acceptedReasons: readonly string[] = Object.values(accepted).map(({ reason }) => reason);
