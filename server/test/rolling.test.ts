import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ReleaseView } from '../../src/contracts/release.ts';
import { findDebianTool } from '../../tools/deploy/debian-tool.ts';
import { enrolmentCode, faultRegionOf, regionAt } from '../../tools/faults/fault-region.ts';
import { startHeadlessTill, type HeadlessTill } from '../../tools/faults/headless-till.ts';
import { confirmed } from '../../tools/faults/scene.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { startBalancedSite, type App, type BalancedSite } from './balanced-site.ts';
import { scrape } from './scrape.ts';
import { admin, reaches, sql } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { SteadyTill } from './steady-till.ts';
import { makeTill } from './test-till.ts';

const haproxy = findDebianTool('haproxy');
type OpenApi = { paths: Record<string, Record<string, { security?: object[] }>> };
const TILLS = 4;
/** Six starts of an app server on a machine with other work, ms. */
const LONG_MS = 120_000;

let site: BalancedSite;
let tills = 0;

beforeAll(async () => {
  if (typeof haproxy !== 'string') site = await startBalancedSite(haproxy);
}, LONG_MS);
afterAll(() => site?.stop());

function startSelling(): SteadyTill[] {
  return Array.from({ length: TILLS }, () => {
    tills += 1;
    const name = { store: '0700', till: String(tills).padStart(2, '0') };
    return new SteadyTill(makeTill(site.pair.a.keyFile, name), site.url);
  });
}

/** Every op of the till is in the site's log and in its read models, once, and at the peer. */
async function countsOnce({ till }: SteadyTill): Promise<void> {
  const stream = Buffer.from(till.stream, 'base64url');
  const database = { databaseUrl: site.pair.a.postgres.url };
  const rows = await sql<{ op_id: Buffer }>(
    database,
    'SELECT op_id FROM ops_a WHERE stream_id = $1 ORDER BY seq',
    [stream],
  );
  expect(rows.map((r) => r.op_id.toString('base64url'))).toEqual(till.ops.map((op) => op.opId));
  await waitUntil('the read models', 18_000, async () => {
    const documents = await sql<{ n: number }>(
      database,
      'SELECT count(*)::int AS n FROM projection.documents WHERE stream_id = $1',
      [stream],
    );
    return documents[0]?.n === till.head.seq ? true : undefined;
  });
  await reaches(site.pair.b, till);
}

const leaders = async (): Promise<string[]> => {
  const found = await Promise.all(
    site.apps.map(async (app) => ({
      app,
      leads: (await scrape(app.metricsPort)).value('evertill_background_leader'),
    })),
  );
  return found.filter(({ leads }) => leads === 1).map(({ app }) => app.name);
};

const STAGE = {
  advance: 'hand',
  min_soak_ms: 0,
  min_sales: 0,
  needs_approval: false,
  business_hours: false,
};

/** So many requests as a till makes them, eight at a time; what is said to them is the same for all. */
async function knock(times: number): Promise<void> {
  const answers = new Set<number>();
  let left = times;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { status } = await fetch(new URL('/v1/sync/hello', site.url), { method: 'POST' });
      answers.add(status);
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  expect([...answers]).toEqual([expect.toSatisfy((status: number) => status < 500)]);
}

/** Resolves when nobody listens there any more. */
async function refuses(app: App): Promise<void> {
  await waitUntil(`${app.name} to be gone`, 5000, async () => {
    const { promise, resolve } = Promise.withResolvers<true | undefined>();
    const socket = connect(app.port, '127.0.0.1', () => resolve(undefined));
    socket.once('error', () => resolve(true));
    return promise.finally(() => socket.destroy());
  });
}

beforeEach((context) => {
  if (typeof haproxy !== 'string') return;
  Object.assign(context.task.meta, { skipReason: haproxy });
  context.skip(haproxy);
});

/** What is said to a head whose body never comes. */
async function firstWords(head: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(Number(new URL(site.url).port), '127.0.0.1', () => socket.write(head));
  socket.once('error', reject);
  socket.once('data', (said) => resolve(said.toString()));
  return promise.finally(() => socket.destroy());
}

/** A whole till at this site, but for its screens: it would go to the other one at any failure. */
async function startWholeTill(): Promise<HeadlessTill> {
  const { adminToken, b } = site.pair;
  const { store } = STORE_PROFILE;
  const inside = { url: site.insideUrl };
  const rows = [{ ds: 'store', k: store, op: 'put', v: STORE_PROFILE }];
  expect((await admin(inside, '/v1/admin/changes', { rows }, adminToken)).status).toBe(200);
  const region = { ...faultRegionOf(site.pair, store), urls: { A: site.insideUrl, B: b.url } };
  const { folder, regionFile } = regionAt(region, { A: site.url, B: b.url });
  const code = await enrolmentCode(region, '60');
  const till = await startHeadlessTill({ folder, regionFile, code, home: 'A' });
  await confirmed(till, await till.sell());
  return till;
}

describe('several app servers behind HAProxy', () => {
  test(
    'LB1: app servers are replaced one by one under load, no request fails, and no till leaves its site',
    async () => {
      const till = await startWholeTill();
      try {
        const selling = startSelling();
        for (const app of site.apps) {
          await Promise.all([app.process.stop(), till.sell(5)]);
          await site.seen(app, 'DOWN');
          await app.start();
          await site.seen(app, 'UP');
        }
        await Promise.all(selling.map((one) => one.finish()));
        await confirmed(till, await till.sell());
        expect(selling.flatMap((one) => one.failed)).toEqual([]);
        // Each till went on through all of it.
        for (const one of selling) expect(one.requests).toBeGreaterThan(50);
        for (const one of selling) await countsOnce(one);
        expect(till.calls.filter((call) => call.verdict !== 'ok')).toEqual([]);
        expect(till.state.switches).toEqual([]);
      } finally {
        await till.stop();
      }
    },
    LONG_MS,
  );

  test('LB2 D7: one app server of the site leads its background work, whoever was replaced', async () => {
    const [leader] = await waitUntil('one leader', 8000, async () => {
      const found = await leaders();
      return found.length === 1 ? found : undefined;
    });
    const port = site.apps.find((app) => app.name === leader)?.metricsPort ?? 0;
    await waitUntil('the numbers of the site', 18_000, async () => {
      const samples = await scrape(port);
      const isLevel = samples.value('evertill_projection_lag_ops') === 0;
      return isLevel && samples.value('evertill_streams_behind') === 0 ? true : undefined;
    });
    const samples = await scrape(port);
    const held = samples.value('evertill_stream_ops', { at: 'held' }) ?? 0;
    expect(held).toBeGreaterThan(TILLS);
    expect(samples.value('evertill_stream_ops', { at: 'projected' })).toBe(held);
    expect(samples.value('evertill_stream_ops', { at: 'peer' })).toBe(held);
    expect(samples.value('evertill_subscriptions_applying')).toBe(2);
    expect(samples.value('evertill_slot_state', { state: 'ok' })).toBe(1);
    expect(samples.value('evertill_archive_state', { state: 'none' })).toBe(1);
    expect(samples.value('evertill_archive_age_seconds')).toBe(-1);
    expect(samples.value('evertill_projection_lag_seconds')).toBe(0);
    expect(samples.value('evertill_peer_claims_age_seconds')).toBeGreaterThanOrEqual(0);
    expect(samples.value('evertill_log_position')).toBeGreaterThanOrEqual(held);
  });

  test('LB3: of the site only what tills need is public, in words a till understands', async () => {
    const statuses = await Promise.all(
      [
        '/readyz',
        '/',
        '/metrics',
        '/v1/admin/status',
        '/v1/peer/claims',
        '/status/live',
        '/console',
      ].map(async (path) => [path, (await fetch(new URL(path, site.url))).status]),
    );
    expect(statuses).toEqual([
      ['/readyz', 200],
      ['/', 404],
      ['/metrics', 404],
      ['/v1/admin/status', 404],
      ['/v1/peer/claims', 404],
      ['/status/live', 404],
      ['/console', 404],
    ]);
    const document = (await (
      await fetch(new URL('/openapi.json', site.insideUrl))
    ).json()) as OpenApi;
    const ofTills = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security = [] }]) => security.some((one) => 'till' in one))
        .map(([method]) => ({
          method: method.toUpperCase(),
          path: path.replaceAll(/\{\w+\}/g, 'x'),
        })),
    );
    expect(ofTills.length).toBeGreaterThan(15);
    const hidden = await Promise.all(
      ofTills.map(async ({ method, path }) => {
        const { status } = await fetch(new URL(path, site.url), { method });
        return status === 404 ? [path] : [];
      }),
    );
    expect(hidden.flat(), 'what a till asks for and the balancer hides').toEqual([]);
    const head = `POST /v1/sync/ops HTTP/1.1\r\nhost: x\r\ncontent-length: ${1024 * 1024 + 1}\r\n\r\n`;
    const said = await firstWords(head);
    expect(said).toMatch(/^HTTP\/1\.1 413 .*application\/problem\+json.*too-large/s);
  });

  test(
    'CAN1, CAN2, CAN3: a canary has its share of the requests; killed under load no request fails, its share is 0 and the release taken back by itself',
    async () => {
      const inside = { url: site.insideUrl };
      const ask = <T>(path: string, body?: unknown) =>
        admin<T>(inside, `/v1/admin/releases${path}`, body, site.pair.adminToken);
      const by = { who: 'anna', why: 'new servers' };
      const stages = [25, 100].map((percent) => ({ ...STAGE, percent }));
      const release = { id: 'canary-1', kind: 'backend', compatible: true, site: 'A', stages };
      const { compatible: _no, ...breaking } = release;
      expect((await ask('', { ...by, release: breaking })).text).toContain('go by store');
      const app = await site.startCanary();
      await site.seen(app, 'UP');
      expect((await ask('', { ...by, release })).status).toBe(200);
      expect((await ask('/canary-1/act', { ...by, action: 'start' })).body).toMatchObject({
        status: 'running',
        percent: 25,
      });
      const two = { ...by, release: { ...release, id: 'canary-2' } };
      expect((await ask('', two)).status).toBe(200);
      expect((await ask('/canary-2/act', { ...by, action: 'start' })).text).toContain('canary-1');
      await waitUntil('the share', 15_000, async () => {
        await knock(20);
        return (await site.toCanary()) > 0 ? true : undefined;
      });
      // Five standard deviations of a fair draw.
      const before = await site.toCanary();
      await knock(2000);
      const drawn = (await site.toCanary()) - before;
      expect(Math.abs(drawn - 500)).toBeLessThan(5 * Math.sqrt(2000 * 0.25 * 0.75));

      const selling = startSelling();
      await waitUntil('load', 20_000, async () =>
        selling.every((one) => one.acked > 10) ? true : undefined,
      );
      await app.process.kill();
      const taken = await waitUntil('the way back', 20_000, async () => {
        const { body } = await ask<ReleaseView>('/canary-1');
        return body.status === 'rolled-back' ? body : undefined;
      });
      await Promise.all(selling.map((one) => one.finish()));
      expect(selling.flatMap((one) => one.failed)).toEqual([]);
      for (const one of selling) await countsOnce(one);
      expect(taken.history.at(-1)).toMatchObject({
        kind: 'rolled-back',
        by: 'machine',
        why: expect.stringMatching(/^the canary (is down|failed)/),
        before: 25,
        after: 0,
      });
      // Also a canary that is there again is given nothing.
      await app.start();
      await site.seen(app, 'UP');
      const given = await site.toCanary();
      await knock(200);
      expect((await site.toCanary()) - given).toBe(0);
      await app.process.kill();
    },
    LONG_MS,
  );

  test(
    'LB4: an app server is killed under load: only what was inside it fails, and it counts once',
    async () => {
      const selling = startSelling();
      const [, app] = site.apps;
      if (app === undefined) throw new Error('no second app server');
      await waitUntil('load', 20_000, async () =>
        selling.every((one) => one.acked > 20) ? true : undefined,
      );
      await app.process.kill();
      await refuses(app);
      // What the balancer still sends on a connection that it has not yet seen closed is inside it.
      await site.cutFrom(app);
      const goneAt = performance.now();
      await site.seen(app, 'DOWN');
      await Promise.all(selling.map((one) => one.finish()));
      const failed = selling.flatMap((one) => one.failed);
      expect(failed.filter((one) => one.askedAt >= goneAt)).toEqual([]);
      // Each was cut off in the middle, by the balancer's word (502) or without any: none was refused.
      expect(failed.filter((one) => /^(?!502)\d{3} /.test(one.said))).toEqual([]);
      for (const one of selling) await countsOnce(one);
    },
    LONG_MS,
  );
});
