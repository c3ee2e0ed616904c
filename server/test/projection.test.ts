import { isDeepStrictEqual } from 'node:util';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { a, admin, b, newTill, projected, reaches, sql, status } from './shared-pair.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

type Site = typeof a;
const id = (till: TestTill): Buffer => Buffer.from(till.stream, 'base64url');

/** Everything the read models say of some streams, as plain rows. */
async function readModels(site: Site, tills: readonly TestTill[]): Promise<unknown> {
  const streams = [tills.map(id)];
  const of = (table: string, order: string) =>
    sql(
      site,
      `SELECT * FROM projection.${table} WHERE stream_id = ANY ($1) ORDER BY ${order}`,
      streams,
    );
  return {
    documents: await of('documents', 'stream_id, seq, op_id'),
    hours: await of('sales_by_hour', 'stream_id, hour_ms'),
    days: await of('day_sums', 'stream_id, business_date'),
    tenders: await of('tender_sums', 'stream_id, business_date, tender'),
    tills: await of('tills', 'stream_id'),
    quarantine: await of('quarantine', 'stream_id, seq, op_id'),
    returned: await of('returned_lines', 'stream_id, doc_no, line_at'),
    unproven: await of('unproven_returns', 'stream_id, doc_no'),
    quickPages: await of('quick_pages', 'stream_id, page_id'),
    parked: await of('parked_baskets', 'stream_id, park_id'),
    parkedGone: await of('parked_gone', 'stream_id, park_id, hand_id'),
    training: await of('training_sums', 'stream_id, business_date'),
    values: await of('value_movements', 'stream_id, doc_no, step_at'),
    shiftEvents: await of('shift_events', 'stream_id, seq, op_id'),
  };
}

const daySum = async (site: Site, till: TestTill) =>
  sql(
    site,
    `SELECT business_date::text AS day, documents, gross, tax, qty_milli FROM projection.day_sums
      WHERE stream_id = $1`,
    [id(till)],
  );

describe('read models', () => {
  test('I7 peers-13 peers-15 sums of a stream are those of its sales, as the till told them, sent once or twice', async () => {
    const till = newTill();
    await till.push(a.url, sell(till, 3, 600));
    await till.push(b.url);
    await projected(b, till);
    expect(await daySum(b, till)).toEqual([
      { day: TODAY, documents: '3', gross: '1803', tax: '300', qty_milli: '3000' },
    ]);
  });
  test('dom-C2 I7 what customers paid with adds up by tender, and a rebuild finds the same', async () => {
    const till = newTill();
    const money = (amount: number) => ({ tendered: amount, amount, change: 0 });
    const card = { reference: 'r1', scheme: 'Visa', last4: '1111', auth: 'A1', terminal_ref: 't1' };
    const tenders = [
      { type: 'cash', ...money(200) },
      { type: 'card', ...money(300), card },
      { type: 'cash', tendered: 200, amount: 100, change: 100 },
    ];
    till.add(saleLine(till, 600, { body: { tenders } }));
    till.add(saleLine(till, 500, { body: { tenders: [{ type: 'card', ...money(500), card }] } }));
    sell(till, 1, 250);
    await till.push(a.url);
    await projected(a, till);
    await projected(b, till);
    for (const site of [a, b]) {
      const sums = await sql(
        site,
        `SELECT tender, tenders::int, amount::int FROM projection.tender_sums
          WHERE stream_id = $1 ORDER BY tender`,
        [id(till)],
      );
      expect(sums).toEqual([
        { tender: 'card', tenders: 2, amount: 800 },
        { tender: 'cash', tenders: 3, amount: 550 },
      ]);
    }
  });
  test('TRN5 dom-X3 what was practised is counted apart at both sites; told as a sale it is quarantined', async () => {
    const till = newTill();
    const { store } = till.identity;
    const practised = (number: number) => ({
      doc_no: `${store}-02-A-T00000${number}`,
      number,
      training: true,
    });
    const sold = saleLine(till, 500, { body: practised(1) });
    const { body: document } = JSON.parse(sold) as { body: object };
    const trained = { ...(JSON.parse(sold) as object), kind: 'training-sale', body: { document } };
    till.add(JSON.stringify(trained));
    // As a sale, with the mark or with the number alone; and a real one that says it was practised.
    till.add(saleLine(till, 700, { body: practised(2) }));
    till.add(saleLine(till, 700, { body: { ...practised(3), training: undefined } }));
    const real = JSON.parse(saleLine(till, 900)) as { body: object };
    till.add(JSON.stringify({ ...real, kind: 'training-sale', body: { document: real.body } }));
    sell(till, 1, 250);
    await till.push(a.url);
    await projected(a, till);
    await projected(b, till);
    for (const site of [a, b]) {
      expect(await daySum(site, till)).toMatchObject([{ documents: '1', gross: '250' }]);
      const of = (text: string) => sql(site, text, [id(till)]);
      const training = 'SELECT documents::int, gross::int FROM projection.training_sums';
      expect(await of(`${training} WHERE stream_id = $1`)).toEqual([{ documents: 1, gross: 500 }]);
      const set = 'SELECT seq::int, reason FROM projection.quarantine WHERE stream_id = $1';
      expect(await of(`${set} ORDER BY seq`)).toEqual([
        { seq: 2, reason: 'practised, but told as a sale' },
        { seq: 3, reason: 'practised, but told as a sale' },
        { seq: 4, reason: 'sold, but told as practised' },
      ]);
      // And no projector, of whatever version, puts one among the sales.
      await expect(
        sql(site, `UPDATE projection.documents SET doc_no = $2 WHERE stream_id = $1`, [
          id(till),
          practised(2).doc_no,
        ]),
      ).rejects.toThrow(/documents_are_sold/);
    }
  });
  test('I8 peers-37 an op nobody knows goes to quarantine and the stream goes on', async () => {
    const till = newTill();
    till.add(saleLine(till, 100, { kind: 'loyalty-burn' }));
    till.add('not json at all');
    till.add(saleLine(till, 500, { body: { totals: { net: 1, tax: 1, gross: 1 } } }));
    sell(till, 1, 250);
    const { body } = await till.push(a.url);
    expect(body.stream.contiguous).toBe(4);
    await projected(a, till);
    const held = await sql(
      a,
      'SELECT seq, reason FROM projection.quarantine WHERE stream_id = $1 ORDER BY seq',
      [id(till)],
    );
    expect(held).toEqual([
      { seq: '1', reason: 'unknown kind' },
      { seq: '2', reason: 'not JSON' },
      { seq: '3', reason: 'lines do not add up to the total' },
    ]);
    expect(await daySum(a, till)).toMatchObject([{ documents: '1', gross: '250' }]);
    expect((await status(a)).quarantine).toBeGreaterThanOrEqual(3);
  });
  test('I8 a day that is in no calendar is quarantined and stops nobody', async () => {
    const till = newTill();
    till.add(saleLine(till, 100).replaceAll(TODAY, '2025-02-30'));
    sell(till, 1, 250);
    await till.push(a.url);
    await projected(a, till);
    const held = await sql(a, 'SELECT seq FROM projection.quarantine WHERE stream_id = $1', [
      id(till),
    ]);
    expect(held).toEqual([{ seq: '1' }]);
    expect(await daySum(a, till)).toMatchObject([{ documents: '1', gross: '250' }]);
  });
  test('I5 both sites agree, and both agree with a rebuild: forks, holes and stand-ins included', async () => {
    const [plain, forked, voided] = [newTill(), newTill(), newTill()];
    await plain.push(a.url, sell(plain, 40));
    sell(plain, 40);
    await plain.push(b.url, plain.ops.slice(40));
    sell(forked, 4);
    await forked.push(a.url);
    const twin = forked.clone(2);
    sell(twin, 3, 5000);
    await twin.push(b.url);
    // A void first, its original later: the sale counts once, the void not at all (D9).
    const [lost, next] = sell(voided, 2);
    if (lost === undefined || next === undefined) throw new Error('no ops');
    const header = {
      stream: voided.stream,
      from_seq: 1,
      prev_op_id: lost.prev,
      count: 1,
      last_op_id: lost.opId,
      form: 'void',
    };
    const frame = `${JSON.stringify(header)}\n${JSON.stringify({ op_id: lost.opId, reason: 'test' })}\n`;
    await voided.pushBytes(a.url, Buffer.from(frame));
    await voided.push(a.url, [next]);
    await projected(a, voided);
    expect(await daySum(a, voided)).toMatchObject([{ documents: '1' }]);
    await voided.push(b.url, [lost]);
    const tills = [plain, forked, voided];
    for (const site of [a, b]) {
      for (const till of [plain, twin, voided]) await reaches(site, till);
      for (const till of [plain, twin, voided]) await projected(site, till);
    }
    for (const site of [a, b]) {
      await expect
        .poll(() => daySum(site, voided), { timeout: 15_000 })
        .toMatchObject([{ documents: '2' }]);
      await expect
        .poll(() => daySum(site, forked), { timeout: 15_000 })
        .toMatchObject([{ documents: '7' }]);
    }
    // Both are read anew each time: either may be the later one.
    await expect
      .poll(async () => isDeepStrictEqual(await readModels(a, tills), await readModels(b, tills)), {
        timeout: 15_000,
      })
      .toBe(true);
    const before = [await readModels(a, tills), await readModels(b, tills)];
    expect(before[0]).toEqual(before[1]);
    for (const site of [a, b]) {
      const pool = openPool(site.databaseUrl, 1, () => undefined);
      await rebuildProjections(pool);
      await pool.end();
    }
    expect([await readModels(a, tills), await readModels(b, tills)]).toEqual(before);
  });
  test('D8 replaying a stream out of quarantine equals what was there', async () => {
    const till = newTill();
    sell(till, 2);
    till.add('?');
    await till.push(a.url);
    await projected(a, till);
    const before = await readModels(a, [till]);
    await sql(a, 'UPDATE projection.day_sums SET gross = 0 WHERE stream_id = $1', [id(till)]);
    const { status: code } = await admin(a, '/v1/admin/quarantine/replay', { stream: till.stream });
    expect(code).toBe(200);
    await expect.poll(() => readModels(a, [till]), { timeout: 8000 }).toEqual(before);
  });
  test('the rebuild command names what is missing from its settings', () => {
    const run = spawnSync(process.execPath, ['server/src/rebuild.ts'], {
      env: {},
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('/databaseUrl');
  });
});
