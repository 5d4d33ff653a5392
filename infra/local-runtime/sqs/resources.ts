import type { ResourceTypes } from '../template/resource-type.ts';
import type { SqsService } from './sqs-service.ts';

export const queueResources = (sqs: SqsService): ResourceTypes => ({
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    uses: [
      'QueueName',
      'FifoQueue',
      'ContentBasedDeduplication',
      'DelaySeconds',
      'VisibilityTimeout',
      'MessageRetentionPeriod',
      'RedrivePolicy',
    ],
    ignores: [
      'DeduplicationScope',
      'FifoThroughputLimit',
      'KmsDataKeyReusePeriodSeconds',
      'KmsMasterKeyId',
      'MaximumMessageSize',
      'ReceiveMessageWaitTimeSeconds',
      'RedriveAllowPolicy',
      'SqsManagedSseEnabled',
    ],
    create: ({ name, properties }) => {
      const { url, arn } = sqs.define(name, properties);
      return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
    },
  },
});
