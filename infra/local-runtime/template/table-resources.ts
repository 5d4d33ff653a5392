import type { DynamoDbService } from '../dynamodb/dynamodb-service.ts';
import { flag, object, objects, optionalObject, text } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import { arnOf } from '../site.ts';
import type { ResourceTypes } from './resource-type.ts';

export const tableResources = (dynamodb: DynamoDbService, site: Site): ResourceTypes => ({
  'AWS::DynamoDB::Table': {
    nameProperty: 'TableName',
    uses: [
      'AttributeDefinitions',
      'BillingMode',
      'DeletionProtectionEnabled',
      'GlobalSecondaryIndexes',
      'KeySchema',
      'LocalSecondaryIndexes',
      'ProvisionedThroughput',
      'StreamSpecification',
      'TableName',
      'TimeToLiveSpecification',
    ],
    ignores: [
      'ContributorInsightsSpecification',
      'KinesisStreamSpecification',
      'OnDemandThroughput',
      'PointInTimeRecoverySpecification',
      'ResourcePolicy',
      'SSESpecification',
      'TableClass',
      'WarmThroughput',
    ],
    create: async ({ name, properties }) => {
      const call = (operation: string, input: JsonObject) => dynamodb.operations[operation]?.(input);
      await call('CreateTable', tableRequest(name, properties));
      const timeToLive = optionalObject(properties, 'TimeToLiveSpecification');
      if (timeToLive && flag(timeToLive, 'Enabled')) {
        const TimeToLiveSpecification = { AttributeName: text(timeToLive, 'AttributeName'), Enabled: true };
        await call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification });
      }
      const described = object((await call('DescribeTable', { TableName: name })) ?? {}, 'Table');
      const streamArn = described.LatestStreamArn;
      return {
        ref: name,
        attributes: {
          Arn: arnOf(site, 'dynamodb', `table/${name}`),
          ...(typeof streamArn === 'string' && { StreamArn: streamArn }),
        },
      };
    },
  },
});

function tableRequest(TableName: string, properties: JsonObject): JsonObject {
  const stream = optionalObject(properties, 'StreamSpecification');
  const indexes = (kind: 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes') => {
    const declared = objects(properties, kind);
    const plain = declared.map(({ IndexName, KeySchema, Projection, ProvisionedThroughput }) => ({
      IndexName,
      KeySchema,
      Projection,
      ...(ProvisionedThroughput !== undefined && { ProvisionedThroughput }),
    }));
    return declared.length > 0 ? { [kind]: plain } : {};
  };
  return {
    TableName,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: properties.BillingMode ?? 'PROVISIONED',
    ...(properties.ProvisionedThroughput !== undefined && { ProvisionedThroughput: properties.ProvisionedThroughput }),
    ...indexes('GlobalSecondaryIndexes'),
    ...indexes('LocalSecondaryIndexes'),
    ...(flag(properties, 'DeletionProtectionEnabled') && { DeletionProtectionEnabled: true }),
    ...(stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: text(stream, 'StreamViewType') },
    }),
  };
}
