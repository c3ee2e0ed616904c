import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { BuildsView } from '../../src/contracts/build-feed.ts';
import type { ReleaseView } from '../../src/contracts/release.ts';
import { must } from '../../src/domain/assert.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { openPool } from '../src/db/pool.ts';
import { pruneBuildParts } from '../src/features/builds/build-parts.ts';
import { a, admin, b, newTill, sql, status } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';
import { askBuild, buildFile, champion, keepBuildPart, publish } from './test-builds.ts';

/* What people say of builds beside each other, or beside a release that is out. */

const STORES = ['7700', '7701', '7702', '7703'];
const [OLD, NEW, OTHER] = ['21.0.0', '21.1.0', '21.2.0'];
const BYTES = randomBytes(1000);
const bytesOf = (version: string): Buffer => Buffer.concat([BYTES, Buffer.from(version)]);

const act = (id: string, action: string) =>
  admin<ReleaseView>(a, `/v1/admin/releases/${id}/act`, { who: 'anna', why: 'test', action });
const runs = async (store: string): Promise<string | undefined> =>
  /^version: '?([0-9.]+)/m.exec((await askBuild(a, newTill(store))).body)?.[1];
const told = (store: string, version: string) =>
  waitUntil(`${store} told ${version}`, 8000, async () =>
    (await runs(store)) === version ? true : undefined,
  );
const settled = () =>
  waitUntil('change logs to be equal', 8000, async () => {
    const [x, y] = [await status(a), await status(b)];
    return JSON.stringify(x.changes_vec) === JSON.stringify(y.changes_vec) ? true : undefined;
  });

let made = 0;
async function create(build: string, percent: number): Promise<string> {
  made += 1;
  const id = `beside-${process.env['VITEST_POOL_ID']}-${made}`;
  const by = { advance: 'hand', needs_approval: false, business_hours: false };
  const stages = [{ ...by, percent, min_soak_ms: 0, min_sales: 0 }];
  const release = { id, kind: 'build', build, audience: { groups: ['beside-builds'] }, stages };
  const answer = await admin(a, '/v1/admin/releases', { who: 'anna', why: 'a build', release });
  expect(answer.status, answer.text).toBe(200);
  return id;
}

beforeAll(async () => {
  const rows = STORES.map((store) => ({
    ds: 'store',
    k: store,
    op: 'put',
    v: { ...STORE_PROFILE, store, groups: ['beside-builds'] },
  }));
  await admin(a, '/v1/admin/changes', { rows });
  for (const version of [OLD, NEW, OTHER])
    expect((await publish(a, version, bytesOf(version))).status).toBe(200);
  await champion(a, OLD);
  await settled();
}, 60_000);

test('BLD6 of two builds that are started at once one goes out, and the other is told why not', async () => {
  for (let round = 0; round < 6; round += 1) {
    const ids = [await create(NEW, 100), await create(OTHER, 100)];
    const said = await Promise.all(ids.map((id) => act(id, 'start')));
    for (const id of ids) await act(id, 'rollback');
    expect(said.map((answer) => answer.status).toSorted((x, y) => x - y)).toEqual([200, 409]);
    expect(said.map((answer) => answer.text).join()).toContain('brings another build now');
  }
}, 60_000);

test('BLD6 no champion is named while a release of a build is out: its way back stays', async () => {
  const id = await create(NEW, 25);
  const { body } = await act(id, 'start');
  const pilot = must(body.stores.admitted[0], 'a pilot');
  await told(pilot, NEW);
  expect((await champion(a, NEW)).status).toBe(409);
  await act(id, 'hold');
  expect((await champion(a, NEW)).text).toContain(`release ${id} of a build is out`);
  // What is so already may be said again.
  expect((await champion(a, OLD)).status).toBe(200);
  await act(id, 'rollback');
  await told(pilot, OLD);
}, 60_000);

test('BLD1 BLD6 the champion of before, named after a release is done, brings its stores back', async () => {
  const id = await create(NEW, 100);
  await act(id, 'start');
  expect((await act(id, 'finish')).body.status).toBe('done');
  await told(must(STORES[0], 'a store'), NEW);
  expect((await champion(a, OLD)).status).toBe(200);
  for (const store of STORES) await told(store, OLD);
  await act(id, 'rollback');
}, 60_000);

test('BLD5 parts of a published file are left alone; the same bytes may come again', async () => {
  const bytes = bytesOf(OLD);
  const { hash } = buildFile('linux', bytes);
  for (const n of [0, 1]) expect(await keepBuildPart(a, hash, n, Buffer.from('x'))).toBe(409);
  expect(await keepBuildPart(a, hash, 0, bytes)).toBe(200);
  const { builds } = (await admin<BuildsView>(a, '/v1/admin/builds')).body;
  expect(builds.find(({ version }) => version === OLD)?.here).toBe(true);
  // At the other site nothing of it is there yet: torn ones are replaced there.
  for (const part of [Buffer.from('x'), bytes])
    expect(await keepBuildPart(b, hash, 0, part)).toBe(200);
  expect((await publish(b, OLD, bytes)).status).toBe(200);
});

test('BLD9 an upload that was broken off for good is cleaned up after a week; what is published, or still brought, stays', async () => {
  const at = (hash: string, days: number) =>
    sql(a, `UPDATE build_parts SET at = now() - $2 * interval '1 day' WHERE hash = $1`, [
      hash,
      days,
    ]);
  const isThere = async (hash: string): Promise<boolean> =>
    (await sql(a, 'SELECT 1 FROM build_parts WHERE hash = $1', [hash])).length > 0;
  const bring = async (days: number) => {
    const bytes = randomBytes(100);
    const { hash } = buildFile('linux', bytes);
    expect(await keepBuildPart(a, hash, 0, bytes)).toBe(200);
    await at(hash, days);
    return { bytes, hash };
  };
  const gone = await bring(8);
  const fresh = await bring(6);
  const again = await bring(8);
  expect(await keepBuildPart(a, again.hash, 0, again.bytes)).toBe(200);
  const published = buildFile('linux', bytesOf(OLD)).hash;
  await at(published, 100);
  const pool = openPool(a.databaseUrl, 1, () => undefined);
  try {
    await pruneBuildParts(pool);
  } finally {
    await pool.end();
  }
  expect(await isThere(gone.hash)).toBe(false);
  for (const hash of [fresh.hash, again.hash, published]) expect(await isThere(hash)).toBe(true);
});

test('BLD7 a failure that was known when somebody resumed does not hold the pilot again, heard first at either site', async () => {
  const id = await create(NEW, 100);
  const { body } = await act(id, 'start');
  const [one = '', two = ''] = body.stores.admitted;
  const till = newTill(one);
  const fails = (site: typeof a, who = till) =>
    askBuild(site, who, { more: `&failed=${NEW}&why=crash` });
  const is = async () => (await admin<ReleaseView>(a, `/v1/admin/releases/${id}`)).body.status;
  const becomes = (wanted: string) =>
    waitUntil(`the pilot ${wanted}`, 15_000, async () =>
      (await is()) === wanted ? true : undefined,
    );
  await fails(a);
  await becomes('paused');
  await settled();
  // Somebody resumes at the site that never heard of it itself.
  const ask = { who: 'anna', why: 'a bad disk', action: 'resume' };
  expect((await admin(b, `/v1/admin/releases/${id}/act`, ask)).status).toBe(200);
  await settled();
  await fails(b);
  await new Promise((done) => setTimeout(done, 5000));
  expect(await is()).toBe('running');
  await fails(b, newTill(two));
  await becomes('paused');
  await act(id, 'rollback');
}, 60_000);

test('BLD7 a build that crashes holds the pilot, also where its files had been damaged on that till before', async () => {
  const id = await create(OTHER, 100);
  const { body } = await act(id, 'start');
  const store = must(body.stores.admitted[2], 'a store');
  const till = newTill(store);
  await askBuild(a, till, { more: `&failed=${OTHER}&why=damaged` });
  // Long before this stage; since then it fetched the files again.
  await sql(a, `UPDATE build_asks SET failed_at = now() - interval '1 hour' ${OF_STORE}`, [
    store,
    OTHER,
  ]);
  await askBuild(a, till, { more: `&failed=${OTHER}&why=crash` });
  const at = await sql(a, TOLD_AT, [store, OTHER]);
  expect(at).toHaveLength(1);
  await waitUntil('the pilot to be held', 15_000, async () => {
    const now = await admin<ReleaseView>(a, `/v1/admin/releases/${id}`);
    return now.body.status === 'paused' ? true : undefined;
  });
  // Told again it keeps its moment.
  await askBuild(a, till, { more: `&failed=${OTHER}&why=crash` });
  expect(await sql(a, TOLD_AT, [store, OTHER])).toEqual(at);
  await act(id, 'rollback');
}, 60_000);

const OF_STORE = 'WHERE store = $1 AND failed = $2';
const TOLD_AT = `SELECT failed_at::text AS at FROM build_asks ${OF_STORE}`;
