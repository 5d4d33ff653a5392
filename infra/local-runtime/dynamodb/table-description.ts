import type { Random } from '../random.ts';
import type { JsonObject } from '../service.ts';
import type { KeyedTable, KeySchemaElement } from './dynalite.ts';

export interface IndexDescription {
  IndexName: string;
  IndexArn: string;
  KeySchema: KeySchemaElement[];
  Projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] };
  IndexStatus?: string;
  IndexSizeBytes: number;
  ItemCount: number;
  ProvisionedThroughput?: JsonObject;
}

export interface StreamSpecification {
  StreamEnabled: boolean;
  StreamViewType?: StreamViewType;
}
export type StreamViewType = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';

/** A table as DescribeTable shows it. */
export interface TableDescription extends KeyedTable {
  TableName: string;
  TableArn: string;
  TableId: string;
  TableStatus: string;
  CreationDateTime: number;
  ItemCount: number;
  TableSizeBytes: number;
  DeletionProtectionEnabled: boolean;
  ProvisionedThroughput: JsonObject;
  BillingModeSummary?: JsonObject;
  TableThroughputModeSummary?: JsonObject;
  GlobalSecondaryIndexes?: IndexDescription[];
  LocalSecondaryIndexes?: IndexDescription[];
  StreamSpecification?: StreamSpecification;
  LatestStreamArn?: string;
  LatestStreamLabel?: string;
}

/** A CreateTable request after its validation. */
export interface CreateTableInput extends KeyedTable {
  TableName: string;
  BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST';
  ProvisionedThroughput?: JsonObject;
  GlobalSecondaryIndexes?: IndexDescription[];
  LocalSecondaryIndexes?: IndexDescription[];
}

export interface Birth {
  arn: string;
  now: number;
  random: Random;
}

export function describeNewTable(input: CreateTableInput, { arn, now, random }: Birth): TableDescription {
  const { BillingMode, ProvisionedThroughput, GlobalSecondaryIndexes, LocalSecondaryIndexes, ...shape } = input;
  const throughput = (given: JsonObject | undefined) => ({
    ReadCapacityUnits: 0,
    WriteCapacityUnits: 0,
    ...given,
    NumberOfDecreasesToday: 0,
  });
  const index = (given: IndexDescription) => ({
    ...given,
    IndexArn: `${arn}/index/${given.IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
  });
  const created = now / 1000;
  return {
    ...shape,
    TableArn: arn,
    TableId: random.uuid(),
    TableStatus: 'ACTIVE',
    CreationDateTime: created,
    ItemCount: 0,
    TableSizeBytes: 0,
    DeletionProtectionEnabled: false,
    ProvisionedThroughput: throughput(ProvisionedThroughput),
    ...(BillingMode === 'PAY_PER_REQUEST' && {
      BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime: created },
      TableThroughputModeSummary: { TableThroughputMode: BillingMode },
    }),
    ...(LocalSecondaryIndexes && { LocalSecondaryIndexes: LocalSecondaryIndexes.map(index) }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((given) => ({
        ...index(given),
        IndexStatus: 'ACTIVE',
        ProvisionedThroughput: throughput(given.ProvisionedThroughput),
      })),
    }),
  };
}
