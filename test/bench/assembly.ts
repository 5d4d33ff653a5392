import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { catalog } from '#functions/exception-types/catalog.ts';
import { buildApp } from '#infra/build-app.ts';
import { bundle } from '#infra/bundle.ts';
import { configFromContext } from '#infra/config.ts';
import { functions } from '#infra/functions.ts';

/** Synthesizes the product as the repository configures it, except that a cause need not last; answers where. */
export function synthesizeUnsettled(root: string): string {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const ordermend = {
    ...context.ordermend,
    types: { 'out-of-stock': { settleSeconds: 0 } },
    // Many shortages at once are what is measured here, not an incident that staff have to look at.
    massCause: { share: 1, causes: 10_000, minimumCases: 10_000 },
  };
  const outdir = join(root, '.local/bench-assembly');
  const app = new App({ outdir, context: { ...context, ordermend } });
  buildApp(app, {
    config: configFromContext(app.node),
    types: catalog.map(({ key }) => key),
    functions,
    code: bundle([...new Set(functions.map(({ entry }) => entry))], {
      root,
      outDir: join(root, '.local/bundles/bench'),
    }),
    definitionsDir: join(root, 'state-machines'),
  });
  return app.synth().directory;
}
