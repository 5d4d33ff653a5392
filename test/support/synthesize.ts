import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { codeIn, fastCode } from '#infra/trial/deployment.ts';
import { namesOf } from '#shared/resources.ts';

const root = join(import.meta.dirname, '../..');
const functionsDir = join(root, '.local/test-functions');

/** Where the scenario tests find the assembly that `cdk deploy` would deploy. */
export const assembly = join(root, '.local/test-assembly');

/**
 * The functions of scenario tests by name: bundled with the local runtime's stand-ins for the SDK
 * (docs/decisions/0018-trials-and-scenarios-run-without-the-sdk.md), or with AS_DEPLOYED=1 none, so that those of the assembly run.
 */
export const code: ReadonlyMap<string, string> = process.env.AS_DEPLOYED
  ? new Map()
  : codeIn(namesOf('dev'), functionsDir);

/** Synthesizes the product once for all scenario tests of a run. */
export default async function synthesize(): Promise<void> {
  const words = ['synth', '--quiet', '--output', assembly];
  const synthesized = promisify(execFile)(join(root, 'node_modules/.bin/cdk'), words, { cwd: root });
  if (code.size > 0) fastCode(namesOf('dev'), functionsDir);
  await synthesized;
}
