import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { accept } from '../checks/accepted-findings.ts';

/** Where a delivery ends that could not be made: kept for 14 days, encrypted, one per consumer so that it can be redriven. */
export class DeadLetterQueue extends sqs.Queue {
  constructor(scope: Construct, id: string, props: sqs.QueueProps = {}) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      ...props,
    });
    accept(this, 'is-a-last-stop');
  }
}
