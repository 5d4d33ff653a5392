import { basename, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { catalog } from '#functions/exception-types/catalog.ts';
import { buildApp } from './build-app.ts';
import { bundle } from './bundle.ts';
import { configFromContext } from './config.ts';
import { functions } from './functions.ts';

const app = new App();
const root = join(import.meta.dirname, '..');
buildApp(app, {
  config: configFromContext(app.node),
  types: catalog.map(({ key }) => key),
  functions,
  // A folder per assembly: two synths at once must not write into each other's bundles.
  code: bundle([...new Set(functions.map(({ entry }) => entry))], {
    root,
    outDir: join(root, '.local/bundles', basename(app.outdir)),
  }),
  definitionsDir: join(root, 'state-machines'),
});
app.synth();
