import { defineConfig } from 'vitest/config';
import { WORKERS } from './server/test/region-setup.ts';

/** Head office against a real pair of PostgreSQL servers; one pair a worker. */
export default defineConfig({
  test: {
    include: ['server/test/**/*.test.ts', 'server/src/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['server/test/region-setup.ts'],
    maxWorkers: WORKERS,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
