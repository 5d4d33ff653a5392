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
  /** Which records matter; of several, any. */
  readonly where: RecordFilter | readonly RecordFilter[];
}

/** Which records of a stream matter, by the new image: attribute → its values, or `present`; string attributes only. */
export interface RecordFilter {
  /** Left out = both; what is removed never matters. */
  readonly change?: 'INSERT' | 'MODIFY';
  readonly image: Readonly<Record<string, readonly string[] | 'present'>>;
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
      filters: [where].flat().map(patternOf),
      ...options,
    });
  }
}

const patternOf = ({ change, image }: RecordFilter) =>
  lambda.FilterCriteria.filter({
    eventName: change ? [change] : ['INSERT', 'MODIFY'],
    dynamodb: {
      NewImage: Object.fromEntries(
        Object.entries(image).map(([name, values]) => [
          name,
          { S: values === 'present' ? lambda.FilterRule.exists() : [...values] },
        ]),
      ),
    },
  });

/** Thrown when a table that is to be watched has no stream. */
export class StreamMissing extends Error {
  override readonly name = 'StreamMissing';
}
