import { defineConfig } from '@playwright/test';
import { chooseHost, describeHost } from './e2e/host.ts';

// A pass on the stand-in is not a pass on Electron: every run says which it was. Workers load this
// file again and stay silent.
if (process.env['TEST_WORKER_INDEX'] === undefined)
  process.stdout.write(`${describeHost(chooseHost())}\n`);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Two cores and real browsers: specs in parallel would only measure each other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 30_000,
  reporter: 'list',
  outputDir: 'test-results',
});
