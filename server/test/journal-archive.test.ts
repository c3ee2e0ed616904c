import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '../../tools/journal/verify-archive.ts';
import { openPool } from '../src/db/pool.ts';
import { FolderTaken, writeArchive } from '../src/features/archive/write-archive.ts';
import { privateKeyFromPem, publicKeyFromText, publicKeyText } from '../src/keys/ed25519.ts';
import { runSiteCommand } from './run-site-command.ts';
import { a, b, newTill, pair, projected, reaches, sql } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

/** As `runSiteCommand` finds it. */
const inJournal = (file: string): string => path.join('../journal', file);
const usage = { code: 2, output: expect.stringContaining('--site a|b --store 0417 --from') };

const STORE = '0815';
/** First day of the month so long ago; retention's own tests prune younger ones. */
function monthsAgo(back: number): string {
  const now = new Date();
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1);
  return new Date(first).toISOString().slice(0, 10);
}
const FAR = '2031-03-01';
const folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
afterAll(() => rmSync(folder, { recursive: true }));

const one = newTill(STORE);
const forked = newTill(STORE);
const siteKey = privateKeyFromPem(readFileSync(a.keyFile, 'utf8'));
const publicKey = publicKeyFromText(publicKeyText(siteKey));

const opened = (till: TestTill): string => {
  const body = {
    till_id: till.identity.tillId,
    salt: till.salt,
    series: 'A',
    reason: 'first-start',
  };
  const op = { v: 1, seq: 1, kind: 'stream-opened', business_date: TODAY, at_ms: 1, body };
  return JSON.stringify(op);
};

beforeAll(async () => {
  one.add(opened(one));
  const shift = new ShiftOfTill(one, 's-1');
  shift.sell(600);
  shift.count(10_600);
  shift.close();
  one.add(saleLine(one, 900, { business_date: FAR }));
  // Damaged bytes with a line end in them, and an op that only a void stands for.
  const odd = one.add(Buffer.from('damaged\nbytes'));
  const lost = one.add(saleLine(one, 5));
  sell(one, 2, 700);
  await one.push(a.url, one.ops.slice(0, odd.seq - 1));
  const header = one.frame([odd], { form: 'envelope' }).toString().split('\n')[0] ?? '';
  const line = { op_id: odd.opId, bytes: Buffer.from(odd.raw).toString('base64') };
  await one.pushBytes(a.url, Buffer.from(`${header}\n${JSON.stringify(line)}\n`));
  const gone = one.frame([lost], { form: 'void' }).toString().split('\n')[0] ?? '';
  const said = { op_id: lost.opId, reason: 'neither site took it' };
  await one.pushBytes(a.url, Buffer.from(`${gone}\n${JSON.stringify(said)}\n`));
  await one.push(a.url, one.ops.slice(lost.seq));
  sell(forked, 3);
  await forked.push(a.url);
  const twin = forked.clone(1);
  sell(twin, 2, 5000);
  await twin.push(b.url);
  for (const site of [a, b]) await Promise.all([projected(site, one), projected(site, twin)]);
  await reaches(a, twin);
  for (const { identity } of [one])
    await sql(
      a,
      `INSERT INTO enrolment_codes (code_hash, store, till, expires_at, credential)
       VALUES ($1, $2, $3, now(), $4)`,
      [identity.tillId, identity.store, identity.till, identity.credential],
    );
});

async function archive(to: string, days: { from?: string; until?: string } = {}) {
  const pool = openPool(a.databaseUrl, 1, () => undefined);
  const { from = TODAY, until = TODAY } = days;
  try {
    const order = { store: STORE, from, until, folder: path.join(folder, to) };
    return await writeArchive(pool, { ...order, nowMs: Date.now(), key: siteKey });
  } finally {
    await pool.end();
  }
}

describe('ARC1 dom-F6 the journals of a store’s days as an archive', () => {
  test('it holds every branch, stand-in and exact byte, and is proven without the site', async () => {
    const manifest = await archive('whole');
    expect(manifest).toMatchObject({ site: 'A', store: STORE, waiting: [], zs: { count: 1 } });
    const its = manifest.streams.find(({ stream }) => stream === one.stream);
    expect(its).toMatchObject({ from_seq: 1, to_seq: one.head.seq, voids: 1, salt: one.salt });
    const both = manifest.streams.find(({ stream }) => stream === forked.stream);
    expect(both).toMatchObject({ entries: 5, heads: [{ seq: 3 }, { seq: 3 }] });
    const report = verifyArchive(path.join(folder, 'whole'), publicKey);
    expect(report.bad).toBeUndefined();
    expect(report).toMatchObject({ streams: 2, zs: 1, entries: one.ops.length + 5 });
    // Each batch carries one signature; of the forked till no credential is here.
    expect(report.signed).toBeGreaterThan(1);
    expect(report.unchecked).toBe(2);
    // Whoever keeps it for good: EVERTILL_KEEP_ARCHIVE=FOLDER made the fixture of the verifier's test.
    const keep = process.env['EVERTILL_KEEP_ARCHIVE'];
    if (keep !== undefined) cpSync(path.join(folder, 'whole'), keep, { recursive: true });
  });

  test('a run in the middle of a stream begins after what came before; another site’s key is refused', async () => {
    const manifest = await archive('far', { from: FAR, until: FAR });
    expect(manifest.streams).toHaveLength(1);
    const [its] = manifest.streams;
    // What says no day itself belongs to the day before it: the damaged bytes and the void (BK4).
    expect(its?.entries).toBe(3);
    expect(its?.begins_after).toEqual([one.ops[(its?.from_seq ?? 0) - 2]?.opId]);
    const { bad } = verifyArchive(path.join(folder, 'far'), publicKey);
    expect(bad).toBeUndefined();
    const other = publicKeyText(privateKeyFromPem(readFileSync(b.keyFile, 'utf8')));
    const foreign = verifyArchive(path.join(folder, 'far'), publicKeyFromText(other));
    expect(foreign.bad).toBe('manifest.json: site A did not sign it as it is');
    await expect(archive('far')).rejects.toThrow(FolderTaken);
  });

  test('what stands above a gap is in no file and is named', async () => {
    const late = newTill('0816');
    sell(late, 4, 100);
    await late.push(a.url, late.ops.slice(0, -2));
    await late.push(a.url, late.ops.slice(-1));
    const pool = openPool(a.databaseUrl, 1, () => undefined);
    const days = { from: TODAY, until: TODAY, nowMs: 1, key: siteKey };
    const to = path.join(folder, 'gap');
    const manifest = await writeArchive(pool, { ...days, store: '0816', folder: to });
    await pool.end();
    expect(manifest.waiting).toEqual([{ stream: late.stream, seq: 4 }]);
    expect(manifest.streams).toMatchObject([{ entries: 2 }]);
    expect(verifyArchive(to, publicKey).bad).toBeUndefined();
    const gap = `stream ${late.stream}: 1 ops stand above a gap, the first is 4`;
    expect(verifyArchive(to, publicKey).lacks).toEqual([gap]);
  });

  test('ARC3 an archive of days that were dropped says so, and so does what proves it', async () => {
    const [old, next] = [monthsAgo(11), monthsAgo(10)];
    const month = old.slice(0, 7).replace('-', '_');
    for (const site of [a, b])
      for (const log of ['ops_a', 'ops_b'])
        await sql(
          site,
          `CREATE TABLE ${log}_${month} PARTITION OF ${log} FOR VALUES FROM ('${old}') TO ('${next}')`,
        );
    const till = newTill('0817');
    for (let i = 0; i < 5; i++) till.add(saleLine(till, 700, { business_date: old }));
    sell(till, 2);
    await till.push(a.url);
    for (const site of [a, b]) await projected(site, till);
    for (const site of [a, b]) await reaches(site, till);
    const at = ['--dir', pair.dir, '--site', 'a'];
    // At both sites: a month that only one dropped would be another file's surprise.
    for (const site of ['a', 'b']) {
      const where = ['--dir', pair.dir, '--site', site];
      const pruned = await runSiteCommand('run-prune.ts', [...where, '--before', next]);
      expect(pruned).toMatchObject({ code: 0 });
    }
    const write = async (from: string, to: string) => {
      const days = ['--from', from, '--until', TODAY, '--to', path.join(folder, to)];
      return runSiteCommand('run-archive.ts', [...at, '--store', '0817', ...days]);
    };
    const made = await write(old, 'dropped');
    const why = `stream ${till.stream}: its ops up to 5, of days before ${next}, were dropped\n`;
    expect(made).toMatchObject({ code: 1, output: expect.stringContaining(why) });
    const verify = inJournal('run-journal-verify.ts');
    const proven = await runSiteCommand(verify, [path.join(folder, 'dropped')]);
    expect(proven).toMatchObject({ code: 3, output: expect.stringContaining(why) });
    expect(proven.output).toMatch(/good, but not whole\n$/);
    // What was dropped is of none of these days.
    expect(await write(next, 'younger')).toMatchObject({ code: 0 });
    const whole = await runSiteCommand(verify, [path.join(folder, 'younger')]);
    expect(whole).toMatchObject({ code: 0, output: expect.stringMatching(/good\n$/) });
  });

  test('ARC3 ops of another day go with it up to the next signature of the till', async () => {
    const till = newTill('0819');
    sell(till, 2);
    till.add(saleLine(till, 900, { business_date: FAR }));
    await till.push(a.url);
    const pool = openPool(a.databaseUrl, 1, () => undefined);
    const order = { store: '0819', from: TODAY, until: TODAY, nowMs: 1, key: siteKey };
    const made = await writeArchive(pool, { ...order, folder: path.join(folder, 'batch') });
    await pool.end();
    expect(made.streams).toMatchObject([{ from_seq: 1, to_seq: 3 }]);
  });

  test('the two commands: one writes it, the other says that it is good', async () => {
    const to = path.join(folder, 'by-command');
    const at = ['--dir', pair.dir, '--site', 'a'];
    const days = [...at, '--from', TODAY, '--until', TODAY];
    const written = await runSiteCommand('run-archive.ts', ['--to', to, '--store', STORE, ...days]);
    expect(written).toEqual({ code: 1, output: expect.stringContaining('signed by site A') });
    const lost = `stream ${one.stream}: 1 ops are lost, only their places are here\n`;
    expect(written.output).toContain(lost);
    const key = /its key: (\S+)/.exec(written.output)?.[1] ?? '';
    const good = await runSiteCommand(inJournal('run-journal-verify.ts'), [to, '--key', key]);
    expect(good).toMatchObject({ code: 3 });
    expect(good.output).toMatch(/, 1 Zs\n.*\n.*\n.* 1 ops are lost, .*\ngood, but not whole\n$/);
    const taken = await runSiteCommand('run-archive.ts', ['--to', to, '--store', STORE, ...days]);
    expect(taken.code).toBe(2);
    const others = ['--dir', pair.dir, '--store', STORE, '--to', path.join(folder, 'none')];
    const refused = await Promise.all([
      runSiteCommand('run-archive.ts', ['--site', 'a', '--from', TODAY, ...others]),
      runSiteCommand('run-archive.ts', ['--site', 'a', '--until', TODAY, ...others]),
    ]);
    expect(refused).toMatchObject([usage, usage]);
  });
});
