import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPair } from '../../../tools/region/site-pair.ts';
import { openFuzzer } from './fuzz-site.ts';
import { HEAP_BOUND, MB, memoryEnv, RSS_BOUND, siteMemory, workerPids } from './site-memory.ts';

/*
 * npm run fuzz -- [--seed N] [--requests N] [--from N]
 * A private pair gets spoiled requests at site A. Exit 0: each was answered as it must be, no worker
 * died, and memory is flat. 1: not so. 2: unknown argument. `--from N --requests 1` repeats one request.
 */

const USAGE = 'npm run fuzz -- [--seed N] [--requests N] [--from N]';
/** Share of a run after which memory is to be flat: by then every odd size was met. */
const WARM_UP = 0.25;
const STEP = 5000;
const MOST_SHOWN = 40;

function numbersOf(argv: string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: argv,
      options: { seed: text, requests: text, from: text },
    });
    const { seed = String(Date.now() % 1_000_000), requests = '20000', from = '0' } = values;
    const numbers = { seed: Number(seed), requests: Number(requests), from: Number(from) };
    return Object.values(numbers).every(Number.isSafeInteger) ? numbers : undefined;
  } catch {
    return undefined;
  }
}

/** What the site itself says of requests it failed at. */
function failuresIn(log: string): string[] {
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines.filter((line) => line.includes('request failed')).slice(0, MOST_SHOWN);
}

const args = numbersOf(process.argv.slice(2));
if (args === undefined) {
  process.stderr.write(`evertill: usage: ${USAGE}\n`);
  process.exit(2);
}
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const mb = (bytes: number): string => `${(bytes / MB).toFixed(1)} MB`;
const dir = mkdtempSync(path.join(tmpdir(), 'evertill-fuzz-'));
chmodSync(dir, 0o755);
const memoryFile = path.join(dir, 'memory');
const pair = await startPair(dir, { webWorkers: 1, env: memoryEnv(memoryFile) });
try {
  const { seed, requests, from } = args;
  say(`seed ${seed}, requests ${from} to ${from + requests - 1}`);
  const fuzzer = await openFuzzer(pair);
  const { pid } = pair.a.process;
  const pids = workerPids(pid);
  const faults: string[] = [];
  const statuses = new Map<string, number>();
  let first = await siteMemory(pid, memoryFile);
  const startedAt = performance.now();
  for (let at = from; at < from + requests; at += STEP) {
    const end = Math.min(at + STEP, from + requests);
    const done = await fuzzer.run(seed, at, end);
    faults.push(...done.faults);
    for (const [name, n] of done.statuses) statuses.set(name, (statuses.get(name) ?? 0) + n);
    const held = await siteMemory(pid, memoryFile);
    if (end - from <= requests * WARM_UP) first = held;
    say(
      `  ${end - from} requests: heap ${mb(held.heap)}, rss ${mb(held.rss)}, ${faults.length} faults`,
    );
  }
  const last = await siteMemory(pid, memoryFile);
  if (workerPids(pid) !== pids) faults.push('a worker died');
  if (last.heap - first.heap > HEAP_BOUND)
    faults.push(`heap grew by ${mb(last.heap - first.heap)}`);
  if (last.rss - first.rss > RSS_BOUND) faults.push(`rss grew by ${mb(last.rss - first.rss)}`);
  say(
    `  ${[...statuses]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, n]) => `${name}: ${n}`)
      .join(', ')}`,
  );
  say(`  heap ${mb(first.heap)} → ${mb(last.heap)}, rss ${mb(first.rss)} → ${mb(last.rss)}`);
  say(`  ${Math.round(requests / ((performance.now() - startedAt) / 1000))} requests a second`);
  for (const fault of faults.slice(0, MOST_SHOWN)) say(`  FAULT ${fault}`);
  for (const line of failuresIn(path.join(dir, 'site-a.log'))) say(`  site: ${line}`);
  say(faults.length === 0 ? 'fuzz passed' : `FUZZ FAILED: ${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
}
