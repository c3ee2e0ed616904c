import { expect, test } from 'vitest';
import type { StoreProfile } from '../../src/contracts/store-profile.ts';
import { openPool } from '../src/db/pool.ts';
import { readBooksDay } from '../src/features/books/read-books-day.ts';
import { GERMANY } from '../src/features/fiscal/germany.ts';
import { a, b, newTill, projected } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { TODAY } from './test-sales.ts';

const STORE = '0845';
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const PROFILE = { name: 'S', seller: { name: 'N', tax_id: 'DE1', footer: '' } } as StoreProfile;

type Sold = { doc_id: string; doc_no: string; lines: object[] };
const soldBy = ({ raw }: { raw: Uint8Array }): Sold =>
  (JSON.parse(Buffer.from(raw).toString()) as { body: Sold }).body;

/** A document that brings one piece of that sale back. */
function returned({ doc_id, doc_no, lines: [line] }: Sold): object {
  const back = { qty_milli: -1000, ext: -600, net: -500, tax: { S: -100 }, gross: -600 };
  return {
    lines: [{ ...line, ...back, return_reason: 'faulty' }],
    tax_totals: [{ code: 'S', net_base: -500, amount: -100 }],
    totals: { net: -500, tax: -100, gross: -600 },
    tenders: [{ type: 'cash', tendered: -600, amount: -600, change: 0 }],
    returns_of: { doc_id, doc_no, lines: ['l1'], sold: [1000] },
  };
}

async function referencesAt(site: { databaseUrl: string }): Promise<string[]> {
  const pool = openPool(site.databaseUrl, 1, () => undefined);
  try {
    const day = await readBooksDay(pool, STORE, TODAY);
    const { files } = await GERMANY.exportDay(pool, day, PROFILE);
    return (files.get('references.csv') ?? '').trimEnd().split('\r\n').slice(1);
  } finally {
    await pool.end();
  }
}

test('DSF9 goods that come back refer to the closing that counts their sale: another till’s of a day before, or their own', async () => {
  const [one, two] = [newTill(STORE), newTill(STORE)];
  const before = new ShiftOfTill(one, 's-before', YESTERDAY);
  const sold = soldBy(before.sell(600));
  before.count(10_600);
  const closed = before.z();
  before.close();
  const now = new ShiftOfTill(two, 's-now');
  now.sell(600, returned(sold));
  const own = soldBy(now.sell(600));
  now.sell(600, returned(own));
  // One whose sale nobody here knows says what its paper says.
  now.sell(600, returned({ ...own, doc_id: 'nobody', doc_no: `${STORE}-09-A-000001` }));
  now.count(9400);
  const ownZ = now.z();
  now.close();
  for (const till of [one, two]) await till.push(a.url);
  await Promise.all([one, two].flatMap((till) => [projected(a, till), projected(b, till)]));
  const told = await referencesAt(a);
  expect(await referencesAt(b)).toEqual(told);
  const to = (z: { z_no: number; till: string; closed_ms: number }, { doc_id, doc_no }: Sold) =>
    [
      `"";"Transaktion";"${doc_no}";"${new Date(z.closed_ms).toISOString()}"`,
      `"${STORE}-${z.till}";${z.z_no};"${doc_id}"`,
    ].join(';');
  expect(told.map((line) => line.split(';').slice(4).join(';'))).toEqual([
    to(closed, sold),
    to(ownZ, own),
    `"";"Transaktion";"${STORE}-09-A-000001";"";"${STORE}-09";;"nobody"`,
  ]);
});
