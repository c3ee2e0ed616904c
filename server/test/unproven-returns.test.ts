import { expect, test } from 'vitest';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { unprovenReturns } from '../src/features/returns/unproven-returns.ts';
import { a, admin, b, newTill, projected } from './shared-pair.ts';
import { saleLine, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const STORE = '0738';

/** Goods of so much that came back without a receipt; of `of` where they had one. */
function back(till: TestTill, gross: number, of?: string): string {
  const sold = JSON.parse(saleLine(till, gross)) as { body: { lines: object[] } };
  const [line] = sold.body.lines;
  const tax = Math.round(gross / 6);
  const minus = {
    qty_milli: -1000,
    ext: -gross,
    net: tax - gross,
    tax: { S: -tax },
    gross: -gross,
  };
  const link = { doc_id: of, doc_no: 'x-1', lines: ['l1'], sold: [1000] };
  return saleLine(till, gross, {
    body: {
      lines: [{ ...line, ...minus, return_reason: 'faulty' }],
      tax_totals: [{ code: 'S', net_base: tax - gross, amount: -tax }],
      totals: { net: tax - gross, tax: -tax, gross: -gross },
      tenders: [{ type: 'cash', tendered: -gross, amount: -gross, change: 0 }],
      ...(of === undefined ? {} : { returns_of: link }),
    },
  });
}

test('UR1 dom-T2: what a store paid back without a receipt stands on the page of both sites, with till and cashier, also rebuilt', async () => {
  const till = newTill(STORE);
  till.add(saleLine(till, 600));
  till.add(back(till, 299));
  till.add(back(till, 600, `${till.stream}-1`));
  till.add(back(till, 101));
  await till.push(a.url);
  await Promise.all([projected(a, till), projected(b, till)]);
  const by = { till_id: till.identity.tillId, cashier: '7' };
  const told = [
    { store: STORE, ...by, business_date: TODAY, currency: 'EUR', documents: 2, amount: 400 },
  ];
  const pools = [a, b].map((site) => openPool(site.databaseUrl, 1, () => undefined));
  try {
    const all = async () => Promise.all(pools.map((pool) => unprovenReturns(pool)));
    const mine = async () => (await all()).map((of) => of.filter(({ store }) => store === STORE));
    expect(await mine()).toEqual([told, told]);
    const [pool] = pools;
    if (pool !== undefined) await rebuildProjections(pool);
    expect(await mine()).toEqual([told, told]);
    for (const site of [a, b]) {
      const { text } = await admin<string>(site, '/status/live');
      const [, rest = ''] = text.split('<caption>Returned without a receipt');
      const [table] = rest.split('</table>');
      expect(table).toContain(`<td>${till.identity.tillId}</td>`);
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
});
