import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPair, type SitePair } from '../../tools/region/site-pair.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { HEADERS } from '../../src/contracts/wire.ts';
import { openPool, type Pool } from '../src/db/pool.ts';
import { changeDigests } from '../src/features/anti-entropy/change-rows.ts';
import { opDigests } from '../src/features/anti-entropy/op-digests.ts';
import { reaches, sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';
import { makeTill, type TestTill } from './test-till.ts';

const BATCH = 400;

let dir = '';
let pair: SitePair;
let pools: Record<'A' | 'B', Pool>;
let tills = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'evertill-entropy-'));
  chmodSync(dir, 0o755);
  pair = await startPair(dir, {
    env: { EVERTILL_DRAIN_MS: '50', EVERTILL_ANTI_ENTROPY_MS: '250' },
    webWorkers: 1,
  });
  const open = (url: string): Pool => openPool(url, 2, () => undefined);
  pools = { A: open(pair.a.postgres.url), B: open(pair.b.postgres.url) };
});
afterAll(async () => {
  await Promise.all([pools.A.end(), pools.B.end()]);
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

const at = (site: SitePair['a']) => ({ databaseUrl: site.postgres.url });
const idOf = (till: TestTill): Buffer => Buffer.from(till.stream, 'base64url');

/** A till whose ops both sites hold and say so. */
async function soldEverywhere(count: number, url = pair.a.url): Promise<TestTill> {
  tills += 1;
  const till = makeTill(pair.a.keyFile, { store: '0301', till: String(tills).padStart(2, '0') });
  const ops = sell(till, count);
  for (let from = 0; from < count; from += BATCH)
    await till.push(url, ops.slice(from, from + BATCH));
  await reaches(pair.a, till);
  await reaches(pair.b, till);
  return till;
}

async function change(site: SitePair['a'], k: string): Promise<void> {
  const answer = await fetch(new URL('/v1/admin/changes', site.url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${pair.adminToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      author: 'test',
      rows: [{ ds: 'price', k, op: 'put', v: { amount: 5 } }],
    }),
  });
  expect(answer.status).toBe(200);
}

/** Resolves when both sites hold the same ops of the stream; their rows, not their words. */
async function equalRows(till: TestTill): Promise<void> {
  await waitUntil(`equal rows of ${till.identity.tillId}`, 30_000, async () => {
    const [a, b] = await Promise.all([
      opDigests(pools.A, [till.stream]),
      opDigests(pools.B, [till.stream]),
    ]);
    const rows = a[0]?.buckets.reduce((sum, bucket) => sum + bucket.rows, 0);
    return rows === till.ops.length && JSON.stringify(a) === JSON.stringify(b) ? true : undefined;
  });
}

async function equalChanges(): Promise<void> {
  await waitUntil('equal change logs', 30_000, async () => {
    const [a, b] = [await changeDigests(pools.A), await changeDigests(pools.B)];
    return JSON.stringify(a) === JSON.stringify(b) && a.length > 0 ? true : undefined;
  });
}

describe('anti-entropy as a standing duty', { timeout: 60_000 }, () => {
  test('AE1 AE2 an own row that was lost comes back into the writer table, with its incarnation and time', async () => {
    const till = await soldEverywhere(1203);
    const before = await sql(at(pair.a), 'SELECT * FROM ops_a WHERE stream_id = $1 AND seq = 7', [
      idOf(till),
    ]);
    await sql(at(pair.a), 'DELETE FROM ops_a WHERE stream_id = $1 AND seq IN (7, 1100)', [
      idOf(till),
    ]);
    await equalRows(till);
    const after = await sql(at(pair.a), 'SELECT * FROM ops_a WHERE stream_id = $1 AND seq = 7', [
      idOf(till),
    ]);
    const { local_ord: _o, local_xid: _x, ...lost } = before[0] ?? {};
    expect(after[0]).toMatchObject(lost);
  });
  test('AE2 a row of the peer that was lost comes back into the copy', async () => {
    const till = await soldEverywhere(5);
    const stream = [idOf(till)];
    await sql(at(pair.b), 'DELETE FROM ops_a WHERE stream_id = $1 AND seq = 3', stream);
    await equalRows(till);
    expect(
      await sql(at(pair.b), 'SELECT seq FROM ops_a WHERE stream_id = $1 AND seq = 3', stream),
    ).toHaveLength(1);
    expect(await sql(at(pair.b), 'SELECT 1 FROM ops_b WHERE stream_id = $1', stream)).toEqual([]);
  });
  test('AE3 a hole that stopped the chain is filled and the claim moves over it', async () => {
    const till = await soldEverywhere(4);
    const stream = [idOf(till)];
    // As after a skipped apply (H3): the row never came, and nothing behind it counts.
    await sql(at(pair.b), 'DELETE FROM ops_a WHERE stream_id = $1 AND seq >= 2', stream);
    await sql(at(pair.b), 'DELETE FROM stream_heads WHERE stream_id = $1', stream);
    await sql(
      at(pair.b),
      `INSERT INTO stream_heads (stream_id, op_id, seq)
       SELECT stream_id, op_id, seq FROM ops_a WHERE stream_id = $1 AND seq = 1`,
      stream,
    );
    await reaches(pair.b, till);
    await equalRows(till);
  });
  test('AE4 change rows of both origins come back, and a lost copy row does not stay a gap', async () => {
    await change(pair.a, 'eu-1/ae-1/1');
    await change(pair.b, 'eu-1/ae-2/1');
    await equalChanges();
    const before = await changeDigests(pools.A);
    await sql(at(pair.a), "DELETE FROM changes_a WHERE key = 'eu-1/ae-1/1'");
    await sql(at(pair.a), "DELETE FROM changes_b WHERE key = 'eu-1/ae-2/1'");
    await equalChanges();
    expect(await changeDigests(pools.A)).toEqual(before);
  });
  test('AE5 rows of a stream only the peer knows come with the stream', async () => {
    const till = await soldEverywhere(3, pair.b.url);
    for (const table of ['ops_b', 'stream_heads', 'stream_state', 'projection.streams'])
      await sql(at(pair.a), `DELETE FROM ${table} WHERE stream_id = $1`, [idOf(till)]);
    await reaches(pair.a, till);
    await equalRows(till);
  });
  test('AE6 nobody but the peer may read the logs', async () => {
    const paths = [
      'op-digests?after=',
      'change-digests',
      `op-ids?stream=${'A'.repeat(22)}&bucket=0`,
    ];
    for (const path of paths) {
      const answer = await fetch(new URL(`/v1/peer/${path}`, pair.a.url), {
        headers: {
          [HEADERS.region]: pair.region,
          [HEADERS.site]: 'B',
          [HEADERS.time]: `${Date.now()}`,
        },
      });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });
});
