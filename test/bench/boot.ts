import { join } from 'node:path';
import { timeToFirstOutput } from './child.ts';
import type { Measurement } from './measurement.ts';
import { interleave, median } from './samples.ts';

/** How long a person waits for the local runtime. */
export const bootTime: Measurement = {
  name: 'boot',
  about: 'start of the local runtime to the first accepted write, against bare Node',
  rounds: 15,
  run: async ({ rounds, assembly, root, tick }) => {
    const script = join(import.meta.dirname, 'boot-once.ts');
    const { ours, bare } = await interleave(
      {
        ours: () => timeToFirstOutput(['--import', 'tsx', script, assembly], root),
        bare: () => timeToFirstOutput(['-e', "process.stdout.write('ready\\n')"], root),
      },
      rounds,
      tick,
    );
    return [{ what: 'boot to first write, p50', ours: median(ours), base: median(bare), unit: 'ms' }];
  },
};
