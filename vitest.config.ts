import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const common = { setupFiles: ['test/support/fail-on-console.ts'], testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    pool: 'threads',
    // One more than two cores: now and then a worker waits for a browser, a command or the main thread.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        // What reads the tree only: part of `npm run check`, and needs no synth.
        test: { ...common, name: 'architecture', include: ['test/architecture/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'product',
          // Modules are loaded once per worker, not once per file: no test leaves anything behind in them.
          isolate: false,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/architecture/**'],
          globalSetup: ['test/support/synthesize.ts'],
          // The synth above has validated the templates, and a test reads its report: no need to do it at every other synth.
          env: { CDK_VALIDATION: 'false' },
        },
      },
    ],
  },
});
