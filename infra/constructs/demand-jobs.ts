import { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { accept } from '../checks/accepted-findings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Bindable } from './project-function.ts';

/** Stock changes on their way to the orders that want the SKU: in sequence per SKU, five tries, then kept aside. */
export class DemandJobs extends sqs.Queue {
  readonly undone: sqs.Queue;
  readonly binding: Bindable = {
    variables: { DEMAND_QUEUE_URL: this.queueUrl },
    arnsOf: () => [this.queueArn],
  };

  constructor(scope: Construct, id: string) {
    const undone = new DeadLetterQueue(scope, `${id}Undone`, { fifo: true });
    super(scope, id, {
      fifo: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: { queue: undone, maxReceiveCount: 5 },
    });
    this.undone = undone;
  }

  workedOffBy(walk: lambda.Function): void {
    walk.addEventSource(new SqsEventSource(this, { batchSize: 1, reportBatchItemFailures: true }));
    accept(walk, 'failures-go-elsewhere', ['Serverless-LambdaEventSourceMappingDestination']);
    // A long walk hands its rest to the queue that it came from; Lambda takes more than 16 such turns for a mistake.
    (walk.node.defaultChild as lambda.CfnFunction).recursiveLoop = 'Allow';
  }
}
