import { defineConfig } from '@playwright/test';
import { chooseHost, describeHost } from './e2e/host.ts';

// A pass on the stand-in is not a pass on Electron: every run says which it was. Workers load this
// file again and stay silent.
if (process.env['TEST_WORKER_INDEX'] === undefined)
  process.stdout.write(`${describeHost(chooseHost())}\n`);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // A spec waits for sites, clocks and restarts more than it works; those of one
  // worker share a region and have a store each, or have a region of their own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 30_000,
  // A machine with two of them at work is slow, not wrong.
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: 'test-results',
});
