import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site, SitePair } from '../../region/site-pair.ts';
import { waitForReplication } from '../../region/site-pair.ts';
import { sellUntilMoved } from '../failover.ts';
import { report } from '../fault-report.ts';
import { startFaultRegion, type FaultRegion } from '../fault-region.ts';
import { confirmed, withScene, type Scene } from '../scene.ts';

let pair: SitePair;
let region: FaultRegion;
let stop = (): Promise<void> => Promise.resolve();

beforeAll(async () => {
  ({ pair, region, stop } = await startFaultRegion({ env: { EVERTILL_DRAIN_MS: '300' } }));
});
afterAll(() => stop());

/** The sites themselves, without a proxy before them. */
const direct = { ways: () => Promise.resolve(region.urls) };

async function sql(site: Site, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: site.postgres.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The peer's role is locked out and thrown out: nothing of this site's logs reaches the other. */
async function cutReplicationFrom(site: Site): Promise<{ heal: () => Promise<void> }> {
  await sql(site, 'ALTER ROLE replicator NOLOGIN');
  await sql(site, 'SELECT pg_terminate_backend(pid) FROM pg_stat_replication');
  return {
    async heal() {
      await sql(site, 'ALTER ROLE replicator LOGIN');
      await waitForReplication(pair);
    },
  };
}

/** Lost connections count, too; so only a difference says something. */
async function applyErrors(site: Site): Promise<unknown> {
  const rows = await sql(
    site,
    'SELECT coalesce(sum(apply_error_count), 0)::int AS n FROM pg_stat_subscription_stats',
  );
  return rows[0]?.['n'];
}

const held = ({ till }: Scene, site: string): number =>
  till.state.streams.at(-1)?.evidence[site]?.contiguous ?? 0;

test('EP4: a site that drains before it stops: its tills go at once and without penalty', async () => {
  await withScene(region, direct, async (scene) => {
    const { till } = scene;
    const since = performance.now();
    const stopped = pair.a.process.stop();
    const moved = await till.until('a switch', 5000, () => till.state.switches.at(-1)?.at);
    expect(till.state.switches.map((s) => s.reason)).toEqual(['draining']);
    expect(till.state.health['A']).toMatchObject({ phase: 'draining', failuresInRow: 0 });
    const sold = await till.sell();
    await till.until('site B to hold it', 5000, () => held(scene, 'B') >= sold);
    const ms = moved - since;
    report({ id: 'EP4', fault: 'SIGTERM of a site', did: 'switched on its word, no penalty', ms });
    await stopped;
    await pair.a.start();
    till.clock.setPace(20);
    await confirmed(till, sold);
  });
});

test('EP1: a site dies whole, app servers and database: site B takes the sale, nothing is lost', async () => {
  await withScene(region, direct, async (scene) => {
    const { till } = scene;
    await Promise.all([pair.a.process.kill(), pair.a.postgres.kill()]);
    const ms = await sellUntilMoved(scene);
    expect(till.state.switches.map((s) => s.reason)).toEqual(['refused']);
    report({ id: 'EP1', fault: 'kill -9 of a whole site', did: 'switched', ms, goalMs: 1000 });
    await pair.a.postgres.start();
    await pair.a.start();
    till.clock.setPace(20);
    await confirmed(till, till.stream.headSeq);
  });
});

test('SE5: replication is cut: after a minute the till serves the laggard itself', async () => {
  await waitForReplication(pair);
  await withScene(region, {}, async (scene) => {
    const { till, b } = scene;
    const cut = await cutReplicationFrom(pair.a);
    const before = b.heard.filter((h) => h.path === '/v1/sync/ops').length;
    const head = await till.sell(120);
    const since = till.clock.now();
    till.clock.setPace(50);
    await confirmed(till, head, 30_000);
    const seconds = (till.clock.now() - since) / 1000;
    till.clock.setPace(1);
    expect(b.heard.filter((h) => h.path === '/v1/sync/ops').length).toBeGreaterThan(before);
    expect(till.state.switches).toEqual([]);
    expect(till.alarms).toEqual([]);
    await cut.heal();
    const errors = await applyErrors(pair.b);
    // The rows come a second time by the healed line: harmless, nothing is refused (H1, I12).
    await confirmed(till, await till.sell());
    expect(await applyErrors(pair.b)).toBe(errors);
    const did = `pushed 120 ops to site B itself, confirmed after ${seconds.toFixed(0)} s`;
    report({ id: 'SE5', fault: 'replication cut', did, settings: 'clock × 50' });
  });
});

/** What a copy from before this stream began would hold of it: nothing, and no word of its loss. */
async function putBackTo(site: Site, stream: string): Promise<void> {
  const id = Buffer.from(stream, 'base64url').toString('hex');
  for (const table of ['ops_a', 'ops_b', 'stream_heads', 'stream_state', 'projection.streams'])
    await sql(site, `DELETE FROM ${table} WHERE stream_id = '\\x${id}'`);
}

test('RL4, H3: a site put back to an older state, unannounced, its peer down: the till believes the lower word and sends released ops again', async () => {
  await withScene(region, {}, async (scene) => {
    const { till, b } = scene;
    const head = await till.sell(20);
    await confirmed(till, head);
    await Promise.all([pair.a.process.kill(), pair.b.process.kill()]);
    await putBackTo(pair.b, till.stream.id);
    const since = b.heard.length;
    till.clock.setPace(10);
    await pair.b.start();
    await till.until('the lower word', 30_000, () => held(scene, 'B') < head);
    const lowest = held(scene, 'B');
    await till.until('site B to hold all', 30_000, () => held(scene, 'B') >= head);
    expect(b.heard.slice(since).some((h) => h.path === '/v1/sync/ops')).toBe(true);
    expect(till.state.current).toBe('B');
    await pair.a.start();
    await confirmed(till, await till.sell());
    const did = `went back to ${lowest} of ${head}, got what was released again from the till`;
    report({ id: 'RL4, H3', fault: 'older state, peer down', did, settings: 'clock × 10' });
  });
});

test('RL3, D4: a site takes a new incarnation: its old words are void, all is confirmed anew', async () => {
  await withScene(region, {}, async (scene) => {
    const { till } = scene;
    const old = till.state.incarnation['B'];
    await pair.b.process.kill();
    await pair.b.markRestored();
    await pair.b.start();
    till.clock.setPace(20);
    await till.until('the new life', 30_000, () => till.state.incarnation['B'] !== old);
    await confirmed(till, await till.sell(20));
    expect(till.state.pastIncarnations['B']).toContain(old);
    const evidence = till.state.streams.at(-1)?.evidence['B'];
    expect(evidence).toMatchObject({ recovering: false, onChain: true });
    expect(evidence?.incarnation).toBe(till.state.incarnation['B']);
    expect(till.alarms).toEqual([]);
    const did = 'old words void, new life learned, confirmed up to the head';
    report({ id: 'RL3, D4', fault: 'site re-numbered', did, settings: 'clock × 20' });
  });
});
