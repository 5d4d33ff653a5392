import type { Permission } from './needs.ts';

/** What Lambda reads a source with, in the name of the function that it calls. */
const reading: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  sqs: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
};

const delivering: Readonly<Record<string, readonly string[]>> = { sns: ['sns:Publish'], sqs: ['sqs:SendMessage'] };

/** What a function's role must allow for Lambda to read the stream or queue. */
export const toRead = (sourceArn: string) => permissions(reading, sourceArn);

/** What a function's role must allow for Lambda to put there what came of an event; nothing for no destination. */
export const toDeliver = (arn: string | undefined) => (arn === undefined ? [] : permissions(delivering, arn));

const permissions = (table: typeof reading, arn: string): Permission[] =>
  (table[arn.split(':')[2] ?? ''] ?? []).map((action) => ({ action, resources: [arn] }));
