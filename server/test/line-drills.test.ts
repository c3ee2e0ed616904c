import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { AuditPage } from '../../src/contracts/audit.ts';
import { LineDrill } from '../../src/contracts/line-drill.ts';
import { DrillList, DrillView } from '../../src/contracts/outage-drill.ts';
import { changeText } from '../../src/contracts/signed-token.ts';
import type { ChangeRow, ChangesAnswer } from '../../src/contracts/wire.ts';
import { must } from '../../src/domain/assert.ts';
import { openPool } from '../src/db/pool.ts';
import type { Person } from '../src/features/console/identity-provider.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { everywhere } from './closing-day.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { a, admin, b, newTill, pair, problem } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { sell, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const IT: Person = { subject: 'it-drills', name: 'Iris Tech', role: 'it', stores: [] };
const BOSS: Person = { subject: 'm-d', name: 'Mara', role: 'manager', stores: ['0711'] };
const at = (who: Person, site = a) => new ConsoleBrowser(pair, site).become(who);

async function openStores(...stores: string[]): Promise<void> {
  const rows = stores.map((store) => {
    return { ds: 'store', k: store, op: 'put', v: { ...STORE_PROFILE, store } };
  });
  await admin(a, '/v1/admin/changes', { rows });
}
const start = async (stores: string[], over: object = {}) => {
  const iris = await at(IT);
  const body = { audience: { stores }, minutes: 15, stores: stores.length, why: 'drill', ...over };
  return iris.post('/console/api/drills', body);
};
async function look(id: string, site = a): Promise<DrillView> {
  const { body } = await (await at(IT, site)).ask('/console/api/drills');
  expect(Value.Errors(DrillList, body)).toEqual([]);
  const { drills } = body as DrillList;
  return must(
    drills.find((one) => one.id === id),
    'the drill',
  );
}
async function rowsOf(till: TestTill, cursor?: string): Promise<ChangesAnswer> {
  const more = cursor === undefined ? '' : `&cursor=${cursor}`;
  const path = `/v1/sync/changes?datasets=line-drill&limit=2000${more}`;
  return (await till.get<ChangesAnswer>(a.url, path)).body;
}

/** What a till tells at the end: of its last `count` sales, or of what `over` makes of them. */
function tell(till: TestTill, drill: string, count: number, over: object = {}): void {
  const { seq, opId } = till.head;
  const body = {
    drill,
    from_ms: Date.now() - 1000,
    ended_ms: Date.now(),
    why: 'time',
    stream: till.stream,
    from_seq: seq - count + 1,
    to_seq: seq,
    head: opId,
    documents: count,
    gross: Array.from({ length: count }, (_, i) => 600 + i).reduce((sum, one) => sum + one, 0),
    currency: 'EUR',
    queued: count,
    ...over,
  };
  const op = { v: 1, seq: seq + 1, kind: 'line-drill', business_date: TODAY, at_ms: 1, body };
  till.add(JSON.stringify(op));
}

test('LD1: a drill is refused without a group, with another count than was shown, out of bounds, twice, and to a manager', async () => {
  await openStores('0701', '0702');
  const status = async (stores: string[], over: object = {}) => (await start(stores, over)).status;
  expect(await status(['0701'], { audience: {} })).toBe(400);
  expect(await status(['0701'], { minutes: 4 })).toBe(400);
  expect(await status(['0701'], { minutes: 61 })).toBe(400);
  expect(await status(['0701'], { stores: 2 })).toBe(409);
  expect(await status(['0799'])).toBe(409);
  const boss = await at(BOSS);
  const body = { audience: { stores: ['0701'] }, minutes: 5, stores: 1, why: 'w' };
  expect((await boss.post('/console/api/drills', body)).status).toBe(404);
  // Of two that are asked for at once one is told.
  const both = await Promise.all([status(['0701', '0702']), status(['0702'])]);
  expect(both.toSorted()).toEqual([200, 409]);
  expect(((await boss.ask('/console/api/drills')).body as DrillList).drills).toEqual([]);
});

test('LD1, LD3: a till is given its own store’s row alone, signed; a stop is a newer row', async () => {
  await openStores('0703', '0704');
  const [mine, other] = [newTill('0703'), newTill('0704')];
  const begun = (await start(['0703'])).body as DrillView;
  expect(Value.Errors(DrillView, begun)).toEqual([]);
  expect(begun).toMatchObject({ who: 'Iris Tech', state: 'nobody', tills: [] });
  const first = await rowsOf(mine);
  expect((await rowsOf(other)).changes).toEqual([]);
  const [row] = first.changes as [ChangeRow];
  const word = JSON.parse(row.v ?? '') as LineDrill;
  expect(Value.Errors(LineDrill, word)).toEqual([]);
  expect(word).toMatchObject({ drill: begun.id, until_ms: begun.until_ms });
  expect(word.until_ms - word.from_ms).toBe(15 * 60_000);
  expect([row.k, row.sig?.length]).toEqual(['0703', 86]);
  expect(changeText(row)).toContain('line-drill');
  const iris = await at(IT);
  const url = `/console/api/drills/${begun.id}/stop`;
  expect((await iris.post(url, { why: 'enough' })).body).toMatchObject({ stopped_by: 'Iris Tech' });
  expect((await iris.post(url, { why: 'enough' })).status).toBe(409);
  const next = await rowsOf(mine, first.cursor);
  const stop = JSON.parse(next.changes.at(-1)?.v ?? '') as LineDrill;
  expect(stop.until_ms).toBeLessThan(word.until_ms);
  expect(next.changes.at(-1)?.hlc).toBeGreaterThan(row.hlc);
  // The store is free for another.
  expect((await start(['0703'])).status).toBe(200);
});

test('LD6: sold, queued, drained and reconciled of each till, at either site, over a rebuild; the audit has who and why', async () => {
  await openStores('0705', '0706');
  const [one, two] = [newTill('0705'), newTill('0706')];
  for (const till of [one, two]) {
    sell(till, 1);
    await till.push(a.url);
    await till.hello(a.url);
  }
  const { id } = (await start(['0705', '0706'])).body as DrillView;
  expect(await look(id)).toMatchObject({
    state: 'running',
    tills: [{ store: '0705', state: 'untold' }, { state: 'untold' }],
  });
  sell(one, 3);
  tell(one, id, 3);
  tell(two, id, 0);
  await Promise.all([one.push(a.url), two.push(b.url)]);
  await Promise.all([everywhere(one), everywhere(two)]);
  const tills = [
    { store: '0705', state: 'whole', sold: 3, gross: 1803, currency: 'EUR', queued: 3 },
    { store: '0706', state: 'whole', sold: 0, gross: 0 },
  ];
  for (const site of [a, b])
    await expect
      .poll(() => look(id, site), { timeout: 15_000 })
      .toMatchObject({ state: 'whole', verdict: 'All of it arrived at both sites.', tills });
  expect((await look(id)).tills[0]?.drained_ms).toBeGreaterThan(Date.now() - 60_000);
  const pool = openPool(a.databaseUrl, 1, () => undefined);
  await rebuildProjections(pool);
  await pool.end();
  expect(await look(id)).toMatchObject({ tills });
  const iris = await at(IT);
  const { rows } = (await iris.ask('/console/api/audit?kind=drill')).body as AuditPage;
  const told = rows.find(({ what }) => what.includes(id));
  expect(told).toMatchObject({ who: 'Iris Tech', why: 'drill' });
  expect(told?.what).toContain('2 stores taken away for 15 minutes');
});

test('LD6: what a till said and what is here differ: the sum, a document, or another stream’s', async () => {
  await openStores('0707', '0708', '0709');
  const tills = ['0707', '0708', '0709'].map((store) => newTill(store));
  const { id } = (await start(['0707', '0708', '0709'])).body as DrillView;
  const [sum, count, strange] = tills as [TestTill, TestTill, TestTill];
  for (const till of tills) sell(till, 2);
  tell(sum, id, 2, { gross: 1 });
  tell(count, id, 2, { documents: 3 });
  // The word of a till for ops of another one is no word.
  tell(strange, id, 2, { stream: sum.stream });
  await Promise.all(tills.map((till) => till.push(a.url)));
  await Promise.all(tills.map((till) => everywhere(till)));
  const told = async () => (await look(id)).tills.filter(({ state }) => state !== 'untold');
  expect(await told()).toMatchObject([
    { store: '0707', state: 'differs' },
    { store: '0708', state: 'differs' },
  ]);
  expect((await look(id)).state).toBe('differs');
  const noBody = newTill('0707');
  noBody.add(
    JSON.stringify({ v: 1, seq: 1, kind: 'line-drill', business_date: TODAY, at_ms: 1, body: {} }),
  );
  expect((await noBody.push(a.url)).status).toBe(200);
  await everywhere(noBody);
  expect(await told()).toHaveLength(2);
});

test('LD1: no drill by hand: the row of a store is written by drills alone', async () => {
  const row = { ds: 'line-drill', k: '0701', op: 'put', v: {} };
  const answer = await admin(a, '/v1/admin/changes', { rows: [row] });
  expect(problem(answer)).toBe('malformed-request');
});
