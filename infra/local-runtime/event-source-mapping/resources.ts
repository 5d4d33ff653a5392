import type { DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import type { SqsService } from '../sqs/sqs-service.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import { readMapping } from './mapping-rules.ts';
import { QueueMapping } from './queue-mapping.ts';
import type { RecordFaults } from './record-faults.ts';
import { StreamMapping } from './stream-mapping.ts';

export interface MappingSources {
  readonly dynamodb: DynamoDbService;
  readonly sqs: SqsService;
  readonly faults: RecordFaults;
}

export const mappingResources = ({ dynamodb, sqs, faults }: MappingSources, site: Site): ResourceTypes => ({
  'AWS::Lambda::EventSourceMapping': {
    uses: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ParallelizationFactor',
      'ScalingConfig',
    ],
    // The runtime begins with empty tables: from the horizon and from the latest record are the same place.
    ignores: ['KmsKeyArn', 'MetricsConfig', 'StartingPosition'],
    create: ({ name, logicalId, properties }) => {
      const created = { ref: name, attributes: { Id: name } };
      if (properties.Enabled === false) return created;
      const rules = readMapping(properties);
      switch (rules.sourceArn.split(':')[2]) {
        case 'dynamodb': {
          const mapping = new StreamMapping(rules, site, faults);
          dynamodb.onRecord((streamArn, record) => mapping.add(streamArn, record as unknown as JsonObject));
          return created;
        }
        case 'sqs':
          new QueueMapping(rules, site, sqs.queue(rules.sourceArn));
          return created;
        default:
          throw new TemplateError(`${logicalId}: the event source ${rules.sourceArn} is not emulated`);
      }
    },
  },
});
