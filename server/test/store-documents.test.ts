import { beforeAll, describe, expect, test } from 'vitest';
import type { DocumentAnswer, DocumentsAnswer } from '../../src/contracts/documents.ts';
import { openPool } from '../src/db/pool.ts';
import { doubleReturns } from '../src/features/documents/double-returns.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { a, b, newTill, pair, projected } from './shared-pair.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const STORE = '0733';
const one = newTill(STORE);
const two = newTill(STORE);
const stranger = newTill('0734');

const docNo = (till: TestTill, seq: number): string => `${till.identity.till}-A-${seq}`;

/** A return of the first sale's only line, as a till writes it; of a thousandth more than a piece. */
function returned(by: TestTill, of: TestTill, seq: number): string {
  const sale = JSON.parse(saleLine(by, 600)) as { body: { lines: object[] } };
  const [line] = sale.body.lines;
  const back = { qty_milli: -1000, ext: -600, net: -500, tax: { S: -100 }, gross: -600 };
  return saleLine(by, 600, {
    body: {
      lines: [{ ...line, ...back, return_reason: 'faulty' }],
      totals: { net: -500, tax: -100, gross: -600 },
      tenders: [{ type: 'cash', tendered: -600, amount: -600, change: 0 }],
      returns_of: {
        doc_id: `${of.stream}-${seq}`,
        doc_no: docNo(of, seq),
        lines: ['l1'],
        sold: [1000],
      },
    },
  });
}

const find = (till: TestTill, search: string) =>
  till.get<DocumentsAnswer>(a.url, `/v1/store/documents?${search}`);
const numbers = (answer: { body: DocumentsAnswer }): string[] =>
  answer.body.documents.map(({ doc_no }) => doc_no);

const OF_DEVICE = {
  client: '0733-01',
  process_type: 'Kassenbeleg-V1',
  process_data: 'Beleg^0.00_0.00_0.00_0.00_6.00^6.00:Bar',
};
const SIGNED = {
  serial: 'SIMULATOR-0123456789abcdef',
  is_simulator: true,
  algorithm: 'ecdsa-plain-SHA256',
  time_format: 'unixTime',
  public_key: 'BPublicKey==',
  transaction: 4,
  counter: 8,
  started_ms: 5,
  logged_ms: 6,
  signature: 'c2lnbmF0dXJl',
};

/** Its till tells of a document's signature. */
function seal(till: TestTill, docId: string, more: object): void {
  const head = { v: 1, seq: till.head.seq + 1, kind: 'document-signed', business_date: TODAY };
  const body = { ...OF_DEVICE, doc_id: docId, doc_no: 'n', ...more };
  till.add(JSON.stringify({ ...head, at_ms: 1, body }));
}

beforeAll(async () => {
  sell(one, 3, 600);
  const unsigned = { unsigned: { why: 'silent', since_ms: 5 } };
  seal(one, `${one.stream}-1`, unsigned);
  seal(one, `${one.stream}-2`, unsigned);
  seal(one, `${one.stream}-1`, { signed: SIGNED, is_late: true });
  await one.push(a.url);
  sell(two, 1, 777);
  two.add(returned(two, one, 1));
  await two.push(a.url);
  sell(stranger, 1, 999);
  await stranger.push(a.url);
  await Promise.all(
    [one, two, stranger].flatMap((till) => [projected(a, till), projected(b, till)]),
  );
});

describe('documents of a store', () => {
  test('dom-D20 FND4: a till finds those of every till of its own store, and of no other', async () => {
    const found = await find(two, 'by=any');
    expect(found.status).toBe(200);
    expect(numbers(found)).toHaveLength(5);
    expect(found.body.total).toBe(5);
    expect(new Set(found.body.documents.map(({ till }) => till))).toEqual(
      new Set([one.identity.till, two.identity.till]),
    );
    const theirs = await find(stranger, 'by=any');
    expect(theirs.body.total).toBe(1);
    const path = `/v1/store/documents/${docNo(one, 1)}`;
    expect((await stranger.get(a.url, path)).status).toBe(404);
    expect((await fetch(new URL(path, a.url))).status).toBe(400);
  });

  test('TSE9: a document is opened with what its till told of its signature, alike at both sites', async () => {
    const open = async (site: typeof a, seq: number) =>
      (await two.get<DocumentAnswer>(site.url, `/v1/store/documents/${docNo(one, seq)}`)).body.seal;
    for (const site of [a, b]) {
      expect(await open(site, 1)).toMatchObject({ signed: SIGNED, is_late: true });
      expect(await open(site, 2)).toMatchObject({ unsigned: { why: 'silent', since_ms: 5 } });
      expect(await open(site, 3)).toBeUndefined();
    }
  });

  test('FND4: by total, article of a day, and by what no document has', async () => {
    expect(numbers(await find(two, 'by=amount&text=601'))).toEqual([docNo(one, 2)]);
    const sold = await find(two, `by=article&text=1001&day=${TODAY}`);
    expect(sold.body.total).toBe(5);
    expect((await find(two, `by=article&text=1002&day=${TODAY}`)).body.total).toBe(0);
    expect((await find(two, `by=card&text=4242&day=${TODAY}`)).body.total).toBe(0);
    expect((await find(two, 'by=amount&text=nothing')).body.total).toBe(0);
    expect((await find(two, 'by=any&day=2025-02-30')).status).toBe(400);
    expect((await find(two, 'by=everything')).status).toBe(400);
    // dom-Y2: no card's number is looked for.
    expect((await find(two, `by=card&text=4111111111111111&day=${TODAY}`)).status).toBe(400);
    expect((await find(two, 'by=number&text=4111111111111111')).status).toBe(400);
  });

  test('dom-O2: a document opens with what came back of it at any till', async () => {
    const path = `/v1/store/documents/${docNo(one, 1)}`;
    for (const site of [a, b]) {
      const { body } = await one.get<DocumentAnswer>(site.url, path);
      expect(body.document).toMatchObject({ doc_no: docNo(one, 1), totals: { gross: 600 } });
      expect(body.returns).toEqual([
        {
          doc_id: `${two.stream}-2`,
          doc_no: docNo(two, 2),
          lines: [{ line: 'l1', qty_milli: -1000 }],
        },
      ]);
    }
  });

  test('dom-O2 I3: the same goods taken back at two tills stand on the page of both sites, also rebuilt', async () => {
    const pools = [a, b].map((site) => openPool(site.databaseUrl, 1, () => undefined));
    try {
      const of = async (at: number) => {
        const pool = pools[at];
        if (pool === undefined) throw new Error('two sites');
        return (await doubleReturns(pool)).filter(({ store }) => store === STORE);
      };
      expect(await of(0)).toEqual([]);
      one.add(returned(one, one, 1));
      await one.push(a.url);
      await Promise.all([projected(a, one), projected(b, one)]);
      const twice = [
        {
          store: STORE,
          of_doc_no: docNo(one, 1),
          of_line: 'l1',
          sold_milli: 1000,
          returned_milli: 2000,
          doc_nos: [docNo(one, one.head.seq), docNo(two, 2)].sort().join(', '),
        },
      ];
      expect(await of(0)).toEqual(twice);
      expect(await of(1)).toEqual(twice);
      const [pool] = pools;
      if (pool !== undefined) await rebuildProjections(pool);
      expect(await of(0)).toEqual(twice);
      const page = await fetch(new URL('/status/live', a.url), {
        headers: { authorization: `Bearer ${pair.adminToken}` },
      });
      expect(await page.text()).toContain('Returned more than was sold');
    } finally {
      await Promise.all(pools.map((pool) => pool.end()));
    }
  });
});
