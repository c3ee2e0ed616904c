import { spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export type ToolRun = { code: number; output: string };

/** The last of it is where tools put what matters. */
const KEPT_CHARS = 200_000;

/** Runs a JavaScript or TypeScript program under our own Node; its output is kept, not shown. */
export async function runTool(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ToolRun> {
  const { promise, resolve, reject } = Promise.withResolvers<ToolRun>();
  const child = spawn(process.execPath, [path.join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (chunk: Buffer): void => {
    output = `${output}${chunk.toString()}`.slice(-KEPT_CHARS);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.once('error', reject);
  child.once('close', (code) => resolve({ code: code ?? 1, output }));
  return promise;
}

const MOST_LINES = 40;

/** The last lines of what a tool said. */
export function tail(output: string, lines = MOST_LINES): string {
  return output.trim().split('\n').slice(-lines).join('\n');
}
