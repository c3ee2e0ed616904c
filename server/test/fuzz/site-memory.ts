import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '../../../tools/region/wait-until.ts';

/** What a worker of a site holds after a full collection, bytes. */
export type Held = { heap: number; rss: number };

export const MB = 1024 * 1024;
/**
 * What a worker may hold more after all requests than after the first thousands. Caches that grow with
 * use are bounded (8,192 credentials, prepared statements a connection) and stay far below it; 100,000
 * leaked requests of 1 kB would be three times as much.
 */
export const HEAP_BOUND = 32 * MB;
/** Freed pages go back to the system late, and bodies of 1 MB fragment what is kept. */
export const RSS_BOUND = 160 * MB;

const PRELOAD = path.join(import.meta.dirname, 'say-memory.ts');

/** Environment under which a site's processes tell what they hold when they are asked. */
export function memoryEnv(file: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${PRELOAD}`, EVERTILL_TEST_MEMORY_FILE: file };
}

/** Pids of a site's workers. */
function workersOf(primary: number): number[] {
  const table = execFileSync('ps', ['-o', 'pid=,ppid=', '-A'], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === primary)
    .map(([pid = 0]) => pid);
}

/** Asks every worker of the site to collect and say what it then holds; the largest of each. */
export async function siteMemory(primary: number, file: string): Promise<Held> {
  const workers = workersOf(primary);
  const before = saidIn(file).length;
  for (const pid of workers) process.kill(pid, 'SIGUSR2');
  const said = await waitUntil('memory of the workers', 20_000, async () => {
    const lines = saidIn(file).slice(before);
    return lines.length >= workers.length ? lines : undefined;
  });
  return {
    heap: Math.max(...said.map(({ heap }) => heap)),
    rss: Math.max(...said.map(({ rss }) => rss)),
  };
}

/** Pids stay the same where no worker died meanwhile. */
export const workerPids = (primary: number): string =>
  workersOf(primary)
    .toSorted((a, b) => a - b)
    .join(' ');

function saidIn(file: string): Held[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // The last part is empty, or a line that is being written.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Held);
}
