import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { ChangeRow } from '../../../contracts/wire.ts';
import type { SegmentRow } from '../head-office/pull-changes.ts';
import { CustomerDb } from './customer-db.ts';
import { Customers } from './customers.ts';
import { openCustomers } from './open-customers.ts';

/** What the busiest users of another till had. */
const MANY = 250_000;
const A_SEGMENT = 5000;
const FIRST = ['Anna', 'Émile', 'Jürgen', 'Zoé', 'Hanna'];
const LAST = ['Weber', 'Müller', 'Weiß', 'Da Silva', 'Łukasz', 'Nguyen', 'Thill'];

const numberOf = (n: number): string => `295${String(n).padStart(10, '0')}`;
const nameOf = (n: number): string => `${FIRST[n % 5] ?? ''} ${LAST[n % 7] ?? ''} ${n}`;

async function segment(rows: readonly SegmentRow[]) {
  const packed = new Blob([JSON.stringify(rows)])
    .stream()
    .pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return { hash: 'h', ds: 'customer', bytes };
}

const change = (k: string, v: object | null, hlc: number): ChangeRow => ({
  ds: 'customer',
  k,
  op: v === null ? 'del' : 'put',
  v: v === null ? null : JSON.stringify(v),
  hlc,
  o: 'a',
  inc: 'i',
  n: hlc,
});

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const db = new CustomerDb('customers-test');
const customers = new Customers(db, turn);
const found = async (text: string) => (await customers.find(text, 30)).hits.map(({ name }) => name);

beforeAll(async () => {
  const rows = Array.from({ length: MANY }, (_, n): SegmentRow => [
    numberOf(n),
    { name: nameOf(n), place: 'Mersch' },
    10,
    'a',
  ]);
  const segments = [];
  for (let at = 0; at < MANY; at += A_SEGMENT)
    segments.push(await segment(rows.slice(at, at + A_SEGMENT)));
  await customers.sink().reset(segments, [], 'cursor-1');
}, 60_000);
afterAll(() => db.delete());

describe('250,000 customers on a till', () => {
  it('peers-25, CUS2: are found by part of a name without its accents, and counted', async () => {
    const answer = await customers.find('jurgen mull', 30);
    // Every 35th: Jürgen is each fifth, Müller each seventh.
    expect(answer.total).toBe(7143);
    expect(answer.hits).toHaveLength(30);
    expect(await found('lukasz 249995')).toEqual([nameOf(249_995)]);
    expect(await found('weiss 9 hanna')).toContain(nameOf(9));
  });

  it('CUS1: a name is read by its number alone, and what came is there after a restart', async () => {
    expect(await customers.nameOf(numberOf(123_456))).toBe(nameOf(123_456));
    expect(await customers.nameOf('2990000000001')).toBeUndefined();
    const restarted = new Customers(new CustomerDb('customers-test'), turn);
    expect(await restarted.sink().cursor()).toBe('cursor-1');
    expect((await restarted.find('anna', 1)).total).toBe(100_000);
  });

  it('CUS4: edits and those taken back count at once; an older row brings nobody back', async () => {
    const sink = customers.sink();
    await sink.apply(
      [
        change(numberOf(1), null, 20),
        change(numberOf(2), { name: 'Renamed Person' }, 20),
        change('2999999999999', { name: 'New Person', place: 'Wiltz' }, 20),
        change(numberOf(3), { name: 7 }, 20),
      ],
      'cursor-2',
    );
    await sink.apply([change(numberOf(1), { name: nameOf(1) }, 15)], 'cursor-3');
    expect(await found('renamed')).toEqual(['Renamed Person']);
    expect(await found('wiltz')).toEqual(['New Person']);
    expect(await customers.nameOf(numberOf(1))).toBeUndefined();
    expect(await customers.nameOf(numberOf(3))).toBe(nameOf(3));
    const held = (await db.records.toArray()).map(({ text }) => text).join('\n');
    expect(held).not.toContain(`${nameOf(1)}\t`);
    expect(held).not.toContain(nameOf(2) + '\t');
  });

  it('a disk that fails once is asked again with the next letter', async () => {
    const once = new Customers(db, turn);
    vi.spyOn(db.records, 'toArray').mockRejectedValueOnce(new Error('UnknownError'));
    await expect(once.find('thill', 1)).rejects.toThrow('UnknownError');
    expect((await once.find('thill', 1)).total).toBeGreaterThan(0);
  });

  it('CUS3: a store that has no member cards any more keeps nobody’s name', async () => {
    const kept = new CustomerDb();
    await kept.records.put({ bucket: 1, text: 'any' });
    kept.close();
    expect(openCustomers({} as StoreProfile)).toBeUndefined();
    await expect
      .poll(async () => (await indexedDB.databases()).map(({ name }) => name))
      .not.toContain('customers');
  });

  it('CUS3: while the names are read a scan is not held up: other work gets its turns', async () => {
    let turns = 0;
    const slow = new Customers(new CustomerDb('customers-test'), async () => {
      turns += 1;
      await turn();
    });
    await slow.find('thill', 1);
    expect(turns).toBeGreaterThan(100);
  });
});
