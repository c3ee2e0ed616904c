import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteStatus } from '../../src/contracts/site-status.ts';
import { startPair, type Site, type SitePair } from '../../tools/region/site-pair.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { runSiteCommand, type CommandEnd } from './run-site-command.ts';
import { sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';
import { makeTill, readAnswer, type TestTill } from './test-till.ts';

let dir = '';
let pair: SitePair;
let till: TestTill;
/** A moment between two archived sales. */
let between = '';

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'evertill-archive-'));
  chmodSync(dir, 0o755);
  const env = { EVERTILL_DRAIN_MS: '50', EVERTILL_ARCHIVE_ALERT_S: '1' };
  pair = await startPair(dir, { env, webWorkers: 1 });
  till = makeTill(pair.a.keyFile, { store: '0909', till: '01' });
});
afterAll(async () => {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

const run = (name: string, ...args: string[]) => runSiteCommand(name, ['--dir', dir, ...args]);
const archive = (...args: string[]): Promise<CommandEnd> =>
  run('run-backup.ts', '--site', 'a', '--archive', '0', ...args);

async function status(site: Site): Promise<SiteStatus> {
  const headers = { authorization: `Bearer ${pair.adminToken}` };
  const answer = await fetch(new URL('/v1/admin/status', site.url), { headers });
  return (await readAnswer<SiteStatus>(answer)).body;
}

async function page(site: Site): Promise<string> {
  const headers = { authorization: `Bearer ${pair.adminToken}` };
  return (await fetch(new URL('/status/live', site.url), { headers })).text();
}

/** Sequences of our till that site A's database holds. */
async function held(): Promise<number> {
  const rows = await sql<{ n: number }>(
    { databaseUrl: pair.a.postgres.url },
    'SELECT coalesce(max(seq), 0)::int AS n FROM all_ops WHERE stream_id = $1',
    [Buffer.from(till.stream, 'base64url')],
  );
  return rows[0]?.n ?? -1;
}

/** Power, processes and disk of A; the database of a restored A is then started with nothing else. */
async function restoreAlone(...args: string[]): Promise<CommandEnd> {
  await pair.a.postgres.kill();
  rmSync(pair.a.postgres.dataDir, { recursive: true });
  const done = await run('run-restore.ts', '--site', 'a', ...args);
  if (done.code === 0) await pair.a.postgres.start();
  return done;
}

describe('continuous archiving of the log', { timeout: 120_000 }, () => {
  test('BK5 the log is sealed behind a backup, which is taken where there is none, and again where nothing came', async () => {
    await till.push(pair.a.url, sell(till, 10));
    const first = await archive();
    expect([first.code, first.output]).toEqual([
      0,
      expect.stringMatching(/a backup comes first: no backup[^]*archived up to/),
    ]);
    await till.push(pair.a.url, sell(till, 5));
    expect((await archive()).code).toBe(0);
    between = new Date().toISOString();
    await till.push(pair.a.url, sell(till, 7));
    const last = await archive();
    expect([last.code, last.output]).toEqual([0, expect.stringMatching(/, [1-9] segments/)]);
    const [backup = ''] = readdirSync(join(dir, 'backups'));
    const log = join(dir, 'backups', backup, 'log');
    const sealed = readdirSync(log).map((name) => readFileSync(join(log, name)));
    expect(sealed.length).toBeGreaterThan(1);
    expect(sealed.some((bytes) => bytes.includes('price_stamp'))).toBe(false);
    expect((await archive()).output).not.toContain('a backup comes first');
  });

  test('BK7 an archive that cannot be written stops nothing, and the status page tells', async () => {
    expect((await status(pair.b)).archive).toEqual({ state: 'none', silent_ms: null });
    writeFileSync(join(dir, 'full'), '');
    const failed = await archive('--to', join(dir, 'full'));
    expect(failed.code).toBe(1);
    const late = await waitUntil('an alert', 20_000, async () => {
      const { archive: told } = await status(pair.a);
      return told.state === 'late' ? told : undefined;
    });
    expect(late.silent_ms).toBeGreaterThan(1000);
    expect(await page(pair.a)).toContain('The log was last archived');
    const { body } = await till.push(pair.a.url, sell(till, 1));
    expect(body.new).toBe(1);
    expect((await archive()).code).toBe(0);
    const again = await status(pair.a);
    expect(again.archive.silent_ms).toBeLessThan(late.silent_ms ?? 0);
  });

  test('BK6 RT7 without its peer, a destroyed site is put back to the last archived moment', async () => {
    // Neither peer nor till may help: what is there then came from the archive.
    await Promise.all([pair.a.process.kill(), pair.b.process.kill()]);
    const { code, output } = await restoreAlone();
    expect([code, output]).toEqual([0, expect.stringContaining('is as of')]);
    expect(await held()).toBe(23);
  });

  test('RT7 or to an earlier one; a moment that is not archived is refused', async () => {
    const { code, output } = await restoreAlone('--until', between);
    expect([code, output]).toEqual([0, expect.stringContaining(`is as of ${between}`)]);
    expect(await held()).toBe(15);
    await pair.a.postgres.stop();
    const later = await run('run-restore.ts', '--site', 'a', '--until', new Date().toISOString());
    expect([later.code, later.output]).toEqual([1, expect.stringContaining('archived up to')]);
    const early = await run('run-restore.ts', '--site', 'a', '--until', '2020-01-01T00:00:00Z');
    expect([early.code, early.output]).toEqual([2, expect.stringContaining('no backup had ended')]);
    const vague = await run('run-restore.ts', '--site', 'a', '--until', '2020-01-01');
    expect([vague.code, vague.output]).toEqual([
      2,
      expect.stringContaining('no time with its zone'),
    ]);
  });

  test('BK5 the life after a restore is archived behind a backup of its own, and so is log behind a gap', async () => {
    await pair.a.postgres.start();
    const { code, output } = await archive();
    expect([code, output]).toEqual([0, expect.stringContaining('comes first: another life')]);
    const drop = "SELECT pg_drop_replication_slot('evertill_archive')";
    await sql({ databaseUrl: pair.a.postgres.url }, drop);
    const gap = await archive();
    expect([gap.code, gap.output]).toEqual([0, expect.stringContaining('first: log given up')]);
    expect(readdirSync(join(dir, 'backups'))).toHaveLength(3);
  });
});
