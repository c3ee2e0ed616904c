import { defineConfig } from 'vitest/config';

/** The endpoint table with real faults: a headless till, a proxy before each site of a real pair. */
export default defineConfig({
  test: {
    include: ['tools/faults/test/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['tools/faults/test/setup.ts'],
    // Tests wait more than they work.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
