import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CommandEnd } from './run-site-command.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** What `npm run NAME -- ARGS` starts, without npm: its start would be most of the time. */
export function startNpmScript(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const [program = '', ...first] = (scripts[name] ?? '').split(' ');
  if (program !== 'node') throw new Error(`package.json has no script ${name} that runs node`);
  return spawn(process.execPath, [...first, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Resolves with its exit code and words. */
export function endOf(child: ChildProcess): Promise<CommandEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<CommandEnd>();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  child.once('error', reject);
  child.once('close', (code) => resolve({ code: code ?? -1, output }));
  return promise;
}
