import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from './run-tool.ts';

const BOOTSTRAP = path.join(ROOT, 'tools/bootstrap.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'bootstrap-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('arguments and the exit code go through, under the Node of the lock file', () => {
  const file = script(
    'said.mjs',
    'console.log(process.argv.slice(2).join("|"), process.version); process.exit(7);',
  );
  const ran = spawnSync(process.execPath, [BOOTSTRAP, file, 'a b', '--flag'], { encoding: 'utf8' });
  expect(ran.status).toBe(7);
  expect(ran.stdout).toMatch(/^a b\|--flag v24\./);
});

test('a signal to us reaches the script, and its way to end is ours', async () => {
  const file = script(
    'waits.mjs',
    'process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1000); console.log("up");',
  );
  const child = spawn(process.execPath, [BOOTSTRAP, file], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([9, null]);
});

test('a script that is not there is one clear line', () => {
  const ran = spawnSync(process.execPath, [BOOTSTRAP, 'gone.ts'], { encoding: 'utf8' });
  expect(ran.status).toBe(1);
  expect(ran.stderr).toBe('evertill: there is no gone.ts in this clone.\n');
});
