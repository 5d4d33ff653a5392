import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Where the scenario tests find the assembly that `cdk deploy` would deploy. */
export const assembly = join(import.meta.dirname, '../../.local/test-assembly');

/** Synthesizes the product once for all scenario tests of a run. */
export default function synthesize(): void {
  const root = join(import.meta.dirname, '../..');
  execFileSync(join(root, 'node_modules/.bin/cdk'), ['synth', '--quiet', '--output', assembly], {
    cwd: root,
    stdio: 'pipe',
  });
}
