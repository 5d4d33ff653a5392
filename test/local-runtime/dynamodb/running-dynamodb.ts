import { Clock } from '#infra/local-runtime/clock.ts';
import type { Item } from '#infra/local-runtime/dynamodb/attribute-value.ts';
import { DynamoDbService } from '#infra/local-runtime/dynamodb/dynamodb-service.ts';
import { DynamoDbStreamsService } from '#infra/local-runtime/dynamodb/dynamodb-streams-service.ts';
import type { StreamRecord } from '#infra/local-runtime/dynamodb/stream-record.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import type { JsonObject, Service } from '#infra/local-runtime/service.ts';

/** An answer of which a test knows the shape. */
interface Answer extends JsonObject {
  Item?: Item & JsonObject;
  Items?: (Item & JsonObject)[];
  Attributes?: Item & JsonObject;
}

/** A DynamoDB of its own for a test, at a fixed moment. */
export class RunningDynamoDb {
  readonly clock = new Clock(Date.UTC(2026, 10, 2, 9, 0, 0));
  readonly service: DynamoDbService;
  readonly streams: DynamoDbStreamsService;

  constructor() {
    this.service = new DynamoDbService({
      clock: this.clock,
      random: seededRandom(7),
      region: 'eu-central-1',
      account: '000000000000',
    });
    this.streams = new DynamoDbStreamsService(this.service.store);
  }

  async call(operation: string, input: JsonObject): Promise<Answer> {
    return (await operationOf(this.service, operation)(input)) as Answer;
  }

  async callStreams(operation: string, input: JsonObject): Promise<JsonObject> {
    return operationOf(this.streams, operation)(input);
  }

  /** A table with the key `pk`, what else `more` says, and a stream of both images. */
  async createTable(TableName: string, more: JsonObject = {}): Promise<void> {
    await this.call('CreateTable', {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      ...more,
    });
  }

  async get(TableName: string, Key: JsonObject): Promise<Item | undefined> {
    return (await this.call('GetItem', { TableName, Key, ConsistentRead: true })).Item;
  }

  /** Everything in a table's newest stream, read as a consumer of the API reads it. */
  async recordsOf(TableName: string): Promise<StreamRecord[]> {
    const { Table } = (await this.call('DescribeTable', { TableName })) as { Table: { LatestStreamArn: string } };
    const StreamArn = Table.LatestStreamArn;
    const { StreamDescription } = (await this.callStreams('DescribeStream', { StreamArn })) as {
      StreamDescription: { Shards: { ShardId: string }[] };
    };
    const { ShardId } = StreamDescription.Shards[0]!;
    let { ShardIterator } = await this.callStreams('GetShardIterator', {
      StreamArn,
      ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const all: StreamRecord[] = [];
    for (;;) {
      const page = await this.callStreams('GetRecords', { ShardIterator });
      const records = page.Records as unknown as StreamRecord[];
      if (records.length === 0) return all;
      all.push(...records);
      ShardIterator = page.NextShardIterator;
    }
  }
}

function operationOf(service: Service, name: string) {
  const operation = service.operations[name];
  if (!operation) throw new Error(`There is no operation ${name}`);
  return operation;
}

/** A table with a sort key `sk`. */
export const withSortKey = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
};
