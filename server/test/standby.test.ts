import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../tools/region/free-port.ts';
import { regionFiles } from '../../tools/region/keys.ts';
import {
  readPair,
  SITE_IDS,
  siteOptions,
  type SavedPair,
} from '../../tools/region/pair-settings.ts';
import { postgresServer, type PostgresServer } from '../../tools/region/postgres-server.ts';
import { startPair, type Site, type SitePair } from '../../tools/region/site-pair.ts';
import { isReady, runSiteProgram } from '../../tools/region/site-process.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { endPostmaster } from '../../tools/site/standby/end-postmaster.ts';
import { standbyPlace, type StandbyPlace } from '../../tools/site/standby/standby-place.ts';
import { openPool } from '../src/db/pool.ts';
import { storeClaims } from '../src/features/claims/store-claims.ts';
import { DrillTill } from './drill/drill-till.ts';
import { runSiteCommand } from './run-site-command.ts';
import { reaches, sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';
import { makeTill, type TestTill } from './test-till.ts';

let dir = '';
let pair: SitePair;
let saved: SavedPair;
let place: StandbyPlace;
let selling: DrillTill[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'evertill-standby-'));
  chmodSync(dir, 0o755);
  pair = await startPair(dir, { env: { EVERTILL_DRAIN_MS: '50' }, webWorkers: 1 });
  saved = readPair(dir) ?? saved;
  place = standbyPlace({ dir, saved }, 'A');
});
afterAll(async () => {
  await Promise.all(selling.map((one) => one.end()));
  await endPostmaster(place.dataDir);
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

const at = (site: Site) => ({ databaseUrl: site.postgres.url });
const run = (name: string, ...args: string[]) => runSiteCommand(name, ['--dir', dir, ...args]);

function till(number: string): TestTill {
  return makeTill(pair.a.keyFile, { store: '0808', till: number });
}

const count = async (url: string, what: string): Promise<number> => {
  const [row] = await sql<{ n: number }>(
    { databaseUrl: url },
    `SELECT count(*)::int AS n FROM ${what}`,
  );
  return row?.n ?? -1;
};

const standbyUrl = (): string =>
  pair.a.postgres.url.replace(`:${pair.ports.postgresA}/`, `:${readPair(dir)?.standbyPorts?.A}/`);

/** From now on the standby gets nothing: it is not let in again. */
async function cutOff(): Promise<void> {
  renameSync(place.passFile, `${place.passFile}.gone`);
  await sql(
    at(pair.a),
    "SELECT pg_terminate_backend(pid) FROM pg_stat_replication WHERE application_name = 'evertill_standby'",
  );
}

async function releases(site: Site): Promise<void> {
  await waitUntil(`site ${site.id} to release again`, 60_000, async () => {
    const rows = await sql<{ recovering: boolean }>(at(site), 'SELECT recovering FROM site_config');
    return rows[0]?.recovering === false ? true : undefined;
  });
}

async function idsAt(site: Site): Promise<Set<string>> {
  const rows = await sql<{ id: Buffer }>(at(site), 'SELECT DISTINCT op_id AS id FROM all_ops');
  return new Set(rows.map(({ id }) => id.toString('base64url')));
}

describe('a standby inside a site', { timeout: 120_000 }, () => {
  let before = '';

  test('SB1 SB2 a standby is made while tills sell, and follows; a running site is not promoted over', async () => {
    expect((await run('run-promote.ts', '--site', 'a')).output).toContain('site A has no standby');
    selling = ['A', 'A', 'B'].map(
      (home, i) =>
        new DrillTill(till(`0${i + 1}`), { A: pair.a, B: pair.b }, home === 'A' ? 'A' : 'B'),
    );
    const made = await run('run-standby.ts', '--site', 'a');
    expect([made.code, made.output]).toEqual([0, expect.stringContaining('was made and follows')]);
    const again = await run('run-standby.ts', '--site', 'a');
    expect([again.code, again.output]).toEqual([0, expect.stringContaining('A follows on port')]);
    await expect(
      sql({ databaseUrl: standbyUrl() }, 'UPDATE site_config SET recovering = true'),
    ).rejects.toThrow('read-only');
    const { code, output } = await run('run-promote.ts', '--site', 'a');
    expect([code, output]).toEqual([1, expect.stringContaining('site A runs: stop it first')]);
  });

  test('SB3 D4 D6 a promoted standby that is behind has a new life: what the old one confirmed is void, and it frees nobody alone', async () => {
    const probe = till('09');
    await probe.push(pair.a.url, sell(probe, 4));
    await run('run-standby.ts', '--site', 'a');
    await cutOff();
    const { body } = await probe.push(pair.a.url, sell(probe, 6));
    before = body.incarnation;
    await reaches(pair.b, probe);
    await Promise.all([pair.a.process.kill(), pair.a.postgres.kill()]);
    expect(await count(standbyUrl(), 'ops_a')).toBeLessThan(
      await count(pair.b.postgres.url, 'ops_a'),
    );
    const { code, output } = await run('run-promote.ts', '--site', 'a');
    expect([code, output]).toEqual([0, expect.stringContaining('under a new incarnation')]);
    await pair.b.process.kill();
    await pair.a.postgres.start();
    await pair.a.start();
    const { body: alone } = await probe.hello(pair.a.url);
    expect(alone).toMatchObject({ recovering: true, stream: { contiguous: 4 } });
    expect(alone.incarnation).not.toBe(before);
    await pair.b.start();
    await releases(pair.a);
    const relayed = await waitUntil('B to tell of the new life', 30_000, async () => {
      const { peers } = (await probe.hello(pair.b.url)).body;
      return peers['A']?.contiguous === probe.head.seq ? peers['A'] : undefined;
    });
    expect(relayed.incarnation).toBe(alone.incarnation);
    const own = await sql(at(pair.a), 'SELECT count(*)::int AS n FROM ops_a WHERE stream_id = $1', [
      Buffer.from(probe.stream, 'base64url'),
    ]);
    expect(own).toEqual([{ n: 10 }]);
  });

  test('SB4 I1 I2 I3 I5 nothing was released too early: every op sold meanwhile is at both sites and counts once', async () => {
    for (const one of selling) one.stopSelling();
    await Promise.all(selling.map((one) => one.settled()));
    const sold = selling.flatMap((one) => one.sold);
    expect(sold.length).toBeGreaterThan(20);
    for (const site of [pair.a, pair.b]) {
      const held = await idsAt(site);
      expect(sold.filter((id) => !held.has(id))).toEqual([]);
      await waitUntil(`read models of ${site.id}`, 30_000, async () =>
        (await count(site.postgres.url, 'projection.documents')) === sold.length + 10
          ? true
          : undefined,
      );
    }
    const { code, output } = await run('run-compare.ts', '--wait', '10');
    expect([code, output]).toEqual([0, expect.stringContaining('equal')]);
  });

  test('SB5 D4 the old primary, started again, serves nobody and takes nothing from its successor', async () => {
    const old = await oldPrimary();
    const home = {
      ...siteOptions(dir, saved, 'A', regionFiles(dir, SITE_IDS)),
      port: await freePort(),
    };
    const homeUrl = `http://127.0.0.1:${home.port}`;
    const serve = () => runSiteProgram('main', { ...home, databaseUrl: old.url });
    try {
      await old.start();
      await expect(serve()).rejects.toThrow('read-only');
      await old.stop();
      // As on a machine that the promotion could not reach.
      rmSync(join(old.dataDir, 'standby.signal'));
      await old.start();
      await expect(serve()).rejects.toMatchObject({ code: 78 });
      const rows = await sql(
        { databaseUrl: old.url },
        'SELECT incarnation, retired FROM site_config',
      );
      expect(rows).toEqual([{ incarnation: before, retired: true }]);
      // Where it could not ask at its start, it finds out as soon as the peer is back.
      await pair.b.process.kill();
      await sql({ databaseUrl: old.url }, 'UPDATE site_config SET retired = false');
      const served = serve();
      const ended = expect(served).rejects.toMatchObject({ code: 78 });
      await waitUntil('the old primary to serve', 30_000, () => isReady(homeUrl));
      await pair.b.start();
      await ended;
      await expect(claimAtB(before)).rejects.toThrow('a life it left');
    } finally {
      await old.stop();
    }
    expect(
      await count(pair.a.postgres.url, "pg_stat_replication WHERE application_name LIKE 'ev_%'"),
    ).toBe(2);
    expect(
      await count(pair.b.postgres.url, "pg_stat_replication WHERE application_name LIKE 'ev_%'"),
    ).toBe(2);
    expect((await run('run-compare.ts', '--wait', '5')).code).toBe(0);
  });

  test('SB6 the promoted site gets a standby of its own', async () => {
    expect(existsSync(place.dataDir)).toBe(false);
    const { code, output } = await run('run-standby.ts', '--site', 'a');
    expect([code, output]).toEqual([0, expect.stringContaining('was made and follows')]);
  });
});

/** What B does with the word of a life of A. */
async function claimAtB(incarnation: string): Promise<number> {
  const pool = openPool(pair.b.postgres.url, 1, () => undefined);
  const answer = { site: 'A', incarnation, recovering: false, cursor: '', claims: [] };
  try {
    return await storeClaims({ pool }, answer);
  } finally {
    await pool.end();
  }
}

/** What was moved aside, as a server on another port. */
async function oldPrimary(): Promise<PostgresServer> {
  const folder = dirname(pair.a.postgres.dataDir);
  const aside = readdirSync(folder).find((name) => name.startsWith('data.aside-')) ?? '';
  const home = join(folder, 'old');
  mkdirSync(home);
  renameSync(join(folder, aside), join(home, 'data'));
  return postgresServer({ dir: home, port: await freePort(), password: saved.password });
}
