import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { catalog } from '#functions/exception-types/catalog.ts';
import { buildApp } from '#infra/build-app.ts';
import { parseConfig } from '#infra/config.ts';
import { functions } from '#infra/functions.ts';
import { assembly } from '#test/support/synthesize.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { root } from './product.ts';

/** Both stacks of a stage with this configuration. */
function aStage(change: Record<string, unknown> = {}) {
  using code = temporaryTree({ 'index.js': '' });
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  const { data, application } = buildApp(new App({ context }), {
    config: parseConfig({ stage: 'test', mail: { from: 'orders@shop.example' }, ...change }),
    types: catalog.map(({ key }) => key),
    functions,
    code: new Map(functions.map(({ entry }) => [entry, code.root])),
    definitionsDir: join(root, 'state-machines'),
  });
  return {
    stacks: [data, application],
    templates: () => ({ data: Template.fromStack(data), application: Template.fromStack(application) }),
  };
}

const usual = aStage().templates();
const kept = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::Events::EventBus', 'AWS::Events::Archive'];

describe('data', () => {
  it('outlives its stack unless the stage is thrown away', () => {
    const thrownAway = aStage({ retainData: false }).templates().data;
    for (const type of kept) {
      for (const [policy, template] of [
        ['Retain', usual.data],
        ['Delete', thrownAway],
      ] as const) {
        const resources = Object.values(template.findResources(type));
        expect(resources.length, type).toBeGreaterThan(0);
        for (const resource of resources) {
          expect(resource, type).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
        }
      }
    }
  });

  it('is protected, restorable, encrypted with a key that renews itself, and shows both images to its readers', () => {
    const { data } = usual;
    data.resourceCountIs('AWS::DynamoDB::Table', 5);
    data.allResourcesProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    data.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    data.allResourcesProperties('AWS::Events::Archive', { RetentionDays: 365 });
  });

  it('in tables of the shop is used, not created', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/shop-orders';
    const orders = { tableArn: table, streamArn: `${table}/stream/2026-01-01T00:00:00.000` };
    const { data, application } = aStage({ sourceTables: { orders } }).templates();
    data.resourceCountIs('AWS::DynamoDB::Table', 4);
    const mappings = Object.values(application.findResources('AWS::Lambda::EventSourceMapping'));
    expect(mappings.filter(({ Properties }) => Properties.EventSourceArn === orders.streamArn)).toHaveLength(1);
  });
});

describe('a stage', () => {
  it('of production cannot be deleted by mistake, any other can', () => {
    const protects = (change: Record<string, unknown>) =>
      aStage(change).stacks.map(({ terminationProtection }) => terminationProtection);
    expect(protects({ stage: 'prod' })).toEqual([true, true]);
    expect(protects({ stage: 'dev' })).toEqual([false, false]);
  });

  it('bears its name in everything that has one, so that stages share an account', () => {
    const { stacks, templates } = aStage({ stage: 'trial' });
    const { application, data } = templates();
    expect(stacks.map(({ stackName }) => stackName)).toEqual(['ordermend-trial-data', 'ordermend-trial-application']);
    const names = [application, data]
      .flatMap((template) => Object.values(template.toJSON().Resources as Record<string, { Properties?: object }>))
      .flatMap(({ Properties = {} }) =>
        Object.entries(Properties).filter(
          ([key, value]) => /(?<!Schema)Name$/.test(key) && typeof value === 'string' && /ordermend/.test(value),
        ),
      )
      .map(([, value]) => String(value));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !name.includes('trial'))).toEqual([]);
  });

  it('names what somebody looks up after a deployment', () => {
    const { application, data } = usual;
    expect(Object.keys(application.findOutputs('*'))).toEqual(
      expect.arrayContaining([
        'ReplyBaseUrl',
        'OperationsParameter',
        'OperationsTopicArn',
        'DemandQueueUrl',
        'MailConfigurationSet',
        'LinkSecretArn',
        'OutOfStockMachineArn',
        'RefundMachineArn',
      ]),
    );
    expect(Object.keys(data.findOutputs('*'))).toEqual(
      expect.arrayContaining(['OrdersTableName', 'PaymentsTableName', 'CasesTableName', 'EventBusName']),
    );
  });
});

describe('the synth', () => {
  it('needs no account, no region and no look-up', () => {
    const manifest = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as {
      artifacts: Record<string, { type: string; environment?: string }>;
      missing?: unknown[];
    };
    const stacks = Object.values(manifest.artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
    expect(stacks.map(({ environment }) => environment)).toEqual([
      'aws://unknown-account/unknown-region',
      'aws://unknown-account/unknown-region',
    ]);
    expect(manifest.missing ?? []).toEqual([]);
  });
});
