import { type App, Tags } from 'aws-cdk-lib';
import { namesOf } from '#shared/resources.ts';
import { ApplicationStack } from './application-stack.ts';
import type { DeploymentConfig } from './config.ts';
import { DataStack } from './data-stack.ts';
import type { FunctionSpec } from './functions.ts';

export interface Product {
  readonly config: DeploymentConfig;
  /** Keys of the exception types, each with a definition in state-machines/exception-types. */
  readonly types: readonly string[];
  readonly functions: readonly FunctionSpec[];
  /** Entry → the folder of its bundle. */
  readonly code: ReadonlyMap<string, string>;
  readonly definitionsDir: string;
}

/** The two stacks of one stage: what is kept, and what can be built anew from this repository. */
export function buildApp(app: App, { config, ...product }: Product) {
  const { prefix } = namesOf(config.stage);
  const terminationProtection = config.stage === 'prod';
  const data = new DataStack(app, `${prefix}-data`, { config, terminationProtection });
  const application = new ApplicationStack(app, `${prefix}-application`, {
    config,
    terminationProtection,
    data,
    ...product,
  });
  Tags.of(app).add('product', 'ordermend');
  Tags.of(app).add('stage', config.stage);
  return { data, application };
}
