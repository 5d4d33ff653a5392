import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

type Keys = readonly [partition: string, sort?: string];
export interface KeptTableProps extends Omit<dynamodb.TableProps, 'partitionKey' | 'sortKey'> {
  readonly keys: Keys;
}

/** A table of ours, or one that the shop had before. */
export type StreamedTable = dynamodb.ITable | KeptTable;

/** A table whose rows are worth keeping: on demand, encrypted, restorable, with a stream of both images. */
export class KeptTable extends dynamodb.Table {
  constructor(scope: Construct, id: string, { keys, ...props }: KeptTableProps) {
    super(scope, id, {
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      ...schemaOf(keys),
      ...props,
    });
  }

  /** A sparse index: only rows that carry both attributes are in it. */
  addIndex(indexName: string, keys: Keys): void {
    this.addGlobalSecondaryIndex({ indexName, ...schemaOf(keys) });
  }
}

function schemaOf([partition, sort]: Keys) {
  const attribute = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });
  return { partitionKey: attribute(partition), ...(sort && { sortKey: attribute(sort) }) };
}
