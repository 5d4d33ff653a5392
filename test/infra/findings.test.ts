import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { catalog } from '#functions/exception-types/catalog.ts';
import { buildApp } from '#infra/build-app.ts';
import { acceptedReasons } from '#infra/checks/accepted-findings.ts';
import { parseConfig } from '#infra/config.ts';
import { functions } from '#infra/functions.ts';
import { assembly } from '#test/support/synthesize.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { root } from './product.ts';

const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
using code = temporaryTree({ 'index.js': '' });
const app = new App({ context });
buildApp(app, {
  config: parseConfig({
    stage: 'test',
    mail: { from: 'orders@shop.example', identityDomain: 'shop.example' },
    finance: { eventSource: 'finance' },
  }),
  types: catalog.map(({ key }) => key),
  functions,
  code: new Map(functions.map(({ entry }) => [entry, code.root])),
  definitionsDir: join(root, 'state-machines'),
});

const openFindings = (pack: NagPack) =>
  pack
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      (violatingResources ?? []).map((resource) => `${ruleName} at ${JSON.stringify(resource)}`),
    );

describe('cdk-nag', () => {
  it('has no open finding of AWS Solutions', () => {
    expect(openFindings(new AwsSolutionsChecks(app))).toEqual([]);
  });

  it('has no open finding of Serverless', () => {
    expect(openFindings(new ServerlessChecks(app))).toEqual([]);
  });

  it('is contradicted for at most ten reasons, each a sentence', () => {
    expect(acceptedReasons.length).toBeLessThanOrEqual(10);
    expect(acceptedReasons.filter((reason) => reason.length < 60)).toEqual([]);
  });
});

describe('the rules of CloudFormation', () => {
  it('were checked at the synth and found nothing', () => {
    const report = JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });
});
