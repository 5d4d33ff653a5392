import type { DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { toDeliver, toRead } from '../iam/lambda-on-behalf.ts';
import { functionName, type LambdaService } from '../lambda/lambda-service.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import type { SqsService } from '../sqs/sqs-service.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import { type MappingRules, readMapping } from './mapping-rules.ts';
import { QueueMapping } from './queue-mapping.ts';
import type { RecordFaults } from './record-faults.ts';
import { StreamMapping } from './stream-mapping.ts';

export interface MappingSources {
  readonly dynamodb: DynamoDbService;
  readonly sqs: SqsService;
  readonly lambda: LambdaService;
  readonly faults: RecordFaults;
  readonly access: AccessControl;
}

export function mappingResources({ dynamodb, sqs, lambda, faults, access }: MappingSources, site: Site): ResourceTypes {
  const mappingOf = (rules: MappingRules, logicalId: string): StreamMapping | QueueMapping => {
    switch (rules.sourceArn.split(':')[2]) {
      case 'dynamodb': {
        const mapping = new StreamMapping(rules, site, faults);
        dynamodb.onRecord((streamArn, record) => mapping.add(streamArn, record as unknown as JsonObject));
        return mapping;
      }
      case 'sqs':
        return new QueueMapping(rules, site, sqs.queue(rules.sourceArn));
      default:
        throw new TemplateError(`${logicalId}: the event source ${rules.sourceArn} is not emulated`);
    }
  };
  return {
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
      create: ({ stack, name, logicalId, properties }) => {
        const rules = readMapping(properties);
        const needed = [...toRead(rules.sourceArn), ...toDeliver(rules.onFailureArn)];
        access.require(functionName(rules.functionArn), needed, `${stack}/${logicalId}`);
        lambda.map(name, rules, mappingOf(rules, logicalId));
        if (properties.Enabled === false) lambda.turnMapping(name, false);
        return { ref: name, attributes: { Id: name } };
      },
    },
  };
}
