import { type App, Tags } from 'aws-cdk-lib';
import { namesOf } from '#shared/resources.ts';
import { ApplicationStack } from './application-stack.ts';
import { bundle } from './bundle.ts';
import type { DeploymentConfig } from './config.ts';
import { DataStack } from './data-stack.ts';
import type { FunctionSpec } from './functions.ts';

export interface Product {
  readonly config: DeploymentConfig;
  /** Keys of the exception types, each with a definition in state-machines/exception-types. */
  readonly types: readonly string[];
  readonly functions: readonly FunctionSpec[];
  readonly root: string;
  readonly bundleDir: string;
}

/** The two stacks of one stage: what is kept, and what can be built anew from this repository. */
export function buildApp(app: App, { config, types, functions, root, bundleDir }: Product) {
  const { prefix } = namesOf(config.stage);
  const code = bundle([...new Set(functions.map(({ entry }) => entry))], { root, outDir: bundleDir });
  const terminationProtection = config.stage === 'prod';
  const data = new DataStack(app, `${prefix}-data`, { config, terminationProtection });
  const application = new ApplicationStack(app, `${prefix}-application`, {
    config,
    terminationProtection,
    data,
    types,
    functions,
    code,
    definitionsDir: `${root}/state-machines`,
  });
  Tags.of(app).add('product', 'ordermend');
  Tags.of(app).add('stage', config.stage);
  return { data, application };
}
