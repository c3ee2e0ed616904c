import { beforeAll, describe, expect, test } from 'vitest';
import type { OwnStreamsAnswer } from '../../src/contracts/wire.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { runSiteCommand } from './run-site-command.ts';
import type { SharedSite } from './region-setup.ts';
import { a, b, newTill, pair, projected, reaches, sql } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import type { StoreDayAnswer } from '../../src/contracts/store-day.ts';
import { saleLine, sell } from './test-sales.ts';
import type { TestOp, TestTill } from './test-till.ts';

/** First day of the month `back` months ago; no other test sells in those. */
function monthsAgo(back: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1))
    .toISOString()
    .slice(0, 10);
}
const OLD = monthsAgo(10);
const MIXED = monthsAgo(8);
const BEFORE = monthsAgo(7);
const partition = (log: string, month: string): string =>
  `${log}_${month.slice(0, 7).replace('-', '_')}`;

beforeAll(async () => {
  for (const site of [a, b])
    for (const log of ['ops_a', 'ops_b'])
      for (const [from, to] of [
        [OLD, monthsAgo(9)],
        [MIXED, BEFORE],
      ] as const)
        await sql(
          site,
          `CREATE TABLE ${partition(log, from)} PARTITION OF ${log}
             FOR VALUES FROM ('${from}') TO ('${to}')`,
        );
});

const run = (name: string, ...args: string[]) => runSiteCommand(name, ['--dir', pair.dir, ...args]);
const prune = (site: 'a' | 'b') => run('run-prune.ts', '--site', site, '--before', BEFORE);
const idOf = (op: TestOp | undefined): Buffer => Buffer.from(op?.opId ?? '', 'base64url');
const streamOf = (till: TestTill): Buffer => Buffer.from(till.stream, 'base64url');

function sellOn(till: TestTill, day: string, count: number): void {
  for (let i = 0; i < count; i++) till.add(saleLine(till, 700 + i, { business_date: day }));
}

async function everywhere(till: TestTill): Promise<void> {
  for (const site of [a, b]) {
    await reaches(site, till);
    await projected(site, till);
  }
}

async function monthsLeft(site: SharedSite): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    site,
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
      WHERE c.relkind = 'r' AND c.relname ~ $1 ORDER BY 1`,
    [`${partition('', OLD)}|${partition('', MIXED)}`],
  );
  return rows.map((row) => row.name);
}

async function readModels(site: SharedSite, till: TestTill): Promise<unknown> {
  return sql(
    site,
    `SELECT (SELECT json_agg(d ORDER BY seq) FROM projection.documents d WHERE stream_id = $1)::text AS documents,
            (SELECT json_agg(s ORDER BY business_date) FROM projection.day_sums s WHERE stream_id = $1)::text AS days,
            (SELECT json_agg(h ORDER BY hour_ms) FROM projection.sales_by_hour h WHERE stream_id = $1)::text AS hours,
            (SELECT json_agg(t) FROM projection.tills t WHERE stream_id = $1)::text AS tills`,
    [streamOf(till)],
  );
}

describe('dropping old months', { timeout: 60_000 }, () => {
  let till: TestTill;
  let mixed: TestTill;
  let shut: TestTill;
  let before: unknown;

  test('PR1 a month that the sites do not hold alike stays, and says whose', async () => {
    till = newTill();
    const { salt, identity } = till;
    const body = { till_id: identity.tillId, salt, series: 'C', reason: 'first-start' };
    till.add(saleLine(till, 0, { kind: 'stream-opened', business_date: OLD, body }));
    sellOn(till, OLD, 5);
    sell(till, 4);
    await till.push(a.url);
    mixed = newTill();
    sellOn(mixed, MIXED, 1);
    sell(mixed, 1);
    sellOn(mixed, MIXED, 1);
    await mixed.push(a.url);
    shut = newTill('0499');
    const shift = new ShiftOfTill(shut, 'old', OLD);
    shift.sell(500);
    shift.close();
    await shut.push(a.url);
    await everywhere(till);
    await everywhere(mixed);
    await everywhere(shut);
    before = await readModels(a, till);
    await sql(b, 'CREATE TABLE kept AS SELECT * FROM ops_a WHERE stream_id = $1 AND seq = 2', [
      streamOf(till),
    ]);
    await sql(b, 'DELETE FROM ops_a WHERE stream_id = $1 AND seq = 2', [streamOf(till)]);
    const { code, output } = await prune('a');
    expect([code, output]).toEqual([
      0,
      expect.stringContaining(`${till.stream}: the sites hold it otherwise`),
    ]);
    expect(output).toContain(`${mixed.stream}: op 2 is younger`);
    expect(await monthsLeft(a)).toContain(partition('ops_a', OLD));
    await sql(b, 'INSERT INTO ops_a SELECT * FROM kept');
    await sql(b, 'DROP TABLE kept');
  });
  test('PR2 held alike, it goes; claims, read models and comparison stay', async () => {
    expect((await prune('a')).output).toContain('"streams":1');
    // One of its months is another till's that sold a younger op in the middle.
    expect(await monthsLeft(a)).toEqual([partition('ops_a', MIXED)]);
    const held = await sql(a, 'SELECT seq FROM all_ops WHERE stream_id = $1 ORDER BY seq', [
      streamOf(till),
    ]);
    expect(held.map((row) => Number(row['seq']))).toEqual([7, 8, 9, 10]);
    expect((await till.hello(a.url)).body.stream).toMatchObject({
      contiguous: 10,
      contiguous_op_id: till.head.opId,
      status: 'open',
    });
    expect(await readModels(a, till)).toEqual(before);
    const { code, output } = await run('run-compare.ts');
    expect([code, output]).toEqual([0, expect.stringContaining('equal')]);
  });
  test('PR3 a dropped op that is sent again is a duplicate, and the chain goes on', async () => {
    const { body } = await till.push(a.url);
    expect(body).toMatchObject({ new: 0, dup: 10, stream: { contiguous: 10, status: 'open' } });
    sell(till, 1);
    expect((await till.push(a.url)).body).toMatchObject({ new: 1, stream: { contiguous: 11 } });
    await everywhere(till);
  });
  test('PR4 a rebuild brings out what dropped ops added, at both sites', async () => {
    expect((await prune('b')).output).toContain('"streams":2');
    before = await readModels(a, till);
    for (const site of ['a', 'b'])
      expect(await run('run-rebuild.ts', '--site', site)).toMatchObject({ code: 0 });
    expect(await readModels(a, till)).toEqual(before);
    expect(await readModels(b, till)).toEqual(before);
  });
  test('CLO1 PR4 a Z can be read when its month is gone, and says that it is in the archive', async () => {
    for (const site of [a, b]) {
      const { body } = await shut.get<StoreDayAnswer>(site.url, `/v1/store/day?day=${OLD}`);
      expect(body.is_complete).toBe(true);
      expect(body.tills).toMatchObject([
        { state: 'closed', shifts: [{ late: [], closings: [{ net: 500, deposit: 0 }] }] },
      ]);
      expect(body.tills[0]?.shifts[0]?.closings[0]?.proof).toMatchObject({
        state: 'archived',
        documents: 1,
        faults: [],
      });
    }
  });
  test('PR5 a site that never held the dropped ops takes floor and read models from its peer', async () => {
    const tables = [
      'ops_a',
      'ops_b',
      'stream_heads',
      'stream_state',
      'stream_floors',
      'projection.streams',
      ...['documents', 'day_sums', 'sales_by_hour', 'tills'].flatMap((name) => [
        `projection.${name}`,
        `pruned.${name}`,
      ]),
    ];
    for (const table of tables)
      await sql(b, `DELETE FROM ${table} WHERE stream_id = $1`, [streamOf(till)]);
    expect(await run('run-reseed.ts', '--site', 'b')).toMatchObject({ code: 0 });
    await reaches(b, till);
    await waitUntil('read models at B', 18_000, async () =>
      JSON.stringify(await readModels(b, till)) === JSON.stringify(before) ? true : undefined,
    );
    expect(await run('run-compare.ts')).toMatchObject({ code: 0 });
  });
  test('PR7 D12 D13 a stream whose first month is gone is still named to its till, at both sites', async () => {
    for (const site of [a, b]) {
      const { body } = await till.get<OwnStreamsAnswer>(site.url, '/v1/sync/own-streams');
      expect(body.streams).toMatchObject([
        { stream: till.stream, salt: till.salt, series: 'C', first: 7, received_max: 11 },
      ]);
    }
  });
  test('PR6 a sale of today below the floor, of an old image of the till, is kept and flagged', async () => {
    const image = till.clone(3);
    const [sale] = sell(image, 1, 999);
    const { body } = await image.push(a.url, image.ops.slice(3));
    expect(body).toMatchObject({ new: 1, stream: { contiguous: 11, status: 'open' } });
    expect(body.flagged).toContainEqual({ seq: 4, op_id: sale?.opId, type: 'below-floor' });
    const row = await sql(a, 'SELECT 1 FROM ops_a WHERE op_id = $1', [idOf(sale)]);
    expect(row).toHaveLength(1);
    // No report counts it, so people are shown it, at both sites.
    await waitUntil('the row at B', 18_000, async () =>
      (await sql(b, 'SELECT 1 FROM ops_a WHERE op_id = $1', [idOf(sale)])).length > 0
        ? true
        : undefined,
    );
    for (const [name, site] of [
      ['a', a],
      ['b', b],
    ] as const) {
      await prune(name);
      expect(
        await sql(site, 'SELECT seq FROM projection.quarantine WHERE op_id = $1', [idOf(sale)]),
      ).toEqual([{ seq: '4' }]);
    }
  });
});
