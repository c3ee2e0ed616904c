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
    // Modules without state of their own are loaded once a process, not once a file: two thirds of the
    // run went into that. A test that sets something for all puts it back, so the order does not matter.
    isolate: false,
    unstubGlobals: true,
    unstubEnvs: true,
    // A machine at its limit is slow, not wrong.
    testTimeout: 30_000,
  },
});
