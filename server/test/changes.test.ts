import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Value } from 'typebox/value';
import { RegionFile } from '../../src/contracts/region.ts';
import { changeText } from '../../src/contracts/signed-token.ts';
import { ChangesAnswer, SegmentRows, SnapshotManifest } from '../../src/contracts/wire.ts';
import type { ChangeRow } from '../../src/contracts/wire.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { publicKeyFromText, verifyText } from '../src/keys/ed25519.ts';
import { peekToken } from '../src/keys/signed-token.ts';
import { a, admin, b, newTill, problem, sql, status } from './shared-pair.ts';
import type { TestTill } from './test-till.ts';

type Site = typeof a;
const flag = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
const staff = {
  name: 'Kim',
  role: 'cashier',
  pin: { alg: 'scrypt', n: 16384, r: 8, p: 1, salt: 's', hash: 'h' },
  expires_ms: 1,
};

const write = (site: Site, ...rows: object[]) =>
  admin<{ hlc: number; n: number; rows: number }>(site, '/v1/admin/changes', { rows });
const price = (k: string, amount: number, over: object = {}) => ({
  ds: 'price',
  k: `eu-1/${k}/0`,
  op: 'put',
  v: { amount },
  ...over,
});

/** Pulls until nothing more comes. */
async function pull(till: TestTill, site: Site, cursor?: string, datasets?: string) {
  const rows: ChangeRow[] = [];
  let at = cursor;
  for (;;) {
    const query = new URLSearchParams();
    if (at !== undefined) query.set('cursor', at);
    if (datasets !== undefined) query.set('datasets', datasets);
    const { body } = await till.get<ChangesAnswer>(
      site.url,
      `/v1/sync/changes?${query.toString()}`,
    );
    expect(Value.Errors(ChangesAnswer, body)).toEqual([]);
    rows.push(...body.changes);
    at = body.cursor;
    if (!body.more) return { rows, cursor: at };
  }
}

/** Waits until both sites can serve what either wrote. */
async function settled(): Promise<void> {
  await waitUntil('change logs to be equal', 5000, async () => {
    const [x, y] = [await status(a), await status(b)];
    return JSON.stringify(x.changes_vec) === JSON.stringify(y.changes_vec) ? true : undefined;
  });
}

describe('head-office data (D14 to D17)', () => {
  test('D14 prices written at A and at B come from either site, on one vector cursor', async () => {
    const till = newTill();
    await settled();
    const start = await pull(till, a);
    await write(a, price('p1', 100));
    await write(b, price('p2', 200));
    await settled();
    const [fromA, fromB] = [await pull(till, a, start.cursor), await pull(till, b, start.cursor)];
    const seen = (rows: ChangeRow[]) => rows.map((r) => `${r.o} ${r.k} ${r.v}`).sort();
    expect(seen(fromA.rows)).toEqual(['A eu-1/p1/0 {"amount":100}', 'B eu-1/p2/0 {"amount":200}']);
    expect(seen(fromB.rows)).toEqual(seen(fromA.rows));
    await write(a, price('p1', 101));
    await settled();
    expect(seen((await pull(till, b, fromA.cursor)).rows)).toEqual(['A eu-1/p1/0 {"amount":101}']);
  });
  test('the later stamp wins wherever it was written', async () => {
    const first = await write(a, price('lww', 1));
    await settled();
    const second = await write(b, price('lww', 2));
    expect(second.body.hlc).toBeGreaterThan(first.body.hlc);
    await settled();
    for (const site of [a, b]) {
      const path = '/v1/admin/changes/current?ds=price&k=eu-1%2Flww%2F0';
      const { body } = await admin<{ rows: ChangeRow[] }>(site, path);
      expect(body.rows.map((r) => r.v)).toEqual(['{"amount":2}']);
    }
  });
  test('an edit made from a row that is no longer the winner is a conflict', async () => {
    const { body } = await write(a, price('cas', 1));
    const base = { base_hlc: body.hlc };
    expect((await write(a, price('cas', 2, base))).status).toBe(200);
    const stale = await write(a, price('cas', 3, base));
    expect([stale.status, problem(stale)]).toEqual([409, 'head-office-conflict']);
  });
  test('D14 only the gap-free prefix of a log is served', async () => {
    await settled();
    const till = newTill();
    const start = await pull(till, a);
    const inc = 'B-hole000000';
    const insert = `INSERT INTO changes_b (origin, incarnation, n, dataset, key, op, value, hlc, author)
      VALUES ('B', '${inc}', $1::bigint, 'price', 'eu-1/gap' || $1::bigint || '/0', 'put', '{"amount":1}', 1, 't')`;
    await sql(a, `INSERT INTO change_prefix VALUES ('B', '${inc}', 0)`);
    for (const n of [1, 3]) await sql(a, insert, [n]);
    const prefix = (n: number) =>
      waitUntil(`prefix ${n}`, 5000, async () =>
        (await status(a)).changes_vec[`B:${inc}`] === n ? true : undefined,
      );
    await prefix(1);
    expect((await pull(till, a, start.cursor)).rows.map((r) => r.n)).toEqual([1]);
    await sql(a, insert, [2]);
    await prefix(3);
    expect((await pull(till, a, start.cursor)).rows.map((r) => r.n)).toEqual([1, 2, 3]);
    await sql(a, `DELETE FROM changes_b WHERE incarnation = '${inc}'`);
    await sql(a, `DELETE FROM change_prefix WHERE incarnation = '${inc}'`);
  });
  test('dom-P2, D15 a promotion reaches tills by snapshot and by change, and is refused in another shape', async () => {
    const promotion = (k: string, v: object) => ({ ds: 'promotion', k, op: 'put', v });
    const trio = {
      type: 'n-for-price',
      name: 'Any 3',
      n: 3,
      price: 500,
      pool: { depts: ['Dairy'] },
    };
    const wrong = [
      promotion('eu-1', trio),
      promotion('eu-1/x', { ...trio, n: 0 }),
      promotion('eu-1/x', { ...trio, price: -1 }),
      promotion('eu-1/x', { type: 'percent-off', name: 'All', percent: '101', pool: {} }),
      promotion('eu-1/x', { ...trio, window: { hours: { from: '25:00', to: '02:00' } } }),
    ];
    for (const row of wrong) expect((await write(a, row)).status).toBe(400);
    await write(a, promotion('eu-1/trio', trio));
    await settled();
    const till = newTill();
    const path = '/v1/sync/changes?datasets=promotion';
    const { body } = await till.get<ChangesAnswer>(b.url, path);
    expect(body.reset?.map(({ ds }) => ds)).toEqual(['promotion']);
    await write(b, promotion('eu-1/trio', { ...trio, price: 450 }));
    await settled();
    const { rows } = await pull(till, a, body.cursor, 'promotion');
    expect(rows.at(-1)).toMatchObject({ k: 'eu-1/trio', o: 'B' });
    expect(JSON.parse(rows.at(-1)?.v ?? '')).toMatchObject({ price: 450 });
  });
  test('CUS4 customers reach tills by snapshot and by change, no cache keeps them, another shape is refused', async () => {
    const customer = (k: string, v: object) => ({ ds: 'customer', k, op: 'put', v });
    const wrong = [
      customer('anna', { name: 'Anna' }),
      customer('4111111111111111', { name: 'Anna' }),
      customer('2950000000013', { name: 'Anna 4111 1111 1111 1111' }),
      customer('2950000000013', { name: '' }),
      customer('2950000000013', { name: 'Two\nlines' }),
      customer('2950000000013', { name: 'Anna', place: 'x'.repeat(61) }),
    ];
    for (const row of wrong) expect((await write(a, row)).status).toBe(400);
    await write(a, customer('2950000000013', { name: 'Anna Weber', place: 'Mersch' }));
    await settled();
    await admin(b, '/v1/admin/snapshots/build', { ds: 'customer' });
    const till = newTill();
    const path = '/v1/sync/changes?datasets=customer';
    const { body } = await till.get<ChangesAnswer>(b.url, path);
    const manifest = await till.get<SnapshotManifest>(
      b.url,
      `/v1/sync/snapshots/customer/${body.reset?.[0]?.snapshot}`,
    );
    const segment = `/v1/sync/segments/${manifest.body.segments[0]?.hash}`;
    expect((await till.get(b.url, segment)).headers.get('cache-control')).toBe('no-store');
    await write(b, { ds: 'customer', k: '2950000000013', op: 'del' });
    await settled();
    const { rows } = await pull(till, a, body.cursor, 'customer');
    expect(rows.map(({ k, op, v }) => [k, op, v])).toEqual([['2950000000013', 'del', null]]);
  });
  test('dom-A4, D15 a permission reaches tills of its store alone, and is refused in another shape', async () => {
    const right = (k: string, v: object) => ({ ds: 'permission', k, op: 'put', v });
    const tenth = { allowed: true, max_hundredths: 1000 };
    const wrong = [
      right('cashier/line-discount', tenth),
      right('0417/owner/line-discount', tenth),
      right('0417/cashier/open-safe', tenth),
      right('0417/cashier/line-discount', { max_hundredths: 1000 }),
      right('0417/cashier/line-discount', { allowed: true, max_hundredths: 10_001 }),
      right('0417/cashier/line-discount', { allowed: true, max_amount: -1 }),
    ];
    for (const row of wrong) expect((await write(a, row)).status).toBe(400);
    await write(a, right('0417/cashier/line-discount', tenth));
    await write(a, right('0418/cashier/line-discount', tenth));
    await settled();
    const till = newTill();
    const path = '/v1/sync/changes?datasets=permission';
    const { body } = await till.get<ChangesAnswer>(b.url, path);
    expect(body.reset?.map(({ ds }) => ds)).toEqual(['permission']);
    await write(b, right('0418/cashier/line-discount', { allowed: false }));
    await write(b, right('0417/cashier/line-discount', { allowed: false }));
    await settled();
    const { rows } = await pull(till, a, body.cursor, 'permission');
    expect(rows.map(({ k }) => k)).toEqual(['0417/cashier/line-discount']);
  });
  test("D17 a flag row carries its site's signature, also where a till starts anew", async () => {
    await write(b, { ds: 'flag', k: 'new-pay', op: 'put', v: flag });
    await settled();
    const till = newTill();
    const { body: hello } = await till.hello(a.url, { region_number: 0 });
    const region = peekToken(RegionFile, hello.region_file ?? '');
    const key = publicKeyFromText(region?.sites.find((s) => s.id === 'B')?.key ?? '');
    const { body } = await till.get<ChangesAnswer>(a.url, '/v1/sync/changes');
    const row = body.changes.find((r) => r.k === 'new-pay');
    if (row === undefined || key === undefined) throw new Error('no flag row');
    expect(verifyText(key, 'flag', changeText(row), row.sig ?? '')).toBe(true);
    expect(verifyText(key, 'flag', changeText({ ...row, hlc: row.hlc + 1 }), row.sig ?? '')).toBe(
      false,
    );
  });
  test('rows that a till could not use are refused, all of them', async () => {
    const bad = await write(a, price('ok', 1), price('bad', -1));
    expect(problem(bad)).toBe('malformed-request');
    const unruly = { ...flag, defaultVariant: 'nope' };
    expect(problem(await write(a, { ds: 'flag', k: 'f', op: 'put', v: unruly }))).toBe(
      'malformed-request',
    );
    const till = newTill();
    expect((await pull(till, a, undefined)).rows.some((r) => r.k === 'eu-1/ok/0')).toBe(false);
  });
  test('D15 staff of the own store only, never cached, and a cursor of another scope starts anew', async () => {
    await write(
      a,
      { ds: 'staff', k: '0417/1', op: 'put', v: staff },
      { ds: 'staff', k: '0500/1', op: 'put', v: staff },
    );
    const [mine, other] = [newTill('0417'), newTill('0500')];
    const start = await pull(mine, a);
    await write(
      a,
      { ds: 'staff', k: '0417/2', op: 'put', v: staff },
      { ds: 'staff', k: '0500/2', op: 'put', v: staff },
    );
    expect((await pull(mine, a, start.cursor)).rows.map((r) => r.k)).toEqual(['0417/2']);
    const foreign = await other.get<ChangesAnswer>(
      a.url,
      `/v1/sync/changes?cursor=${start.cursor}`,
    );
    expect(foreign.headers.get('cache-control')).toBe('no-store');
    const snapshot = foreign.body.reset?.find((r) => r.ds === 'staff')?.snapshot;
    const path = `/v1/sync/snapshots/staff/${snapshot}`;
    expect((await mine.get(a.url, path)).status).toBe(404);
    const manifest = await other.get<SnapshotManifest>(a.url, path);
    expect(manifest.body.rows).toBe(2);
    const segment = `/v1/sync/segments/${manifest.body.segments[0]?.hash}`;
    expect((await mine.get(a.url, segment)).status).toBe(404);
    expect((await other.get(a.url, segment)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('bootstrap from snapshots', () => {
  const rows = Array.from({ length: 6000 }, (_, i) => price(`bulk-${i}`, i));

  async function bytes(till: TestTill, site: Site, hash: string): Promise<Buffer> {
    const path = `/v1/sync/segments/${hash}`;
    const answer = await fetch(`${site.url}${path}`, {
      headers: till.headers('GET', path, new Uint8Array()),
    });
    expect(answer.headers.get('etag')).toBe(`"${hash}"`);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    return Buffer.from(await answer.arrayBuffer());
  }

  test('a bulk seed, a snapshot of named segments, and the cursor goes on from there', async () => {
    const { body } = await write(a, ...rows);
    expect(body.rows).toBe(6000);
    await settled();
    await admin(b, '/v1/admin/snapshots/build', {});
    const till = newTill();
    const { body: reset } = await till.get<ChangesAnswer>(b.url, '/v1/sync/changes?datasets=price');
    expect(reset.reset?.map((r) => r.ds)).toEqual(['price']);
    const path = `/v1/sync/snapshots/price/${reset.reset?.[0]?.snapshot}`;
    const { body: manifest } = await till.get<SnapshotManifest>(b.url, path);
    expect(Value.Errors(SnapshotManifest, manifest)).toEqual([]);
    const all: unknown[] = [];
    for (const { hash } of manifest.segments) {
      const packed = await bytes(till, b, hash);
      expect(createHash('sha256').update(packed).digest('base64url')).toBe(hash);
      const segment: unknown = JSON.parse(gunzipSync(packed).toString());
      expect(Value.Check(SegmentRows, segment)).toBe(true);
      all.push(...(segment as unknown[]));
    }
    expect(all).toHaveLength(manifest.rows);
    expect(all).toContainEqual(['eu-1/bulk-4711/0', { amount: 4711 }, expect.any(Number), 'A']);
    await write(a, price('bulk-1', 9));
    await settled();
    const { rows: after } = await pull(till, b, reset.cursor, 'price');
    expect(after.map((r) => r.v)).toEqual(['{"amount":9}']);
    await admin(b, '/v1/admin/snapshots/build', {});
    const again = await till.get<ChangesAnswer>(b.url, '/v1/sync/changes?datasets=price');
    const next = await till.get<SnapshotManifest>(
      b.url,
      `/v1/sync/snapshots/price/${again.body.reset?.[0]?.snapshot}`,
    );
    const before = new Set(manifest.segments.map((s) => s.hash));
    const kept = next.body.segments.filter((s) => before.has(s.hash));
    expect([next.body.segments.length, kept.length]).toEqual([before.size, before.size - 1]);
  });
});
