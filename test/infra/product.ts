import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { catalog } from '#functions/exception-types/catalog.ts';
import { buildApp } from '#infra/build-app.ts';
import { parseConfig } from '#infra/config.ts';
import { functions } from '#infra/functions.ts';

export const root = join(import.meta.dirname, '../..');
const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };

export const flags = Object.fromEntries(Object.entries(context).filter(([key]) => key.startsWith('@aws-cdk')));
export const types = catalog.map(({ key }) => key);

/** The product as `cdk.json` configures it, with what `change` says differently. */
export function synthesized(change: Record<string, unknown> = {}) {
  const app = new App({ context: flags });
  const given = { stage: 'test', ...(context.ordermend as object), ...change };
  const bundleDir = join(root, '.local/bundles/infra-tests');
  const { data, application } = buildApp(app, { config: parseConfig(given), types, functions, root, bundleDir });
  return { app, data: Template.fromStack(data), application: Template.fromStack(application) };
}
