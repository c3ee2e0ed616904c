import pg from 'pg';
import type { StoreDayAnswer } from '../src/contracts/store-day.ts';
import type { SiteStatus } from '../src/contracts/site-status.ts';
import { ShiftOfTill } from '../server/test/shift-of-till.ts';
import { TODAY } from '../server/test/test-sales.ts';
import { makeTill, type TestTill } from '../server/test/test-till.ts';
import { askAdmin } from '../tools/demo/admin-client.ts';
import { waitUntil } from '../tools/region/wait-until.ts';
import type { BenchRun } from './bench-run.ts';
import { allRounded, quantile, rounded, type Metric } from './metric.ts';

const STORE = '0901';
const TILLS = 5;
const SALES = 200;
const STORES = 400;
const DAYS = 90;
const TRIES = 200;
const GOAL_MS = 200;
const SETTLED_WITHIN_MS = 120_000;
const BATCH = 200;

/**
 * The day of a store of five tills, each with its Z, asked of a site as a till asks it: with the Zs of 400
 * stores over 90 days and a full day of their documents in the same read models and logs.
 */
export async function storeClose(run: BenchRun): Promise<Metric[]> {
  const { pair } = run;
  const stores = run.quick ? 40 : STORES;
  const tills = Array.from({ length: TILLS }, (_, i) =>
    makeTill(pair.a.keyFile, { store: STORE, till: String(i + 1).padStart(2, '0') }),
  );
  for (const till of tills) await closeShift(till, pair.a.url);
  for (const site of [pair.a, pair.b]) await settled(site.url, pair.adminToken, tills);
  const [first] = tills;
  if (first === undefined) throw new Error('no till');
  await waitUntil('every Z whole', SETTLED_WITHIN_MS, async () => {
    const { body } = await dayOf(first, pair.a.url);
    return body.is_complete ? true : undefined;
  });
  run.say('store close: filling the rest of the region');
  await fillRegion(pair.a.postgres.url, first.stream, stores);
  const samples: number[] = [];
  for (let tried = 0; tried < (run.quick ? 30 : TRIES); tried++) {
    const began = performance.now();
    const { body } = await dayOf(first, pair.a.url);
    samples.push(performance.now() - began);
    if (!body.is_complete || body.tills.length !== TILLS) throw new Error('not the whole day');
  }
  const value = quantile(samples, 0.99);
  return [
    {
      name: 'close.store.p99',
      value: rounded(value),
      unit: 'ms',
      goal: `≤ ${GOAL_MS} ms for 5 tills`,
      holds: value <= GOAL_MS,
      comparedWith: `limit ${GOAL_MS} ms`,
      peerValue: GOAL_MS,
      ratio: rounded(value / GOAL_MS),
      samples: { ms: allRounded(samples) },
      settings: {
        tills: TILLS,
        salesOfEach: SALES,
        stores,
        days: DAYS,
        median: rounded(quantile(samples, 0.5)),
        first: rounded(samples[0] ?? Number.NaN),
        behind: 'a Z a till and day, and a day of documents of every store, in log and read models',
      },
    },
  ];
}

async function closeShift(till: TestTill, url: string): Promise<void> {
  const shift = new ShiftOfTill(till, `shift-${till.identity.till}`);
  for (let sold = 0; sold < SALES; sold++) shift.sell(600);
  shift.count(10_000 + SALES * 600);
  shift.close();
  for (let at = 0; at < till.ops.length; at += BATCH)
    await till.push(url, till.ops.slice(at, at + BATCH));
}

const dayOf = (till: TestTill, url: string) =>
  till.get<StoreDayAnswer>(url, `/v1/store/day?day=${TODAY}`);

async function settled(url: string, token: string, tills: readonly TestTill[]): Promise<void> {
  await waitUntil('everything projected', SETTLED_WITHIN_MS, async () => {
    const { streams } = await askAdmin<SiteStatus>(url, token, '/v1/admin/status');
    const done = tills.every((till) =>
      streams.some((s) => s.stream === till.stream && s.projected >= till.head.seq),
    );
    return done ? true : undefined;
  });
}

/**
 * The other stores' rows, copied from one till's: each Z and each document as the projector writes them,
 * the day's ops in the log too. Ids are made up, so no stream of theirs has heads: nothing projects them.
 */
async function fillRegion(url: string, pattern: string, stores: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const stream = Buffer.from(pattern, 'base64url');
  try {
    await client.query(
      `INSERT INTO projection.shift_events
       SELECT decode(md5(format('z %s %s %s', s, d, t)), 'hex'), decode(md5(format('%s %s', s, t)), 'hex'),
              1000 + d, format('eu-%s-0%s', 1000 + s, t), (1000 + s)::text, format('s-%s', d), e.kind,
              e.business_date - d, e.at_ms - d * 86400000::bigint, e.body
         FROM projection.shift_events e, generate_series(1, $2::int) s, generate_series(1, $3::int) d,
              generate_series(1, $4::int) t
        WHERE e.stream_id = $1 AND e.kind = 'shift-closed'`,
      [stream, stores, DAYS, TILLS],
    );
    await client.query(
      `INSERT INTO projection.documents
       SELECT decode(md5(format('d %s %s %s', s, t, o.seq)), 'hex'), decode(md5(format('%s %s', s, t)), 'hex'),
              o.seq, format('eu-%s-0%s', 1000 + s, t), (1000 + s)::text, o.doc_no, o.business_date,
              o.closed_ms, o.currency, o.net, o.tax, o.gross, o.lines
         FROM projection.documents o, generate_series(1, $2::int) s, generate_series(1, $3::int) t
        WHERE o.stream_id = $1`,
      [stream, stores, TILLS],
    );
    await client.query(
      `INSERT INTO ops_a (incarnation, till_id, stream_id, seq, prev_op_id, op_id, form, kind,
                          business_date, raw, flags, received_at)
       SELECT o.incarnation, format('eu-%s-0%s', 1000 + s, t), decode(md5(format('%s %s', s, t)), 'hex'),
              o.seq, o.prev_op_id, decode(md5(format('o %s %s %s', s, t, o.seq)), 'hex'), o.form, o.kind,
              o.business_date, o.raw, o.flags, o.received_at
         FROM ops_a o, generate_series(1, $2::int) s, generate_series(1, $3::int) t
        WHERE o.stream_id = $1`,
      [stream, stores, TILLS],
    );
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}
