import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPair, type Site, type SitePair } from '../../tools/region/site-pair.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { backupsIn, backupsOf } from '../../tools/site/backup/backup-places.ts';
import { regionFileOf } from '../../tools/site/require-site.ts';
import { endOf, startNpmScript } from './run-npm-script.ts';
import { runSiteCommand } from './run-site-command.ts';
import { reaches, sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';
import { makeTill, type TestTill } from './test-till.ts';

let dir = '';
let pair: SitePair;
let tills = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'evertill-restore-'));
  chmodSync(dir, 0o755);
  pair = await startPair(dir, { env: { EVERTILL_DRAIN_MS: '50' }, webWorkers: 1 });
});
afterAll(async () => {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

const at = (site: Site) => ({ databaseUrl: site.postgres.url });
const run = (name: string, ...args: string[]) => runSiteCommand(name, ['--dir', dir, ...args]);
const compare = () => run('run-compare.ts', '--wait', '5');

function newTill(): TestTill {
  tills += 1;
  return makeTill(pair.a.keyFile, { store: '0303', till: String(tills).padStart(2, '0') });
}

/** Everything of a site is gone: power, processes, disk. */
async function destroy(site: Site): Promise<void> {
  await site.process.kill();
  await site.postgres.kill();
  rmSync(site.postgres.dataDir, { recursive: true });
}

async function recovered(site: Site, till: TestTill): Promise<void> {
  await waitUntil(`site ${site.id} to have recovered`, 60_000, async () => {
    const { body } = await till.hello(site.url);
    return body.recovering || body.stream.contiguous < till.head.seq ? undefined : true;
  });
}

/** Everything a rebuild has to bring out again. */
async function readModels(site: Site): Promise<unknown> {
  return sql(
    at(site),
    `SELECT (SELECT md5(string_agg(d::text, '|' ORDER BY op_id)) FROM projection.documents d) AS documents,
            (SELECT md5(string_agg(s::text, '|' ORDER BY s::text)) FROM projection.day_sums s) AS days,
            (SELECT md5(string_agg(h::text, '|' ORDER BY h::text)) FROM projection.sales_by_hour h) AS hours,
            (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM projection.tills t) AS tills,
            (SELECT md5(string_agg(s::text, '|' ORDER BY s::text)) FROM projection.streams s) AS streams`,
  );
}

// A busy machine is slow with a thousand files; nothing here depends on the time.
describe('backup and restore', { timeout: 120_000 }, () => {
  let till: TestTill;

  test('BK1 BK2 BK3 a backup of a running site is sealed, and was restored and compared before it counts', async () => {
    till = newTill();
    await till.push(pair.a.url, sell(till, 40));
    await reaches(pair.b, till);
    const { code, output } = await run('run-backup.ts', '--site', 'a');
    expect([code, output]).toEqual([0, expect.stringContaining('40 ops in 1 streams')]);
    const [name] = readdirSync(join(dir, 'backups'));
    const backup = join(dir, 'backups', name ?? '');
    const heap = readdirSync(join(backup, 'data'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(heap.length).toBeGreaterThan(500);
    expect(heap.some((bytes) => bytes.includes('price_stamp'))).toBe(false);
    expect(statSync(join(dir, 'backup-key', 'backup.key')).mode & 0o777).toBe(0o600);
  });
  test('RT1 a site that runs is not restored over', async () => {
    const { code, output } = await run('run-restore.ts', '--site', 'a');
    expect([code, output]).toEqual([1, expect.stringContaining('site A runs: stop it first')]);
  });
  test('RT2 RT3 destroyed and put back, it takes sales at once, fetches what it lost, then releases again', async () => {
    const { body: before } = await till.push(pair.a.url, sell(till, 25));
    await reaches(pair.b, till);
    await destroy(pair.a);
    expect((await run('run-restore.ts', '--site', 'a')).code).toBe(0);
    // Without its peer it stays recovering: it ingests, and its word frees nothing (D6).
    await pair.b.process.kill();
    await pair.a.postgres.start();
    await pair.a.start();
    const { body } = await till.push(pair.a.url, sell(till, 5));
    expect(body).toMatchObject({ recovering: true, new: 5 });
    expect(body.incarnation).not.toBe(before.incarnation);
    expect(body.stream.contiguous).toBe(40);
    await pair.b.start();
    await recovered(pair.a, till);
    await reaches(pair.b, till);
    const own = await sql(at(pair.a), 'SELECT count(*)::int AS n FROM ops_a WHERE stream_id = $1', [
      Buffer.from(till.stream, 'base64url'),
    ]);
    expect(own).toEqual([{ n: 70 }]);
    const { code, output } = await compare();
    expect([code, output]).toEqual([0, expect.stringContaining('equal')]);
  });
  test('RT4 a site without any backup begins empty and gets back what its name once wrote', async () => {
    const atB = newTill();
    await atB.push(pair.b.url, sell(atB, 12));
    await reaches(pair.a, atB);
    await destroy(pair.b);
    await atB.push(pair.a.url, sell(atB, 3));
    const { code } = await run('run-init.ts', '--site', 'b');
    expect(code).toBe(0);
    await pair.b.postgres.start();
    await pair.b.start();
    await recovered(pair.b, atB);
    await reaches(pair.b, till);
    const own = await sql(at(pair.b), 'SELECT count(*)::int AS n FROM ops_b WHERE stream_id = $1', [
      Buffer.from(atB.stream, 'base64url'),
    ]);
    expect(own).toEqual([{ n: 12 }]);
    expect((await compare()).code).toBe(0);
  });
  test('RT5 projections:rebuild brings out the same read models, at both sites', async () => {
    await waitUntil('equal read models', 30_000, async () => {
      const [a, b] = [await readModels(pair.a), await readModels(pair.b)];
      return JSON.stringify(a) === JSON.stringify(b) ? true : undefined;
    });
    const before = await readModels(pair.a);
    const { code, output } = await run('run-rebuild.ts', '--site', 'a');
    expect([code, output]).toEqual([0, expect.stringContaining('read models rebuilt')]);
    expect(await readModels(pair.a)).toEqual(before);
  });
  test('RT6 leaving the required sites takes two people; coming back takes equal logs (D18)', async () => {
    const alone = await run(
      'run-require.ts',
      '--site',
      'b',
      '--not',
      '--by',
      'Ann',
      '--and',
      'ann',
    );
    expect([alone.code, alone.output]).toEqual([2, expect.stringContaining('two people')]);
    const both = ['--site', 'b', '--not', '--by', 'Ann', '--and', 'Bo'];
    expect((await run('run-require.ts', ...both)).code).toBe(0);
    const file = await waitUntil('tills to be told', 30_000, async () => {
      const { body } = await till.hello(pair.a.url, { region_number: 1 });
      return body.region_file;
    });
    expect(file.length).toBeGreaterThan(100);
    expect(regionFileOf(dir).sites.map((s) => [s.id, s.required])).toEqual([
      ['A', true],
      ['B', false],
    ]);
    const other = await run('run-require.ts', '--site', 'a', '--not', '--by', 'Ann', '--and', 'Bo');
    expect([other.code, other.output]).toEqual([
      1,
      expect.stringContaining('no site would be left'),
    ]);
    const stream = [Buffer.from(till.stream, 'base64url')];
    await sql(at(pair.b), 'CREATE TABLE kept AS SELECT * FROM ops_a WHERE seq = 9');
    await sql(at(pair.b), 'DELETE FROM ops_a WHERE stream_id = $1 AND seq = 9', stream);
    const early = await run('run-require.ts', '--site', 'b', '--wait', '0');
    expect([early.code, early.output]).toEqual([1, expect.stringContaining('nothing was changed')]);
    await sql(at(pair.b), 'INSERT INTO ops_a SELECT * FROM kept WHERE stream_id = $1', stream);
    const { code } = await run('run-require.ts', '--site', 'b');
    expect([code, regionFileOf(dir).number]).toEqual([0, 3]);
  });
  test('BK8 a schedule backs up again and again and keeps the newest alone; told to stop it ends', async () => {
    const child = startNpmScript(
      'backup',
      ['--site', 'b', '--every', '0.0003', '--keep', '1', '--dir', dir],
      {},
    );
    const ended = endOf(child);
    const held = () => backupsOf(backupsIn(dir), pair.region, 'B');
    const first = await waitUntil('a backup', 60_000, async () => held()[0]);
    await waitUntil('another in its place', 60_000, async () => {
      const [oldest, younger] = held();
      return oldest !== undefined && oldest !== first && younger === undefined ? true : undefined;
    });
    child.kill('SIGTERM');
    const { output } = await ended;
    expect(output).toContain(`${first}: site B, `);
  });
});
