import { defineConfig } from '@playwright/test';
import { chooseHost, describeHost } from '../host.ts';

if (process.env['TEST_WORKER_INDEX'] === undefined)
  process.stdout.write(`${describeHost(chooseHost())}\n`);

/** The pictures of the till: `npm run screens`. Apart from the specs, because it writes to docs. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.pictures.ts',
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  outputDir: '../../test-results/screens',
});
