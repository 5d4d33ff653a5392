import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/synthesize.ts'],
    setupFiles: ['test/support/fail-on-console.ts'],
    pool: 'threads',
    testTimeout: 30_000,
  },
});
