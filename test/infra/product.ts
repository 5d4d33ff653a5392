import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembly } from '#test/support/synthesize.ts';

export const root = join(import.meta.dirname, '../..');
export const prefix = 'ordermend-dev';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** One stack of the assembly that the test run has synthesized. */
export const templateOf = (stack: 'data' | 'application'): Template =>
  JSON.parse(readFileSync(join(assembly, `${prefix}-${stack}.template.json`), 'utf8'));

export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

export const propertiesOf = (template: Template, type: string) =>
  resourcesOf(template, type).map(([, { Properties }]) => Properties);
