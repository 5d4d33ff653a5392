import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventschemas from 'aws-cdk-lib/aws-eventschemas';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { publishedSchemas } from '#shared/domain/event-schemas.ts';
import type { SourceTable } from '#shared/domain/primitives.ts';
import { namesOf } from '#shared/resources.ts';
import type { DeploymentConfig } from './config.ts';
import { KeptTable, type StreamedTable } from './constructs/kept-table.ts';

const sourceKeys = {
  orders: ['orderId'],
  payments: ['orderId', 'attemptId'],
  inventory: ['sku', 'locationId'],
  shipments: ['orderId', 'shipmentId'],
} as const satisfies Record<SourceTable, readonly [string, string?]>;

/** What outlives a deployment: the tables, their key, and the bus with its archive. */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<SourceTable | 'cases', StreamedTable>>;
  readonly key: kms.Key;
  readonly bus: events.EventBus;

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { config: DeploymentConfig }) {
    super(scope, id, props);
    const removalPolicy = config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = this.createKey(config.stage, removalPolicy);
    const kept = { encryptionKey: this.key, removalPolicy, deletionProtection: config.retainData };

    const source = (name: SourceTable): StreamedTable => {
      const existing = config.sourceTables[name];
      if (!existing) return new KeptTable(this, titled(name), { ...kept, keys: sourceKeys[name] });
      return dynamodb.Table.fromTableAttributes(this, titled(name), {
        tableArn: existing.tableArn,
        tableStreamArn: existing.streamArn,
        ...(existing.keyArn && { encryptionKey: kms.Key.fromKeyArn(this, `${titled(name)}Key`, existing.keyArn) }),
      });
    };
    const cases = new KeptTable(this, 'Cases', { ...kept, keys: ['pk', 'sk'], timeToLiveAttribute: 'expiresAt' });
    cases.addIndex('due', ['dueShard', 'dueAt']);
    cases.addIndex('opened', ['openedShard', 'openedAt']);
    this.tables = {
      orders: source('orders'),
      payments: source('payments'),
      inventory: source('inventory'),
      shipments: source('shipments'),
      cases,
    };

    this.bus = this.createBus(config.stage, removalPolicy);
    for (const [name, table] of Object.entries(this.tables)) {
      new CfnOutput(this, `${titled(name)}TableName`, { value: table.tableName });
    }
    new CfnOutput(this, 'EventBusName', { value: this.bus.eventBusName });
  }

  private createKey(stage: string, removalPolicy: RemovalPolicy): kms.Key {
    const key = new kms.Key(this, 'Key', {
      description: `OrderMend ${stage}: tables and alerts`,
      enableKeyRotation: true,
      removalPolicy,
    });
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsPublishToEncryptedTopics',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    return key;
  }

  private createBus(stage: string, removalPolicy: RemovalPolicy): events.EventBus {
    const name = namesOf(stage).eventBus;
    const bus = new events.EventBus(this, 'EventBus', { eventBusName: name });
    const archive = bus.archive('Archive', {
      archiveName: name,
      description: 'Every event of a year, to be replayed',
      eventPattern: { account: [this.account] },
      retention: Duration.days(365),
    });
    const registry = new eventschemas.CfnRegistry(this, 'SchemaRegistry', { registryName: name });
    for (const resource of [bus, archive]) resource.applyRemovalPolicy(removalPolicy);
    registry.applyRemovalPolicy(removalPolicy);
    for (const { detailType, direction, meaning, schema } of publishedSchemas()) {
      const published = new eventschemas.CfnSchema(this, `${detailType}Schema`, {
        registryName: registry.attrRegistryName,
        schemaName: direction === 'out' ? `ordermend@${detailType}` : detailType,
        type: 'JSONSchemaDraft4',
        description: meaning,
        content: JSON.stringify(schema),
      });
      published.applyRemovalPolicy(removalPolicy);
    }
    return bus;
  }
}

const titled = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
