import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BenchRun } from './bench-run.ts';
import { rounded, type Metric } from './metric.ts';

const SIM = path.join(import.meta.dirname, '../tools/sim/run-sim.ts');
const GOAL = 2000;
const run = promisify(execFile);

/** Fault schedules a minute: one process alone, then one a core; a violation fails the metric. */
export async function simRuns({ quick }: Pick<BenchRun, 'quick'>): Promise<Metric[]> {
  const seeds = quick ? 200 : 500;
  const alone = await schedules([1], seeds);
  const both = await schedules([1 + seeds, 1 + 2 * seeds], seeds);
  const metric = (name: string, { aMinute, clean }: typeof alone, processes: number): Metric => ({
    name,
    value: rounded(aMinute),
    unit: 'runs/min',
    goal: `≥ ${GOAL} runs/min, zero violations`,
    holds: aMinute >= GOAL && clean,
    comparedWith: `limit ${GOAL} runs/min`,
    peerValue: GOAL,
    ratio: rounded(aMinute / GOAL),
    samples: { runsAMinute: [rounded(aMinute)] },
    settings: { processes, seedsEach: seeds, violations: clean ? 0 : 'see npm run sim' },
  });
  return [metric('sim.runs', alone, 1), metric('sim.runs two processes', both, 2)];
}

/** Each process walks its own seeds; wall time of all together, start of Node left in. */
async function schedules(
  firstSeeds: readonly number[],
  seeds: number,
): Promise<{ aMinute: number; clean: boolean }> {
  const began = performance.now();
  const said = await Promise.all(
    firstSeeds.map((from) =>
      run(process.execPath, [SIM, '--seeds', String(seeds), '--from', String(from)]).then(
        ({ stdout }) => stdout,
        // Exit 1 is a violation, or a kind of fault that so few seeds did not reach.
        (error: { stdout?: string }) => error.stdout ?? 'VIOLATION no output',
      ),
    ),
  );
  const minutes = (performance.now() - began) / 60_000;
  return {
    aMinute: (firstSeeds.length * seeds) / minutes,
    clean: said.every((text) => !text.includes('VIOLATION')),
  };
}
