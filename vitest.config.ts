import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'server/console/**/*.test.ts',
      'tools/**/*.test.ts',
      'bench/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/*.browser.test.*', 'tools/faults/test/**'],
    environment: 'node',
    // A machine at its limit is slow, not wrong.
    testTimeout: 30_000,
  },
});
