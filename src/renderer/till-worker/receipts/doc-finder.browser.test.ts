import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findKeys } from '../../../domain/after/find-keys.ts';
import { DexieStore } from '../../../sync/adapters/dexie-store.ts';
import { TillDb } from '../../../sync/adapters/till-db.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import { DocFinder } from './doc-finder.ts';
import { fillFinds, isIndexFull } from './fill-finds.ts';

/** Two months of a small shop. */
const DAYS = 60;
const A_DAY = 50;
const FIRST_MS = Date.UTC(2026, 8, 22, 8);
const DAY_MS = 86_400_000;

const day = (at: number): string => new Date(FIRST_MS + at * DAY_MS).toISOString().slice(0, 10);

function sale(number: number): DocRow {
  const at = Math.floor((number - 1) / A_DAY);
  const closedMs = FIRST_MS + at * DAY_MS + ((number - 1) % A_DAY) * 600_000;
  const docNo = `0417-02-A-${String(number).padStart(6, '0')}`;
  const body = {
    doc_id: `d${number}`,
    doc_no: docNo,
    series: 'A',
    number,
    shift_id: 's',
    business_date: day(at),
    store: '0417',
    till: '02',
    cashier: '104',
    started_ms: closedMs,
    closed_ms: closedMs,
    currency: 'EUR',
    price_mode: 'inclusive',
    rounding: { level: 'line', mode: 'half-up' },
    taxes: [],
    lines: [line(`${number % 100}`, `Article ${number % 100} of ours`)],
    voids: [],
    tax_totals: [],
    totals: { net: 100, tax: 0, gross: 100 + (number % 7) },
    cash_rounding: 0,
    tenders: [],
    versions: { build: '', catalogue: '', tax: '', flags: [] },
    ...(number === 3000 ? { returns_of: { doc_id: 'd17', doc_no: 'x', lines: ['1'] } } : {}),
  };
  const place = { stream: 's', seq: number, shiftId: 's', businessDate: day(at) };
  return { docId: body.doc_id, docNo, closedMs, gross: body.totals.gross, ...place, body };
}

function line(article: string, name: string) {
  const money = {
    unit_price: 100,
    ext: 100,
    line_discount: 0,
    doc_discount: 0,
    net: 100,
    gross: 100,
  };
  const stamp = { hlc: 1, origin: 'a' };
  return {
    line: '1',
    article,
    name,
    qty_milli: 1000,
    ...money,
    tax: {},
    tax_class: 't',
    price_stamp: stamp,
  };
}

const db = new TillDb('till-finder');
const finder = new DocFinder(db);
let read = 0;

beforeAll(async () => {
  const rows = Array.from({ length: DAYS * A_DAY }, (_, at) => sale(at + 1));
  // Half of them as an older version wrote them.
  await db.docs.bulkPut(
    rows.map((row) => (row.seq % 2 === 0 ? row : { ...row, finds: findKeys(row.body as never) })),
  );
  db.docs.hook('reading', (row) => {
    read += 1;
    return row;
  });
}, 60_000);
afterAll(() => db.delete());

const REQUESTS = ['put', 'add', 'get', 'getAll', 'openCursor', 'delete', 'count'] as const;

/** What is asked of the database's stores from now on, until `end`. */
function countRequests() {
  const spies = REQUESTS.map((name) => vi.spyOn(IDBObjectStore.prototype, name));
  return () =>
    spies.flatMap((spy, at) => {
      const stores = spy.mock.contexts.map(
        (one) => `${REQUESTS[at] ?? ''} ${(one as IDBObjectStore).name}`,
      );
      spy.mockRestore();
      return stores;
    });
}

describe('earlier documents of two months', () => {
  it('FND3: documents of an older version get their keys behind the till, each once', async () => {
    expect(await isIndexFull(db)).toBe(false);
    await fillFinds(db);
    expect(await isIndexFull(db)).toBe(true);
    read = 0;
    await fillFinds(db);
    expect(read).toBe(0);
  });

  it('peers-26 FND1: a page reads its own rows and no others, however long the history', async () => {
    read = 0;
    const page = await finder.page('all', '', {}, { offset: 1000, limit: 50 });
    expect(page.docs.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 50 }, (_, at) => 2000 - at),
    );
    expect(read).toBeLessThanOrEqual(50);
  });

  it('peers-21: a line of the open basket is one write and reads nothing, after 3,000 sales as after one', async () => {
    const end = countRequests();
    await new DexieStore(db).saveBasket({ lines: 60 });
    expect(end()).toEqual(['put one']);
  });

  it('peers-27 FND2: what is not shown is counted', async () => {
    const page = await finder.page('article', '42', {}, { offset: 0, limit: 10 });
    expect(page.docs).toHaveLength(10);
    expect(page.total).toBe(30);
    expect(await finder.count('all', '')).toBe(3000);
  });

  it('finds by number, amount of a day, words of a name, and what came back of it', async () => {
    const first = { offset: 0, limit: 50 };
    expect((await finder.page('number', '17', {}, first)).docs.map(({ docId }) => docId)).toEqual([
      'd17',
    ]);
    const sums = await finder.page('amount', '103', { day: day(3) }, first);
    expect(sums.total).toBeGreaterThan(0);
    expect(
      sums.docs.every(({ gross, businessDate }) => gross === 103 && businessDate === day(3)),
    ).toBe(true);
    const words = await finder.withWords('42 article', {}, first);
    expect(words.total).toBe(30);
    expect((await finder.withWords('42 nonsense', {}, first)).total).toBe(0);
    expect(await finder.named('0417-02-A-000017')).toMatchObject({ docId: 'd17' });
    expect((await finder.returnsOf('d17')).map(({ docId }) => docId)).toEqual(['d3000']);
  });
});
