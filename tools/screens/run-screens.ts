import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildTill } from '../build/build.ts';

/*
 * npm run screens
 * Sells on the real till against a real region, draws every screen into docs/images/ at both sizes,
 * and exits 1 where one scrolls sideways, cuts text off, has a target under 48 px or fails axe.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const PLAYWRIGHT = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
const CONFIG = path.join(ROOT, 'e2e/screens/playwright.config.ts');

await buildTill();
const args = [PLAYWRIGHT, 'test', '--config', CONFIG, ...process.argv.slice(2)];
const run = spawn(process.execPath, args, { stdio: 'inherit', cwd: ROOT });
const [code] = await once(run, 'exit');
process.exitCode = code === 0 ? 0 : 1;
