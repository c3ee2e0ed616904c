import { spawnSync } from 'node:child_process';
import path from 'node:path';

/*
 * npm run update:proof
 * Two real builds of the till on a region of its own: forward, back with unsent sales, and builds that
 * crash, hang or cannot open the database at their start. Prints each result; exit 1 where one fails.
 */

const ROOT = path.resolve(import.meta.dirname, '../..');
const playwright = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
const { status } = spawnSync(process.execPath, [playwright, 'test', 'update-proof'], {
  cwd: ROOT,
  env: { ...process.env, EVERTILL_UPDATE_PROOF: 'full' },
  stdio: 'inherit',
});
const isProven = status === 0;
console.log(isProven ? 'proven: every build came, went and left every sale' : 'not proven');
process.exitCode = isProven ? 0 : 1;
