import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseUrl, readPair } from '../../tools/region/pair-settings.ts';
import { startPair, type SitePair } from '../../tools/region/site-pair.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import type { SiteStatus } from '../../src/contracts/site-status.ts';
import { runSiteCommand } from './run-site-command.ts';
import { reaches, sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';
import { makeTill, type TestTill } from './test-till.ts';

const BUDGET_MB = 64;
const SEGMENT_MB = 16;

let dir = '';
let pair: SitePair;
let tills = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'evertill-reseed-'));
  chmodSync(dir, 0o755);
  pair = await startPair(dir, {
    // The hourly comparison must not heal what the re-seed is to be seen healing.
    env: { EVERTILL_DRAIN_MS: '50', EVERTILL_ANTI_ENTROPY_MS: '3600000' },
    webWorkers: 1,
    postgresSettings: {
      max_slot_wal_keep_size: `${BUDGET_MB}MB`,
      max_wal_size: `${BUDGET_MB}MB`,
      min_wal_size: `${2 * SEGMENT_MB}MB`,
    },
  });
});
afterAll(async () => {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

const at = (site: SitePair['a']) => ({ databaseUrl: site.postgres.url });

function newTill(): TestTill {
  tills += 1;
  return makeTill(pair.a.keyFile, { store: '0302', till: String(tills).padStart(2, '0') });
}

async function replicationOf(site: SitePair['a']): Promise<SiteStatus['replication']> {
  const answer = await fetch(new URL('/v1/admin/status', site.url), {
    headers: { authorization: `Bearer ${pair.adminToken}` },
  });
  return ((await answer.json()) as SiteStatus).replication;
}

/** Sales at A, each behind a segment of log that the absent peer would need. */
async function sellThroughSegments(till: TestTill, segments: number): Promise<void> {
  for (let i = 0; i < segments; i++) {
    await till.push(pair.a.url, sell(till, 3));
    await sql(at(pair.a), 'SELECT pg_switch_wal()');
  }
  await sql(at(pair.a), 'CHECKPOINT');
}

async function takeAway(site: SitePair['b']): Promise<void> {
  await site.process.kill();
  await site.postgres.kill();
}

const compare = () => runSiteCommand('run-compare.ts', ['--dir', dir, '--wait', '2']);

describe('a peer away for longer than the log is kept (H5)', { timeout: 60_000 }, () => {
  let away: TestTill;
  test('RS1 half of the budget is an alert in status and page, all of it is `lost`', async () => {
    away = newTill();
    await away.push(pair.a.url, sell(away, 10));
    await reaches(pair.b, away);
    expect((await replicationOf(pair.a)).slot_state).toBe('ok');
    await takeAway(pair.b);
    await sellThroughSegments(away, 3);
    const half = await replicationOf(pair.a);
    expect(half.slot_state).toBe('alert');
    expect(half.slot_wal_percent).toBeGreaterThanOrEqual(50);
    const page = await fetch(`${pair.a.url}/status/live`, {
      headers: { authorization: `Bearer ${pair.adminToken}` },
    });
    expect(await page.text()).toContain('Bring site B back, or give the log more room');
    await sellThroughSegments(away, 4);
    expect((await replicationOf(pair.a)).slot_state).toBe('lost');
  });
  test('RS2 the peer that is back re-seeds itself, without a gap and without a conflict', async () => {
    await pair.b.postgres.start();
    await pair.b.start();
    await reaches(pair.b, away);
    // Written down last, when rows flow again.
    const last = await waitUntil('the re-seed to end', 30_000, async () => {
      const { last_reseed: done, reseeds } = await replicationOf(pair.b);
      return reseeds === 1 ? (done ?? undefined) : undefined;
    });
    expect(last).toMatchObject({ reason: 'slot lost', ops: away.head.seq - 10 });
    const { code, output } = await compare();
    expect([code, output]).toEqual([0, expect.stringContaining('equal: both sites hold the same')]);
    await waitUntil('slots of A to be well', 30_000, async () =>
      (await replicationOf(pair.a)).slot_state === 'ok' ? true : undefined,
    );
    const twice = await sql<{ n: string }>(
      at(pair.b),
      'SELECT count(*) - count(DISTINCT op_id) AS n FROM ops_a',
    );
    expect(twice).toEqual([{ n: '0' }]);
  });
});

describe('the repair everybody tries first (H5)', { timeout: 60_000 }, () => {
  let away: TestTill;
  test('RS3 drop and create with copy_data = false looks healthy and leaves a gap; site:compare sees it', async () => {
    away = newTill();
    await away.push(pair.a.url, sell(away, 5));
    await reaches(pair.b, away);
    await takeAway(pair.b);
    await sellThroughSegments(away, 7);
    expect((await replicationOf(pair.a)).slot_state).toBe('lost');
    await pair.b.postgres.start();
    await theObviousRepair();
    await away.push(pair.a.url, sell(away, 2));
    // Rows flow, the slot is well: nothing in PostgreSQL tells of the gap.
    await waitUntil('a new row in the copy', 30_000, async () => {
      const rows = await sql(at(pair.b), 'SELECT 1 FROM ops_a WHERE stream_id = $1 AND seq = $2', [
        Buffer.from(away.stream, 'base64url'),
        away.head.seq,
      ]);
      return rows.length > 0 ? true : undefined;
    });
    expect((await replicationOf(pair.a)).slot_state).toBe('ok');
    const { code, output } = await compare();
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(`site B lacks ${away.head.seq - 5 - 2} ops that site A holds`),
    ]);
  });
  test('RS4 site:reseed closes it, also where everything looks well', async () => {
    const { code, output } = await runSiteCommand('run-reseed.ts', ['--dir', dir, '--site', 'b']);
    expect([code, output]).toEqual([0, expect.stringContaining('re-seeded from the peer')]);
    expect((await compare()).code).toBe(0);
    await pair.b.start();
    await reaches(pair.b, away);
    expect((await replicationOf(pair.b)).last_reseed).toMatchObject({ reason: 'asked for' });
  });
});

describe('site:compare', { timeout: 60_000 }, () => {
  test('CP1 CP2 a claim that rests on no row is a difference, although both sites hold the same', async () => {
    const till = newTill();
    await till.push(pair.a.url, sell(till, 2));
    await reaches(pair.b, till);
    expect((await compare()).code).toBe(0);
    const stream = Buffer.from(till.stream, 'base64url');
    const move = (by: number) =>
      sql(at(pair.b), 'UPDATE stream_heads SET seq = seq + $2 WHERE stream_id = $1', [stream, by]);
    await move(1);
    const { code, output } = await compare();
    expect([code, output]).toEqual([
      1,
      expect.stringContaining('site B claims op 3, its rows reach 2 without a gap'),
    ]);
    await move(-1);
  });
});

/** What a search engine advises, under the names the site itself would take. */
async function theObviousRepair(): Promise<void> {
  const saved = readPair(dir);
  if (saved === undefined) throw new Error('the pair has a folder');
  const subscriptions = await sql<{ subname: string }>(
    at(pair.b),
    "SELECT subname FROM pg_subscription WHERE subname LIKE 'ev\\_%'",
  );
  for (const { subname } of subscriptions) {
    await sql(at(pair.b), `ALTER SUBSCRIPTION ${subname} DISABLE`);
    await sql(at(pair.b), `ALTER SUBSCRIPTION ${subname} SET (slot_name = NONE)`);
    await sql(at(pair.b), `DROP SUBSCRIPTION ${subname}`);
    await sql(at(pair.a), 'SELECT pg_drop_replication_slot($1)', [subname]);
    const kind = subname.split('_')[1] ?? '';
    await sql(
      at(pair.b),
      `CREATE SUBSCRIPTION ${subname} CONNECTION '${databaseUrl(saved, 'A', 'replicator')}'
       PUBLICATION evertill_${kind} WITH (copy_data = false, origin = none)`,
    );
  }
}
