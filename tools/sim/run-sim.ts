import { parseArgs } from 'node:util';
import { SCENARIOS } from '../../src/sync/testing/scenarios.ts';
import { nothingReached, type Reached } from '../../src/sync/testing/reached.ts';
import { simulate } from '../../src/sync/testing/simulation.ts';

/** `npm run sim -- --seeds N [--from S] [--until-red]`: prints what was reached, exits 1 on a violation. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    'until-red': { type: 'boolean', default: false },
  },
});
const seeds = Number(values.seeds);
const from = Number(values.from);
if (!Number.isSafeInteger(seeds) || seeds < 1 || !Number.isSafeInteger(from)) {
  console.error('usage: npm run sim -- --seeds N [--from SEED]');
  process.exit(2);
}

// A run that waits for something that never comes leaves nothing to do, and Node would just end.
let finished = false;
process.on('exit', () => {
  if (finished) return;
  console.log('VIOLATION a run never ended: it waits for something that never comes');
  process.exitCode = 1;
});

const started = performance.now();
const total = nothingReached();
const red: string[] = Object.entries(SCENARIOS).flatMap(([name, run]) =>
  run().map((wrong) => `${name}: ${wrong}`),
);
const enough = values['until-red'] ? 1 : 10;
for (let seed = from; seed < from + seeds && red.length < enough; seed++) {
  const run = await simulate(seed);
  for (const key of Object.keys(total) as (keyof Reached)[]) total[key] += run.reached[key];
  if (run.violations.length > 0) {
    red.push(`seed ${seed}: ${run.violations.slice(0, 3).join('; ')}`);
  }
  if (process.stdout.isTTY && seed % 200 === 0)
    process.stdout.write(`\r${seed - from + 1} of ${seeds}`);
}
finished = true;
const seconds = (performance.now() - started) / 1000;

console.log(
  Object.entries(total)
    .map(([k, v]) => `${k} ${v}`)
    .join(', '),
);
for (const line of red) console.log(`VIOLATION ${line}`);
const missed = Object.entries(total).filter(([, v]) => v === 0);
if (!values['until-red'])
  for (const [k] of missed) console.log(`NOT REACHED ${k}: the simulation did not do its work`);
console.log(
  `${seeds} seeds in ${seconds.toFixed(1)} s, ${Math.round((seeds / seconds) * 60)} runs a minute, ${red.length} with a violation`,
);
process.exit(red.length > 0 || (!values['until-red'] && missed.length > 0) ? 1 : 0);
