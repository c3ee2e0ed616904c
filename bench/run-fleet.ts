import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { fleetNumbers, type FleetNumbers } from '../tools/fleet/fleet-numbers.ts';
import { fleetPlan, fleetWaits } from '../tools/fleet/fleet-plan.ts';
import { startFleetRegion } from '../tools/fleet/fleet-region.ts';
import { runFleet, type FleetRun, type FleetScene } from '../tools/fleet/fleet-run.ts';
import { fleetRows, fleetTable } from '../tools/fleet/fleet-table.ts';
import { cpuUse, microsAnOp, type CpuUse } from './cpu-use.ts';
import { askFlag } from '../tools/fleet/ask-flag.ts';
import { commitOfTree, FLEET, machine, writeResult } from './result-file.ts';

/*
 * npm run fleet -- [--tills N] [--minutes N] [--peak N] [--workers N] [--no-single]
 * npm run fleet -- --flag KEY [--region eu|na]   which stores of the running demo have a flag
 * A region's tills against two real sites: steady selling, a peak, site A killed at the peak, its
 * return. Then the same load by tills that know one site alone. Prints a table, writes
 * bench/results/fleet.json. Exit 1: a sale is lost, doubled or was never confirmed. 2: unknown argument.
 */

const { values } = parseArgs({
  options: {
    tills: { type: 'string', default: '5000' },
    minutes: { type: 'string', default: '2' },
    peak: { type: 'string', default: '10' },
    workers: { type: 'string', default: '2' },
    single: { type: 'boolean', default: true },
    flag: { type: 'string' },
    region: { type: 'string' },
  },
  allowNegative: true,
});
if (values.flag !== undefined) {
  await askFlag(values.flag, values.region);
  process.exit();
}
const [tills = 0, minutes = 0, peak = 0, workers = 0] = [
  values.tills,
  values.minutes,
  values.peak,
  values.workers,
].map(Number);
if (!(tills >= 2 && tills <= 20_000 && minutes > 0 && peak >= 1 && workers >= 1)) {
  console.error(
    'usage: npm run fleet -- [--tills 2..20000] [--minutes N] [--peak N] [--workers N] [--no-single]',
  );
  process.exit(2);
}

const about = { machine: machine(), commit: commitOfTree(), date: new Date().toISOString() };
const plan = fleetPlan({ tills: Math.floor(tills), minutes, peak });
const stopped = new AbortController();
const say = (line: string): void => console.log(`  ${line}`);
say('starting two sites');
const region = await startFleetRegion({ webWorkers: Math.floor(workers) });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    say('stopping, please wait');
    stopped.abort();
    void region.stop().finally(() => process.exit(130));
  });

const waits = fleetWaits(plan);
console.log(
  `${plan.tills} tills, ${Math.round(plan.steadyRate)} sales/s, at the peak ${Math.round(plan.steadyRate * peak)}; waits that differ from a till's own: ${JSON.stringify(waits)}`,
);
/** CPU of each part for each sale acknowledged in a phase: other load on the machine does not count here. */
const cpu: Record<string, Record<string, number>> = {};
/** How late this process itself was, p99 of each phase, ms: part of every time that its tills measured. */
const ownDelay: Record<string, number> = {};
const loop = monitorEventLoopDelay({ resolution: 10 });
loop.enable();
try {
  const two = fleetNumbers(await play('both'));
  await tell(two, undefined);
  if (values.single) {
    console.log('the same load, tills that know site A alone');
    await tell(two, fleetNumbers(await play('onlyA')));
  }
  if (!isSound(two)) process.exitCode = 1;
} catch (error) {
  // What breaks because it was stopped is no news.
  if (!stopped.signal.aborted) throw error;
} finally {
  await region.stop();
}

/** What is known so far, on the terminal and in the file. */
async function tell(two: FleetNumbers, single: FleetNumbers | undefined): Promise<void> {
  const rows = fleetRows(two, single);
  console.log(`\n${fleetTable(rows)}`);
  for (const [phase, parts] of Object.entries(cpu))
    console.log(`CPU a sale, ${phase}, µs: ${JSON.stringify(parts)}`);
  console.log(`delay of the tills' own process, p99 ms: ${JSON.stringify(ownDelay)}`);
  const settings = { ...plan, workersOfEachSite: workers, waits, cpuMicrosASale: cpu, ownDelay };
  await writeResult({ ...about, settings, rows, twoSites: two, singleSite: single }, FLEET);
  console.log(`\nwritten to ${FLEET}`);
}

function play(name: 'both' | 'onlyA'): Promise<FleetRun> {
  const { pair } = region;
  const { signal } = stopped;
  const scene = {
    pair,
    plan,
    region: region[name],
    progress: say,
    signal,
    onPhase: cpuClock(name),
  };
  return runFleet(scene, name === 'both' ? 0 : plan.tills);
}

/** Measures the phases in which no site's processes come or go. */
function cpuClock(run: string): NonNullable<FleetScene['onPhase']> {
  let last: { name: string; use: CpuUse; acked: number } | undefined;
  return (name, tally) => {
    const use = cpuUse();
    const acked = tally.phases.reduce((n, p) => n + p.firstSite.length, 0);
    if (last?.name === 'steady' || last?.name === 'peak')
      cpu[`${run}, ${last.name}`] = microsAnOp(last.use, use, acked - last.acked);
    if (last !== undefined)
      ownDelay[`${run}, ${last.name}`] = Math.round(loop.percentile(99) / 1e6);
    loop.reset();
    last = { name, use, acked };
  };
}

/** The promise, whatever the times were. */
function isSound(n: FleetNumbers): boolean {
  return n.lost === 0 && n.doubled === 0 && n.unconfirmed === 0 && n.acknowledged === n.sold;
}
