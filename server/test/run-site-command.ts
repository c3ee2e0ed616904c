import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { COMPILE_CACHE } from '../../tools/region/site-process.ts';

export type CommandEnd = { code: number; output: string };

/** Runs a command of `tools/site` as `npm run` would, and resolves with its exit code and words. */
export function runSiteCommand(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandEnd> {
  const script = join(import.meta.dirname, '../../tools/site', name);
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const { promise, resolve, reject } = Promise.withResolvers<CommandEnd>();
  child.once('error', reject);
  child.once('close', (code) => resolve({ code: code ?? -1, output }));
  return promise;
}
