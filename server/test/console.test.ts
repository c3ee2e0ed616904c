import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Value } from 'typebox/value';
import {
  ConsoleDay,
  ConsoleSite,
  ConsoleToday,
  FleetAnswer,
  MOST_STORES,
} from '../../src/contracts/console.ts';
import { ReleaseChoices, ReleaseView } from '../../src/contracts/release.ts';
import type { SiteStatus } from '../../src/contracts/site-status.ts';
import { personOf, type Person } from '../src/features/console/identity-provider.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { everywhere } from './closing-day.ts';
import { a, admin, b, newTill, pair } from './shared-pair.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { sell, TODAY } from './test-sales.ts';
import { TestTill } from './test-till.ts';

const IT: Person = { subject: 'it-9', name: 'Iris Tech', role: 'it', stores: [] };
const manager = (store: string): Person => ({
  subject: 'm',
  name: 'Mara',
  role: 'manager',
  stores: [store],
});
const at = (site = a): ConsoleBrowser => new ConsoleBrowser(pair, site);

async function openStore(store: string, over: object = {}): Promise<void> {
  const row = { ds: 'store', k: store, op: 'put', v: { ...STORE_PROFILE, ...over, store } };
  await admin(a, '/v1/admin/changes', { rows: [row] });
}

test('CON1: password and code lead into the console; a cookie that nobody can read carries who it is', async () => {
  const browser = at();
  expect((await browser.ask('/console/api/me')).status).toBe(401);
  expect(await browser.signIn('it-1')).toBe('/console/fleet');
  const me = await browser.ask('/console/api/me');
  expect(Value.Errors(ConsoleSite, me.body)).toEqual([]);
  expect(me.body).toMatchObject({
    site: 'A',
    me: { subject: 'it-1', name: 'Iris Tech', role: 'it' },
  });
  expect(Buffer.from(browser.cookie, 'base64url').toString()).not.toContain('Iris');
  const spoiled = at();
  spoiled.cookie = `${browser.cookie.slice(0, -3)}AAA`;
  expect((await spoiled.ask('/console/api/me')).status).toBe(401);
  // Sealed by one site, it says nothing to the other.
  const elsewhere = at(b);
  elsewhere.cookie = browser.cookie;
  expect((await elsewhere.ask('/console/api/me')).status).toBe(401);
  expect((await browser.post('/console/sign-out', {})).status).toBe(204);
  expect((await browser.ask('/console/api/me')).status).toBe(401);
});

test('CON1: a wrong password, a wrong code and a code used before do not; five wrong ones make it wait', async () => {
  const wrong = 'form: User, password or code is wrong.';
  expect(await at().signIn('it-2', { password: 'no' })).toBe(wrong);
  expect(await at().signIn('it-2', { code: '000000' })).toBe(wrong);
  expect(await at().signIn('nobody knows')).toBe(wrong);
  expect(await at().signIn('it-2')).toBe('/console/fleet');
  expect(await at().signIn('it-2')).toBe(wrong);
  for (let i = 0; i < 3; i += 1) await at().signIn('it-2', { code: '000000' });
  expect(await at().signIn('it-2', { password: 'no' })).toContain('Too many wrong tries');
  expect(await at().signIn('it-2')).toContain('Too many wrong tries');
});

test('CON1: who has no role here is told so and stays outside; an answer that nobody asked for is none', async () => {
  const nobody = at();
  expect(await nobody.signIn('nobody-1')).toBe('/console?refused=no-right');
  expect((await nobody.ask('/console/api/me')).status).toBe(401);
  const forged = await at().ask('/console/callback?code=x&state=y');
  expect(forged.headers.get('location')).toBe('/console?refused=again');
  expect((await at().ask('/console/sign-in?to=//elsewhere.example')).status).toBe(400);
});

test('CON2: a manager sees the tills and days of their own stores, and of no other that these exist', async () => {
  const [mine, other] = [newTill('0871'), newTill('0872')];
  await Promise.all([openStore('0871'), openStore('0872')]);
  for (const till of [mine, other]) {
    await till.push(a.url, sell(till, 1));
    await everywhere(till);
  }
  const browser = await at().become(manager('0871'));
  const fleet = await browser.ask('/console/api/fleet');
  expect(Value.Errors(FleetAnswer, fleet.body)).toEqual([]);
  expect((fleet.body as FleetAnswer).tills.map(({ store }) => store)).toEqual(['0871']);
  expect((await browser.ask(`/console/api/stores/0871/days/${TODAY}`)).status).toBe(200);
  expect((await browser.ask(`/console/api/stores/0872/days/${TODAY}`)).status).toBe(404);
  const ask = { close_id: randomUUID(), missing: [], closes: 0 };
  expect((await browser.post(`/console/api/stores/0872/days/${TODAY}/close`, ask)).status).toBe(
    404,
  );
  const { body } = await browser.ask('/console/api/site');
  const { streams } = body as SiteStatus;
  expect(body).toMatchObject({ documents: 0, quarantine: 0 });
  expect(streams.map(({ till_id: id }) => id.split('-')[1])).toEqual(['0871']);
  const all = (await (await at().become(IT)).ask('/console/api/fleet')).body as FleetAnswer;
  const stores = all.tills.map(({ store }) => store);
  expect(stores).toEqual(expect.arrayContaining(['0871', '0872']));
});

test('CON3 dom-Z11: a day closed at head office stands once beside those of the tills, at both sites', async () => {
  const till = newTill('0873');
  await openStore('0873');
  const shift = new ShiftOfTill(till, 's-0873');
  shift.sell(12_345);
  await till.push(a.url);
  await everywhere(till);
  const browser = await at().become(manager('0873'));
  const url = `/console/api/stores/0873/days/${TODAY}`;
  const day = (await browser.ask(url)).body as ConsoleDay;
  expect(Value.Errors(ConsoleDay, day)).toEqual([]);
  expect(day.pictures).toMatchObject([
    { currency: 'EUR', hours: [{ amount: 12_345, usual: null }] },
  ]);
  const missing = [till.identity.till];
  const ask = {
    close_id: randomUUID(),
    missing,
    closes: 0,
    note: ' the till is broken ',
  };
  expect((await browser.post(`${url}/close`, { ...ask, missing: [] })).status).toBe(409);
  const tomorrow = `/console/api/stores/0873/days/2031-01-01/close`;
  expect((await browser.post(tomorrow, { ...ask, missing: [] })).status).toBe(400);
  // Another page cannot make a signed-in browser close a day.
  expect((await browser.post(`${url}/close`, ask, 'cross-site')).status).toBe(401);
  const [once, again] = [
    await browser.post(`${url}/close`, ask),
    await browser.post(`${url}/close`, ask),
  ];
  expect([once.status, again.status]).toEqual([200, 200]);
  const told = [
    {
      close_id: ask.close_id,
      at: 'head-office',
      closed_by: 'Mara',
      missing,
      note: 'the till is broken',
    },
  ];
  // Somebody who was shown an open day looks again before they close it once more.
  const late = { ...ask, close_id: randomUUID() };
  expect((await browser.post(`${url}/close`, late)).status).toBe(409);
  const elsewhere = await at(b).become(manager('0873'));
  for (const one of [browser, elsewhere])
    await expect
      .poll(async () => ((await one.ask(url)).body as ConsoleDay).day.closes, { timeout: 10_000 })
      .toMatchObject(told);
});

test('CON5: a release is started by one and approved by another, each by their own sign-in; a manager may neither', async () => {
  await openStore('0874');
  const key = `console-${randomUUID().slice(0, 8)}`;
  const v = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
  const rows = [{ ds: 'flag', k: key, op: 'put', v }];
  await admin(a, '/v1/admin/changes', { rows });
  const stage = { percent: 100, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const stages = [{ ...stage, needs_approval: true, business_hours: false }];
  const flags = [{ key, variant: 'on' }];
  const audience = { stores: ['0874'] };
  const release = { id: key, kind: 'flags', stages, flags, audience };
  await admin(a, '/v1/admin/releases', { who: 'it-9', why: 'a test', release });
  const [one, other, mara] = [
    await at().become(IT),
    await at().become({ ...IT, subject: 'it-10' }),
    await at().become(manager('0874')),
  ];
  const url = `/console/api/releases/${key}/act`;
  const ask = (action: string) => ({ action, why: 'a test', stage: 0 });
  expect((await mara.post(url, ask('start'))).status).toBe(404);
  expect((await mara.ask('/console/api/releases')).body).toEqual({ releases: [] });
  expect((await one.post(url, ask('start'))).status).toBe(409);
  // Their own word is no second person's, whatever name they write.
  expect((await one.post(url, { ...ask('approve'), who: 'somebody else' })).status).toBe(200);
  expect((await one.post(url, ask('start'))).status).toBe(409);
  expect((await other.post(url, ask('approve'))).status).toBe(200);
  expect((await one.post(url, ask('start'))).body).toMatchObject({
    status: 'running',
    percent: 100,
  });
  expect((await other.post(url, ask('rollback'))).body).toMatchObject({
    status: 'rolled-back',
    percent: 0,
    history: [
      { kind: 'created' },
      { kind: 'approved', who: 'it-9' },
      { kind: 'approved', who: 'it-10' },
      { kind: 'started', who: 'it-9' },
      { kind: 'rolled-back', who: 'it-10' },
    ],
  });
});

test('CON9: IT creates a release that reaches as many stores as was foretold; nonsense, a time that is over and a manager are refused', async () => {
  const key = `made-${randomUUID().slice(0, 8)}`;
  const stores = Array.from({ length: 40 }, (_, i) => String(7300 + i));
  const put = stores.map((store) => ({
    ds: 'store',
    k: store,
    op: 'put',
    v: { ...STORE_PROFILE, store, groups: [key] },
  }));
  const v = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
  await admin(a, '/v1/admin/changes', { rows: [...put, { ds: 'flag', k: key, op: 'put', v }] });
  const it = await at().become(IT);
  const mara = await at().become(manager('7300'));
  const choices = (await it.ask('/console/api/release-choices')).body;
  expect(Value.Errors(ReleaseChoices, choices)).toEqual([]);
  expect(choices).toMatchObject({
    groups: expect.arrayContaining([key]) as unknown,
    flags: expect.arrayContaining([{ key, variants: ['on', 'off'], taken_by: null }]) as unknown,
  });
  const audience = { groups: [key] };
  const foretold = await it.post('/console/api/releases/preview', {
    audience,
    percents: [10, 25, 50, 100],
  });
  expect(foretold.body).toEqual({
    stores: 40,
    unknown: [],
    stages: [10, 25, 50, 100].map((percent) => ({ percent, stores: (40 * percent) / 100 })),
  });
  const named = { audience: { stores: ['7300', '9997'] }, percents: [50] };
  expect((await it.post('/console/api/releases/preview', named)).body).toEqual({
    stores: 1,
    unknown: ['9997'],
    stages: [{ percent: 50, stores: 0 }],
  });
  const stage = {
    advance: 'hand',
    min_soak_ms: 0,
    min_sales: 0,
    needs_approval: false,
    business_hours: false,
  };
  const stages = [10, 100].map((percent) => ({ ...stage, percent }));
  const flags = [{ key, variant: 'on' }];
  const release = { id: key, kind: 'flags', audience, stages, flags };
  const make = (over: object, by = it) =>
    by.post('/console/api/releases', { why: 'cashiers asked', release: { ...release, ...over } });
  expect((await make({}, mara)).status).toBe(404);
  expect((await mara.ask('/console/api/release-choices')).status).toBe(404);
  expect((await mara.post('/console/api/releases/preview', named)).status).toBe(404);
  expect((await make({ stages: stages.toReversed() })).status).toBe(400);
  expect((await make({ cutoff_ms: 1 })).status).toBe(400);
  const made = await make({});
  expect(Value.Errors(ReleaseView, made.body)).toEqual([]);
  expect(made.body).toMatchObject({ status: 'draft', history: [{ who: 'it-9' }] });
  expect((await make({})).status).toBe(409);
  const started = await it.post(`/console/api/releases/${key}/act`, { action: 'start', why: 'go' });
  expect((started.body as ReleaseView).stores.admitted).toHaveLength(4);
  const { flags: now } = (await it.ask('/console/api/release-choices')).body as ReleaseChoices;
  expect(now.find((flag) => flag.key === key)?.taken_by).toBe(key);
  await it.post(`/console/api/releases/${key}/act`, { action: 'rollback', why: 'done' });
});

test('CON1: a sign-in fits into a cookie with as many stores as it may have; with more it is refused in words', async () => {
  const stores = Array.from({ length: MOST_STORES }, (_, i) => String(i).padStart(4, '0'));
  const claims = { sub: 'm', name: 'M'.repeat(100), evertill_role: 'manager' };
  const person = personOf({ ...claims, evertill_stores: stores });
  if (typeof person === 'string') throw new Error(person);
  const browser = await at().become(person);
  expect(`evertill-console-a=${browser.cookie}`.length).toBeLessThan(4096);
  expect((await browser.ask('/console/api/me')).status).toBe(200);
  expect(personOf({ ...claims, evertill_stores: [...stores, '9999'] })).toBe('too-many-stores');
  expect(personOf({ ...claims, evertill_stores: [] })).toBe('no-right');
  expect(personOf({ sub: 'x' })).toBe('no-right');
});

test('CON2: what an older stream of a till holds back is told, and alerts look at every stream', async () => {
  const old = newTill('0875');
  await old.push(a.url, sell(old, 1));
  await old.hello(a.url, { backlog: { waiting: 0, oldest_ms: 0, parked: 5 } });
  const successor = new TestTill(old.identity);
  await successor.push(a.url, sell(successor, 1));
  await successor.hello(a.url);
  const browser = await at().become(manager('0875'));
  // What a hello says is noted a moment after its answer.
  const till = async () => ((await browser.ask('/console/api/fleet')).body as FleetAnswer).tills[0];
  await expect.poll(till).toMatchObject({ parked: 5, streams: 2, alerts: ['set-aside'] });
});

test('CON3: a store’s day begins by its own clock, wherever who asks may sit', async () => {
  // Twenty-five hours apart: never on one day.
  await openStore('0874', { time_zone: 'Pacific/Kiritimati' });
  await openStore('0875', { time_zone: 'Pacific/Pago_Pago' });
  const browser = await at().become(manager('0874'));
  const { status, body } = await browser.ask('/console/api/stores/0874/today');
  expect({ status, faults: Value.Errors(ConsoleToday, body) }).toEqual({ status: 200, faults: [] });
  expect((await browser.ask('/console/api/stores/0875/today')).status).toBe(404);
  const other = await (await at().become(IT)).ask('/console/api/stores/0875/today');
  expect((body as ConsoleToday).day > (other.body as ConsoleToday).day).toBe(true);
});
