import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { StreamedTable } from './kept-table.ts';

export interface StreamDetectorProps extends Partial<lambda.EventSourceMappingOptions> {
  readonly table: StreamedTable;
  readonly calls: lambda.Function;
  /** Attribute → the values of the new image that matter; string equality only. */
  readonly where: Readonly<Record<string, readonly string[]>>;
}

/** A function that reads a table's stream: in order per key, tried again for six hours, then set aside in a queue. */
export class StreamDetector extends Construct {
  readonly deadLetterQueue: sqs.Queue;

  constructor(scope: Construct, id: string, { table, calls, where, ...options }: StreamDetectorProps) {
    super(scope, id);
    const streamArn = table.tableStreamArn;
    if (!streamArn) throw new StreamMissing(`${table.node.path} has no stream to read`);
    this.deadLetterQueue = new DeadLetterQueue(this, 'Unread');
    calls.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [streamArn],
      }),
    );
    const key = table.encryptionKey?.keyArn;
    if (key) calls.addToRolePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key] }));
    const image = Object.fromEntries(Object.entries(where).map(([name, values]) => [name, { S: [...values] }]));
    new lambda.EventSourceMapping(this, 'Mapping', {
      target: calls,
      eventSourceArn: streamArn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.hours(6),
      retryAttempts: -1,
      onFailure: new SqsDlq(this.deadLetterQueue),
      filters: [lambda.FilterCriteria.filter({ eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: image } })],
      ...options,
    });
  }
}

/** Thrown when a table that is to be watched has no stream. */
export class StreamMissing extends Error {
  override readonly name = 'StreamMissing';
}
