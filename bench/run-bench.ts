import { parseArgs } from 'node:util';
import { chooseHost, describeHost } from '../e2e/host.ts';
import { basketReprice } from './basket-reprice.ts';
import { startBenchRegion } from './bench-region.ts';
import type { BenchRun } from './bench-run.ts';
import { catalogueBootstrap } from './catalogue-bootstrap.ts';
import { withKept } from './kept-metrics.ts';
import { compareResults, isAlarming } from './compare-results.ts';
import { failover } from './failover.ts';
import { flagSpread } from './flag-spread.ts';
import { liveAck } from './live-ack.ts';
import type { Metric } from './metric.ts';
import { commitOfTree, LATEST, machine, readResult, writeResult } from './result-file.ts';
import { resultTable } from './result-table.ts';
import { saleCommit } from './sale-commit.ts';
import { customerResults } from './customer-results.ts';
import { scanToLine } from './scan-to-line.ts';
import { longShift } from './long-shift.ts';
import { payToReceipt } from './pay-to-receipt.ts';
import { basketScroll } from './basket-scroll.ts';
import { searchResults } from './search-results.ts';
import { simRuns } from './sim-runs.ts';
import { siteIngest } from './site-ingest.ts';
import { syncDrain } from './sync-drain.ts';
import { journalRate } from './journal-rate.ts';
import { storeClose } from './store-close.ts';
import { warmStart } from './warm-start.ts';
import { zReport } from './z-report.ts';

/*
 * npm run bench -- [--only NAME[,NAME]] [--quick] [--articles N] [--check | --keep]
 * Measures what the design promises, writes bench/results/latest.json, prints the table. A partial or
 * quick run writes no result. Exit 0: measured, whether or not every goal holds. --check
 * compares with the result on record instead of writing one; exit 1 where something is worse. --keep
 * puts what a partial run measured in its place on record, with its own commit and date.
 * 2: unknown argument.
 */

const ON_REGION: Readonly<Record<string, (run: BenchRun) => Promise<Metric[]>>> = {
  'sale.commit': saleCommit,
  'live.ack': liveAck,
  'scan.to.line': scanToLine,
  'search.results': searchResults,
  'customer.results': customerResults,
  'pay.to.receipt': payToReceipt,
  'basket.scroll': basketScroll,
  'catalogue.bootstrap': catalogueBootstrap,
  'till.warmstart': warmStart,
  'shift.5000': longShift,
  'sync.drain': syncDrain,
  'site.ingest': siteIngest,
  'close.z': zReport,
  'close.store': storeClose,
  failover,
};
const SIM = 'sim.runs';
const REPRICE = 'basket.reprice';
const JOURNAL = 'journal.verify';
const FLAGS = 'flag.spread';
const NAMES = [...Object.keys(ON_REGION), REPRICE, JOURNAL, FLAGS, SIM];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    articles: { type: 'string', default: '100000' },
    check: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const wanted = values.only?.split(',') ?? NAMES;
const unknown = wanted.filter((name) => !NAMES.includes(name));
const articles = Number(values.articles);
if (unknown.length > 0 || !Number.isSafeInteger(articles) || articles < 1000) {
  console.error(
    `usage: npm run bench -- [--only ${NAMES.join(',')}] [--quick] [--articles N] [--check | --keep]`,
  );
  process.exit(2);
}

const date = new Date().toISOString();
const host = describeHost(chooseHost());
const about = { machine: machine(), commit: commitOfTree(), date };
const { quick } = values;
console.log(host);
const metrics = await measureAll();
console.log(`\n${resultTable(metrics)}`);
if (values.check) process.exit(tellChanges(metrics) ? 1 : 0);
const isWhole = values.only === undefined && !quick;
if (isWhole) {
  await writeResult({ ...about, settings: { host, articles }, metrics });
  console.log(`\nwritten to ${LATEST}`);
} else if (values.keep && !quick) {
  const { commit } = about;
  const onRecord = readResult();
  await writeResult({
    ...onRecord,
    metrics: withKept(onRecord.metrics, metrics, { commit, date }),
  });
  console.log(`\nkept in ${LATEST}`);
}
process.exit();

/** Beside the result on record; true where something is worse. Nothing is written. */
function tellChanges(now: readonly Metric[]): boolean {
  const names = new Set(now.map(({ name }) => name));
  const onRecord = readResult().metrics.filter(
    ({ name }) => values.only === undefined || names.has(name),
  );
  const compared = compareResults(onRecord, now);
  console.log(`\nbeside ${LATEST}:`);
  for (const { name, before, now: found, verdict } of compared)
    console.log(`  ${verdict.padEnd(9)} ${name}: ${before} → ${found}`);
  return isAlarming(compared);
}

async function measureAll(): Promise<Metric[]> {
  const found: Metric[] = [];
  const take = async (name: string, measure: () => Promise<Metric[]>): Promise<void> => {
    const began = performance.now();
    // One that fails after half an hour must not take the others' figures with it.
    const measured = await measure().catch((error: unknown) => {
      console.error(`${name}: not measured`, error);
      process.exitCode = 1;
      return [];
    });
    found.push(...measured);
    for (const m of measured)
      console.log(`  ${m.name} ${m.value} ${m.unit} ${JSON.stringify(m.settings)}`);
    console.log(`${name}: measured in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  };
  const onRegion = wanted.filter((name) => Object.hasOwn(ON_REGION, name));
  if (onRegion.length > 0) {
    const { run, stop } = await startBenchRegion(articles, quick);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void stop().finally(() => process.exit(130)));
    try {
      for (const name of onRegion)
        await take(name, async () => (await ON_REGION[name]?.(run)) ?? []);
    } finally {
      await stop();
    }
  }
  if (wanted.includes(REPRICE)) await take(REPRICE, async () => basketReprice({ quick }));
  if (wanted.includes(JOURNAL)) await take(JOURNAL, async () => journalRate({ quick }));
  if (wanted.includes(FLAGS))
    await take(FLAGS, () => flagSpread({ quick, say: (line) => console.log(`  ${line}`) }));
  if (wanted.includes(SIM)) await take(SIM, () => simRuns({ quick }));
  return found;
}
