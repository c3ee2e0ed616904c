import { defineConfig } from 'vitest/config';

/** Head office against a real pair of PostgreSQL servers; one pair a run. */
export default defineConfig({
  test: {
    include: ['server/test/**/*.test.ts', 'server/src/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['server/test/region-setup.ts'],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
