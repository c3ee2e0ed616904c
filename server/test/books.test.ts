import { beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../src/db/pool.ts';
import { readBooksDay } from '../src/features/books/read-books-day.ts';
import { posLog } from '../src/features/books/poslog.ts';
import { a, b, newTill, projected } from './shared-pair.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';

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
    expect(atA.waiting).toBe(0);
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
    expect(waiting).toBe(1);
  });
});
