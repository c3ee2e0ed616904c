import { describe, expect, test } from 'vitest';
import type { QuickKeysAnswer, QuickKeysSetBody } from '../../src/contracts/quick-keys.ts';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { a, b, newTill, projected, sql } from './shared-pair.ts';
import { TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const STORE = '0741';

function save(till: TestTill, stamp: number, pages: readonly [string, string][]): void {
  const body: QuickKeysSetBody = {
    cashier: '7',
    stamp_ms: stamp,
    pages: pages.map(([page_id, name]) => ({
      page_id,
      name,
      place: 0,
      base_ms: 0,
      gone: false,
      keys: [{ article: '1001', label: 'Rolls', hue: 3, picture: 'croissant' }],
    })),
  };
  const seq = till.head.seq + 1;
  const op = { v: 1, seq, kind: 'quick-keys-set', business_date: TODAY, at_ms: stamp, body };
  till.add(JSON.stringify(op));
}

const told = async (site: typeof a, till: TestTill) => {
  const answer = await till.get<QuickKeysAnswer>(site.url, '/v1/store/quick-keys');
  return answer.body.pages
    .map(({ page_id, till: by, name, stamp_ms }) => `${page_id} ${by} ${stamp_ms} ${name}`)
    .sort();
};

describe('quick keys of a store', () => {
  test('QK3 D2 both sites tell every till of the store the newest pages of each till, also after a rebuild; no other store', async () => {
    const [one, two, stranger] = [newTill(STORE), newTill(STORE), newTill('0742')];
    save(one, 100, [
      ['p1', 'Bread'],
      ['p2', 'Fruit'],
    ]);
    save(one, 200, [['p1', 'Bakery']]);
    // Handed in at the other site.
    save(two, 150, [['p1', 'Rolls']]);
    await one.push(a.url);
    await two.push(b.url);
    const [first, second] = [one, two].map(({ identity }) => identity.till);
    const expected = [`p1 ${first} 200 Bakery`, `p1 ${second} 150 Rolls`, `p2 ${first} 100 Fruit`];
    for (const site of [a, b]) {
      await projected(site, one);
      await projected(site, two);
      expect(await told(site, two)).toEqual(expected.sort());
      expect(await told(site, stranger)).toEqual([]);
    }
    const pool = openPool(b.databaseUrl, 1, () => undefined);
    try {
      await rebuildProjections(pool);
    } finally {
      await pool.end();
    }
    expect(await told(b, one)).toEqual(expected.sort());
  });

  test('QK3 I8 a save that is none is quarantined and the pages stay', async () => {
    const till = newTill('0743');
    save(till, 100, [['p1', 'Bread']]);
    save(till, 9e15, [['p1', 'For ever']]);
    save(till, 200, [['', 'Nameless']]);
    await till.push(a.url);
    await projected(a, till);
    expect(await told(a, till)).toEqual([`p1 ${till.identity.till} 100 Bread`]);
    const set = 'SELECT reason FROM projection.quarantine WHERE stream_id = $1 ORDER BY seq';
    expect(await sql(a, set, [Buffer.from(till.stream, 'base64url')])).toEqual([
      { reason: 'time is no time' },
      { reason: 'quick-keys-set has another shape' },
    ]);
  });
});
