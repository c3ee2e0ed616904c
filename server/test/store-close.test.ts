import { expect, test } from 'vitest';
import type { StoreDayAnswer } from '../../src/contracts/store-day.ts';
import type { DayPicturesAnswer } from '../../src/contracts/day-pictures.ts';
import type { StoreClosedBody } from '../../src/contracts/store-close.ts';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { a, b, newTill, pair, projected } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

function closing(by: TestTill, over: Partial<StoreClosedBody> = {}): string {
  const { store, till } = by.identity;
  const body: StoreClosedBody = {
    close_id: `c-${till}`,
    store,
    business_date: TODAY,
    till,
    at_ms: 1_790_000_000_000,
    closed_by: '203',
    tills: [{ till, state: 'not-used', heard: ['own'], zs: [] }],
    missing: [],
    sums: [],
    proven: false,
    ...over,
  };
  // The op's own time, by which closes are listed.
  return saleLine(by, 100, { kind: 'store-closed', body: { ...body, closed_ms: body.at_ms } });
}

const dayAt = async (site: typeof a, till: TestTill): Promise<StoreDayAnswer> =>
  (await till.get<StoreDayAnswer>(site.url, `/v1/store/day?day=${TODAY}`)).body;

test('CLO13 dom-Z11: every close of a day stands, at both sites and after a rebuild; a till closes its own store alone', async () => {
  const [one, two] = [newTill('0821'), newTill('0821')];
  const stranger = newTill('0822');
  one.add(closing(one, { missing: ['09'], note: 'till 09 is broken' }));
  await one.push(a.url);
  two.add(closing(two, { at_ms: 1_790_000_000_001, approver: '204' }));
  await two.push(b.url);
  stranger.add(closing(stranger, { store: '0821', close_id: 'not-mine' }));
  await stranger.push(a.url);
  await Promise.all(
    [one, two, stranger].flatMap((till) => [projected(a, till), projected(b, till)]),
  );
  const told = [
    { till: one.identity.till, closed_by: '203', missing: ['09'], note: 'till 09 is broken' },
    { till: two.identity.till, closed_by: '203', approver: '204', missing: [] },
  ];
  for (const site of [a, b]) {
    const answer = await dayAt(site, one);
    expect(answer.closes).toMatchObject(told);
    expect(answer.closes).toHaveLength(2);
  }
  const pool = openPool(a.databaseUrl, 1, () => undefined);
  await rebuildProjections(pool);
  await pool.end();
  expect((await dayAt(a, two)).closes).toMatchObject(told);
  expect((await dayAt(a, stranger)).closes).toEqual([]);
  const page = await fetch(new URL(`/status/day?store=0821&day=${TODAY}`, a.url), {
    headers: { authorization: `Bearer ${pair.adminToken}` },
  });
  expect(await page.text()).toContain('till 09 is broken');
});

test('PIC2: a till reads the pictures of its own store’s day, at either site', async () => {
  const [one, stranger] = [newTill('0823'), newTill('0824')];
  await one.push(a.url, sell(one, 2));
  await Promise.all([projected(a, one), projected(b, one)]);
  for (const site of [a, b]) {
    const { body } = await one.get<DayPicturesAnswer>(
      site.url,
      `/v1/store/day/pictures?day=${TODAY}`,
    );
    expect(body).toMatchObject({ store: '0823', day: TODAY, pictures: [{ currency: 'EUR' }] });
    const [{ hours, tenders } = { hours: [], tenders: [] }] = body.pictures;
    expect(hours.reduce((sum, { amount }) => sum + amount, 0)).toBeGreaterThan(0);
    expect(tenders).toMatchObject([{ tender: 'cash', count: 2 }]);
    const other = await stranger.get<DayPicturesAnswer>(
      site.url,
      `/v1/store/day/pictures?day=${TODAY}`,
    );
    expect(other.body).toMatchObject({ store: '0824', pictures: [] });
    const odd = await one.get(site.url, '/v1/store/day/pictures?day=2025-02-30');
    expect(odd.status).toBe(400);
  }
});

test('PIC2 dom-Z9: a drawer of a cashier’s own is off under their number, everybody’s under its till alone', async () => {
  const till = newTill('0846');
  const own = new ShiftOfTill(till, 's-own', TODAY, { drawer: 'own' });
  own.count(9995);
  const last = own.close();
  const shared = new ShiftOfTill(till, 's-shared');
  shared.count(10_007);
  shared.close(last);
  await till.push(a.url);
  await Promise.all([projected(a, till), projected(b, till)]);
  for (const site of [a, b]) {
    const path = `/v1/store/day/pictures?day=${TODAY}`;
    const { body } = await till.get<DayPicturesAnswer>(site.url, path);
    const off = body.pictures.flatMap(({ variances }) => variances);
    expect(off.map(({ amount, cashier }) => [amount, cashier])).toEqual([
      [-5, '7'],
      [7, undefined],
    ]);
  }
});
