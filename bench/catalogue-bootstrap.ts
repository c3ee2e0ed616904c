import path from 'node:path';
import type { Article } from '../src/contracts/datasets.ts';
import { buildTill } from '../tools/build/build.ts';
import { regionRows } from '../tools/demo/seed/region-rows.ts';
import type { BenchRun } from './bench-run.ts';
import { enrolTill, launchTill, probedPage } from './bench-till.ts';
import { dexieBootstraps, type ArticleRow } from './dexie-peer.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const GOAL_MS = 5000;
const GOAL_RATIO = 5;
const ROUNDS = 3;
const FIRST_NUMBER = 61;

/**
 * A new till, from the command to enrol until its whole catalogue answers scans; beside it the same
 * articles put row by row with Dexie.
 */
export async function catalogueBootstrap(run: BenchRun): Promise<Metric[]> {
  await buildTill();
  const rounds = run.quick ? 1 : ROUNDS;
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const number = String(FIRST_NUMBER + round);
    const place = { pair: run.pair, cashier: run.cashier, dir: run.place(number), number };
    const app = await launchTill(place);
    ours.push(await enrolTill(await probedPage(app), place));
    await app.close();
  }
  const theirs = await dexieBootstraps(await articleRows(run.articles), rounds);
  const value = quantile(ours, 0.5);
  const peerValue = quantile(theirs, 0.5);
  const times = peerValue / value;
  return [
    {
      name: 'catalogue.bootstrap.100k',
      value: rounded(value),
      unit: 'ms',
      goal: `≤ ${GOAL_MS} ms and ≥ ${GOAL_RATIO} × faster than Dexie bulkPut, row per article`,
      holds: value <= GOAL_MS && times >= GOAL_RATIO,
      comparedWith:
        'the same articles from a server on this machine, Dexie bulkPut row per article',
      peerValue: rounded(peerValue),
      ratio: rounded(value / peerValue),
      samples: { till: allRounded(ours), dexie: allRounded(theirs) },
      settings: {
        articles: run.articles,
        till: 'from the command to enrol, codes, prices and search ready; two sites, real HTTP',
        dexie:
          'gzip JSON fetched and parsed, 5,000 rows a transaction, relaxed durability, one index over codes, no search',
        value: `median of ${rounds}`,
      },
    },
  ];
}

async function articleRows(articles: number): Promise<ArticleRow[]> {
  const { rows } = await regionRows('eu', articles);
  const prices = new Map(
    rows.flatMap(({ ds, k, v }): [string, number][] =>
      ds === 'price' ? [[path.posix.basename(path.posix.dirname(k)), (v as Amount).amount]] : [],
    ),
  );
  return rows.flatMap(({ ds, k, v }) =>
    ds === 'article' ? [{ ...(v as Article), k, price: prices.get(k) ?? 0 }] : [],
  );
}

type Amount = { amount: number };
