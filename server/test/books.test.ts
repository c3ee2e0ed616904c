import type { StoreProfile } from '../../src/contracts/store-profile.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../src/db/pool.ts';
import { dayCsv } from '../src/features/books/day-csv.ts';
import { readBooksDay } from '../src/features/books/read-books-day.ts';
import { GERMANY } from '../src/features/fiscal/germany.ts';
import { posLog } from '../src/features/books/poslog.ts';
import { a, b, newTill, projected, reaches } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const STORE = '0811';
const one = newTill(STORE);
const two = newTill(STORE);
const stranger = newTill('0812');
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  sell(one, 3, 600);
  // An op of yesterday that comes today belongs to yesterday's books (dom-Z11).
  one.add(saleLine(one, 900, { business_date: YESTERDAY }));
  await one.push(a.url);
  sell(two, 2, 700);
  await two.push(b.url);
  sell(stranger, 1, 800);
  await stranger.push(a.url);
  await Promise.all(
    [one, two, stranger].flatMap((till) => [projected(a, till), projected(b, till)]),
  );
});

async function books(site: { databaseUrl: string }, day: string) {
  const pool = openPool(site.databaseUrl, 1, () => undefined);
  try {
    return await readBooksDay(pool, STORE, day);
  } finally {
    await pool.end();
  }
}

describe('dom-F5: the books of a store’s day, read from the logs', () => {
  test('both sites write the same day: all tills of the store, of no other, each op once', async () => {
    const [atA, atB] = [await books(a, TODAY), await books(b, TODAY)];
    expect(atA).toEqual(atB);
    expect(atA).toMatchObject({ waiting: [], aside: [] });
    const sales = atA.ops.filter(({ op }) => op.kind === 'sale');
    expect(sales).toHaveLength(5);
    expect(new Set(sales.map(({ till }) => till))).toEqual(
      new Set([one.identity.till, two.identity.till]),
    );
    const xml = posLog(atA.ops, { timeZone: 'Europe/Dublin' });
    expect(xml.match(/<RetailTransaction /g)).toHaveLength(5);
  });

  test('a sale of yesterday that came late stands in the books of yesterday alone', async () => {
    const { ops } = await books(b, YESTERDAY);
    expect(ops.map(({ op }) => op.kind)).toEqual(['sale']);
  });

  test('what stands above a gap is said, not silently left out', async () => {
    const late = newTill(STORE);
    sell(late, 4, 100);
    await late.push(a.url, late.ops.slice(0, -2));
    await late.push(a.url, late.ops.slice(-1));
    const { waiting } = await books(a, TODAY);
    expect(waiting).toMatchObject([{ till: late.identity.till, stream: late.stream, seq: 4 }]);
  });
});

describe('BK4: the books say what they leave out, and choose by the day inside the op', () => {
  const OTHER = '6813';
  /** Beyond the partitions: such ops lie with the sentinel date (D1). */
  const FAR = '2031-03-01';
  const odd = newTill(OTHER);

  async function booksOf(site: { databaseUrl: string }, day: string) {
    const pool = openPool(site.databaseUrl, 1, () => undefined);
    try {
      return await readBooksDay(pool, OTHER, day);
    } finally {
      await pool.end();
    }
  }

  beforeAll(async () => {
    sell(odd, 1, 600);
    const lost = odd.add(saleLine(odd, 700));
    odd.add(saleLine(odd, 800, { business_date: FAR }));
    odd.add(saleLine(odd, 900, { body: { doc_no: '01-A-T000001', training: true } }));
    odd.add(saleLine(odd, 900, { body: { closed_ms: Number.MAX_SAFE_INTEGER } }));
    odd.add(saleLine(odd, 950, { body: { started_ms: Number.MAX_SAFE_INTEGER } }));
    odd.add('?');
    const header = { stream: odd.stream, from_seq: 2, prev_op_id: lost.prev, count: 1 };
    const named = { ...header, last_op_id: lost.opId, form: 'void' };
    const line = { op_id: lost.opId, reason: 'neither site took it' };
    await odd.push(a.url, odd.ops.slice(0, 1));
    const bytes = Buffer.from(`${JSON.stringify(named)}\n${JSON.stringify(line)}\n`);
    await odd.pushBytes(a.url, bytes);
    await odd.push(a.url, odd.ops.slice(2));
    await Promise.all([projected(a, odd), projected(b, odd)]);
  });

  test('a void, practice told as a sale, a time beyond calendars and no op: each is named', async () => {
    const [atA, atB] = [await booksOf(a, TODAY), await booksOf(b, TODAY)];
    expect(atA).toEqual(atB);
    expect(atA.ops.map(({ op }) => op.seq)).toEqual([1, 6]);
    expect(atA.waiting).toEqual([]);
    expect(atA.aside.map(({ seq, why }) => [seq, why])).toEqual([
      [2, 'only a void stands for it'],
      [4, 'practised, but told as a sale'],
      [5, 'time is no time'],
      [7, 'not JSON'],
    ]);
    const clock = { timeZone: 'Europe/Dublin' };
    const xml = posLog(atA.ops, clock, atA.aside);
    expect(xml).toContain('<LeftOut Count="4">');
    expect(xml).toContain('<BeginDateTime>9999-12-3');
    const left = dayCsv(atA.ops, clock, atA.aside).get('left-out.csv');
    expect(left).toContain(`,${odd.stream},4,"practised, but told as a sale"`);
  });

  test('an op whose date lies in no partition stands in the books of the day it says', async () => {
    const { ops, aside } = await booksOf(b, FAR);
    expect(ops.map(({ op }) => [op.seq, op.business_date])).toEqual([[3, FAR]]);
    expect(aside).toEqual([]);
  });

  test('an original that comes after its void takes its place', async () => {
    const second = newTill(OTHER);
    const [lost] = sell(second, 1, 300);
    if (lost === undefined) throw new Error('no op');
    const named = { from_seq: 1, count: 1, last_op_id: lost.opId, form: 'void' };
    const header = { stream: second.stream, prev_op_id: lost.prev, ...named };
    const line = { op_id: lost.opId, reason: 'test' };
    const bytes = Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(line)}\n`);
    await second.pushBytes(a.url, bytes);
    await second.push(b.url);
    await reaches(a, second);
    await expect
      .poll(async () => {
        const { ops, aside, waiting } = await booksOf(a, TODAY);
        const its = [ops, aside, waiting].map((list) =>
          list.filter(({ stream }) => stream === second.stream),
        );
        return its.map((list) => list.length);
      })
      .toEqual([1, 0, 0]);
  });
});

describe('DSF4 dom-F2: the closings of a day as DSFinV-K, from the logs of either site', () => {
  const German = '0818';
  const till = newTill(German);
  const shift = new ShiftOfTill(till, 's-de');

  test('sums of a Z’s receipts are its figures; what is left in the drawer is the next float', async () => {
    shift.sell(600);
    shift.move('paid-in', 500);
    shift.move('drop', 2000);
    shift.count(9000);
    shift.close();
    await till.push(a.url);
    await Promise.all([projected(a, till), projected(b, till)]);
    const written = await Promise.all([a, b].map((site) => germanBooks(site)));
    expect(written[0]).toEqual(written[1]);
    const { files, faults } = written[0] ?? { files: new Map<string, string>(), faults: ['none'] };
    expect(faults).toEqual([]);
    const z = JSON.parse(Buffer.from(till.ops.at(-1)?.raw ?? '').toString()) as {
      body: { next_float: number; figures: { net: number } };
    };
    const cell = (file: string, line: number): string =>
      files.get(file)?.split('\r\n')[line]?.split(';').at(-1) ?? '';
    const euro = (units: number): string => (units / 100).toFixed(2).replace('.', ',');
    expect(cell('cash_per_currency.csv', 1)).toBe(euro(z.body.next_float));
    expect(files.get('businesscases.csv')).toContain(
      `"Umsatz";"";0;1001;${euro(z.body.figures.net)};`,
    );
    expect(files.get('businesscases.csv')).toContain('"DifferenzSollIst"');
  });

  test('what no Z of the day counts is named: behind the Z, and of a shift that is open', async () => {
    const late = shift.sell(77_700);
    const open = newTill(German);
    const other = new ShiftOfTill(open, 's-open');
    const sold = other.sell(12_300);
    const moved = other.move('paid-in', 500);
    await till.push(a.url, [late]);
    await open.push(a.url);
    await Promise.all([projected(a, till), projected(a, open)]);
    const { files, faults } = await germanBooks(a);
    const mine = (of: TestTill): string => `till ${German}-${of.identity.till}, shift`;
    expect(faults.toSorted()).toEqual(
      [
        `${mine(till)} s-de: sale of operation ${late.seq}: no Z of this day counts it`,
        `${mine(open)} s-open: shift-opened of operation 1: no Z of this day counts it`,
        `${mine(open)} s-open: sale of operation ${sold.seq}: no Z of this day counts it`,
        `${mine(open)} s-open: cash-moved of operation ${moved.seq}: no Z of this day counts it`,
      ].toSorted(),
    );
    expect(files.get('transactions.csv')).not.toContain(';777,00;');
  });

  test('DSF7 dom-Z10: what a shift sold after midnight stands in the export of its Z’s day, and is no fault of its own', async () => {
    const bar = newTill('0829');
    const night = new ShiftOfTill(bar, 's-night', YESTERDAY);
    night.sell(4200);
    const { store, till: number } = bar.identity;
    const body = { shift_id: 's-night', doc_no: `${store}-${number}-A-000099` };
    const late = bar.add(saleLine(bar, 900, { business_date: TODAY, body }));
    night.count(15_100);
    night.close();
    await bar.push(a.url);
    await Promise.all([projected(a, bar), projected(b, bar)]);
    for (const site of [a, b]) {
      const today = await germanBooks(site, '0829');
      expect(today.faults).toEqual([]);
      expect(today.notes).toEqual([
        `till ${store}-${number}, shift s-night: sale of operation ${late.seq}: in the export of ${YESTERDAY}, whose Z counts it`,
      ]);
      const before = await germanBooks(site, '0829', YESTERDAY);
      expect([before.faults, before.notes]).toEqual([[], []]);
      expect(before.files.get('transactions.csv')).toContain(';9,00;');
    }
  });

  test('DSF7 a sale on the other branch of a fork, which no Z counts, is a fault on the Z’s day and on another', async () => {
    const cloned = newTill('0869');
    const closed = new ShiftOfTill(cloned, 's-fork', YESTERDAY);
    closed.sell(600);
    closed.sell(700);
    closed.count(11_300);
    closed.close();
    await cloned.push(a.url);
    const twin = cloned.clone(1);
    const { store, till: number } = cloned.identity;
    for (const [doc_no, day] of [
      [`${store}-${number}-A-000091`, YESTERDAY],
      [`${store}-${number}-A-000092`, TODAY],
    ] as const) {
      const body = { doc_id: doc_no, shift_id: 's-fork', doc_no };
      twin.add(saleLine(twin, 7777, { business_date: day, body }));
    }
    await twin.push(a.url, twin.ops.slice(1));
    await projected(a, cloned);
    for (const [day, seq] of [
      [YESTERDAY, 2],
      [TODAY, 3],
    ] as const) {
      const { faults, notes } = await germanBooks(a, '0869', day);
      expect(notes).toEqual([]);
      expect(faults).toContain(
        `till ${store}-${number}, shift s-fork: sale of operation ${seq}: no Z of this day counts it`,
      );
    }
  });

  async function germanBooks(site: { databaseUrl: string }, store = German, asked = TODAY) {
    const pool = openPool(site.databaseUrl, 1, () => undefined);
    try {
      const profile = { name: 'S', seller: { name: 'N', tax_id: 'DE1', footer: '' } };
      const day = await readBooksDay(pool, store, asked);
      return await GERMANY.exportDay(pool, day, profile as StoreProfile);
    } finally {
      await pool.end();
    }
  }
});
