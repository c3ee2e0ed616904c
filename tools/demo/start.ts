import path from 'node:path';
import { BUILD_PARTS } from '../build/build-configs.ts';
import { buildTill } from '../build/build.ts';
import { banner } from './banner.ts';
import { DemoError, lineOf } from './demo-error.ts';
import { demoHome, openRegionFolder, resetRegion, type Region } from './demo-home.ts';
import { demoPorts, refuseMovedPorts, refuseTakenPorts } from './demo-ports.ts';
import { startDemoRegion, type DemoRegion, type RegionPlan } from './demo-region.ts';
import { makeProgress } from './progress.ts';
import { readStartArgs, START_HELP, type StartArgs } from './start-args.ts';

/*
 * npm start -- [--region eu|na|eu,na] [--articles N] [--reset] [--no-till] [--help]
 * Brings the demo up and stays until a signal ends it. Exit 0: ended in good order. 1: could not
 * start, with one line that says what to do. 2: unknown argument.
 */

const PARENT_CHECK_MS = 1000;
const home = demoHome();
const running: DemoRegion[] = [];
let isStopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void stop(0));
followParent();
try {
  await run(readStartArgs(process.argv.slice(2)));
} catch (error) {
  console.error(`evertill: ${lineOf(error, home)}`);
  if (process.env['EVERTILL_DEBUG'] === '1') console.error(error);
  await stop(error instanceof DemoError ? error.exitCode : 1);
}

async function run(args: StartArgs): Promise<void> {
  if (args.help) return console.log(START_HELP);
  const startedAt = performance.now();
  const places = args.regions.map((region) => ({ region, ports: demoPorts(region) }));
  for (const { ports } of places) await refuseTakenPorts(ports);
  for (const { region, ports } of places)
    if (args.reset) resetRegion(home, region);
    else refuseMovedPorts(path.join(home, region), region, ports);
  const label = (region: Region): string => (places.length > 1 ? `${region} ` : '');
  const parts = args.till ? BUILD_PARTS : (['console'] as const);
  const built = makeProgress('  ', console.log).time('till and console built', () =>
    buildTill(parts),
  );
  // A failed build shows where it is awaited; until then nobody may be waiting.
  built.catch(() => undefined);
  const plans = places.map(({ region, ports }): RegionPlan => {
    const dir = openRegionFolder(home, region);
    const progress = makeProgress(`  ${label(region)}`, console.log);
    return { home, dir, region, ports, articles: args.articles, progress, built, till: args.till };
  });
  console.log(`Evertill: starting ${args.regions.join(' and ')}, data in ${home}`);
  await Promise.all(
    plans.map(async (plan) => {
      running.push(await startDemoRegion(plan));
    }),
  );
  for (const region of running) console.log(banner(region));
  console.log(`ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Ends everything that was started; what is only half started follows us when we are gone. */
async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (running.length > 0) console.log('\nEvertill: stopping');
  const stopped = await Promise.allSettled(running.map((region) => region.stop()));
  process.exit(stopped.every(({ status }) => status === 'fulfilled') ? exitCode : 1);
}

/** Where we were started on behalf of another process: its end is ours. */
function followParent(): void {
  if (process.env['EVERTILL_EXIT_WITH_PARENT'] !== '1') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop(0);
  }, PARENT_CHECK_MS).unref();
}
