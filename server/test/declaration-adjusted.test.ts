import { expect, test } from 'vitest';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { dayAt, everywhere, tillIn, zOf } from './closing-day.ts';
import { a, b, newTill, pair, projected } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { TODAY } from './test-sales.ts';

const AT = Date.parse(TODAY) + 50_000;

/** A till whose drawer was 1.00 short, with what is told of it since. */
function closedShort(store: string) {
  const till = newTill(store);
  const shift = new ShiftOfTill(till, 's1');
  shift.sell(600);
  shift.count(10_500);
  shift.close();
  const adjust = (adjust_id: string, before: number, after: number, over: object = {}) =>
    shift.tell('declaration-adjusted', {
      adjust_id,
      z_id: 'z-s1',
      business_date: TODAY,
      tender: 'cash',
      before,
      after,
      reason: 'found-later',
      cashier: '105',
      approver: '203',
      at_ms: AT,
      ...over,
    });
  return { till, shift, adjust };
}

test('CLO14 dom-Z12 what was put right stands beside its Z, at both sites, once, and after a rebuild; the Z stays whole and as it was', async () => {
  const { till, adjust } = closedShort('0831');
  adjust('a1', 10_500, 10_600);
  adjust('a2', 10_600, 10_590, { reason: 'bank-counted' });
  // The same told by two ops is one.
  adjust('a2', 10_600, 10_590, { reason: 'bank-counted' });
  await till.push(a.url);
  await till.push(b.url);
  await everywhere(till);
  const told = [
    { adjust_id: 'a1', before: 10_500, after: 10_600, is_linked: true, after_close: false },
    { adjust_id: 'a2', before: 10_600, after: 10_590, is_linked: true, reason: 'bank-counted' },
  ];
  for (const site of [a, b]) {
    const day = await dayAt(site, till);
    const z = zOf(tillIn(day, till));
    expect(z.adjustments).toMatchObject(told);
    expect(z.adjustments).toHaveLength(2);
    expect(z.tenders['cash']).toMatchObject({ counted: 10_500, variance: -100 });
    expect(z.proof).toMatchObject({ differences: [], faults: [] });
    expect(day.sums).toMatchObject([{ variance: { cash: -100 } }]);
  }
  const pool = openPool(a.databaseUrl, 1, () => undefined);
  await rebuildProjections(pool);
  await pool.end();
  expect(zOf(tillIn(await dayAt(a, till), till)).adjustments).toMatchObject(told);
  const page = await fetch(new URL(`/status/day?store=0831&day=${TODAY}`, a.url), {
    headers: { authorization: `Bearer ${pair.adminToken}` },
  });
  const text = await page.text();
  expect(text).toContain('Put right after the Z');
  expect(text).toContain('bank-counted');
});

test('CLO14 dom-Z12 one that goes on from nothing, or came after the day was closed, says so', async () => {
  const { till, shift, adjust } = closedShort('0832');
  adjust('a1', 10_500, 10_600);
  adjust('a2', 10_500, 10_700);
  shift.tell('store-closed', {
    close_id: 'c1',
    store: '0832',
    business_date: TODAY,
    till: till.identity.till,
    at_ms: AT + 1,
    closed_by: '203',
    tills: [],
    missing: [],
    sums: [],
    proven: false,
  });
  adjust('a3', 10_700, 10_600, { at_ms: AT + 2 });
  await till.push(a.url);
  await projected(a, till);
  expect(zOf(tillIn(await dayAt(a, till), till)).adjustments).toMatchObject([
    { adjust_id: 'a1', is_linked: true, after_close: false },
    { adjust_id: 'a2', is_linked: false, after_close: false },
    { adjust_id: 'a3', is_linked: true, after_close: true },
  ]);
});

test('CLO9 CLO14 nonsense puts nothing right and stops nobody', async () => {
  const { till, adjust } = closedShort('0833');
  adjust('a1', 0.5, 1);
  adjust('a2', 10_500, 9_007_199_254_740_991);
  adjust('a3', 10_500, 1, { at_ms: 9_007_199_254_740_991 });
  adjust('a4', 10_500, 1, { z_id: 'another' });
  await till.push(a.url);
  await projected(a, till);
  expect(zOf(tillIn(await dayAt(a, till), till))).not.toHaveProperty('adjustments');
});
