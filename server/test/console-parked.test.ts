import { randomUUID } from 'node:crypto';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { AuditPage } from '../../src/contracts/audit.ts';
import { ParkedDetail, ParkedList } from '../../src/contracts/parked-ops.ts';
import { openPool } from '../src/db/pool.ts';
import type { Person } from '../src/features/console/identity-provider.ts';
import { readParked } from '../src/features/parked-ops/read-parked.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { everywhere } from './closing-day.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { a, admin, b, newTill, pair, projected, sql } from './shared-pair.ts';
import { sell, TODAY } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

const IT: Person = { subject: 'it-parked', name: 'Iris Tech', role: 'it', stores: [] };
const manager = (store: string): Person => ({
  subject: `m-${store}`,
  name: 'Mara',
  role: 'manager',
  stores: [store],
});
const at = (site = a): ConsoleBrowser => new ConsoleBrowser(pair, site);

/** A till that sold one thing and told one that nobody can read; its id as the console names it. */
async function setAside(store: string, raw: string): Promise<{ till: TestTill; id: string }> {
  const till = newTill(store);
  sell(till, 1);
  till.add(raw);
  await till.push(a.url);
  await everywhere(till);
  await projected(b, till);
  return { till, id: Buffer.from(till.head.opId, 'base64url').toString('hex') };
}

async function parkedOf(browser: ConsoleBrowser): Promise<ParkedList> {
  const { body } = await browser.ask('/console/api/parked');
  expect(Value.Errors(ParkedList, body)).toEqual([]);
  return body as ParkedList;
}

async function auditOf(browser: ConsoleBrowser, query: string): Promise<AuditPage> {
  const { body } = await browser.ask(`/console/api/audit?${query}`);
  expect(Value.Errors(AuditPage, body)).toEqual([]);
  return body as AuditPage;
}

const unknown = (seq: number, body: object): string =>
  JSON.stringify({ v: 1, seq, kind: 'of-tomorrow', business_date: TODAY, at_ms: 1, body });

test('CON7: what head office set aside is told with store, till, reason and payload; a manager sees theirs alone', async () => {
  const mine = await setAside('0881', unknown(2, { pin: '4711', doc: 'd-1' }));
  const other = await setAside('0882', 'no JSON at all');
  const mara = await at().become(manager('0881'));
  const list = await parkedOf(mara);
  expect(list).toMatchObject({
    total: 1,
    ops: [
      {
        op_id: mine.id,
        store: '0881',
        till: mine.till.identity.till,
        seq: 2,
        kind: 'of-tomorrow',
        reason: 'unknown kind',
        state: 'open',
        steps: [],
      },
    ],
  });
  const detail = await mara.ask(`/console/api/parked/${mine.id}`);
  expect(Value.Errors(ParkedDetail, detail.body)).toEqual([]);
  expect((detail.body as ParkedDetail).payload).toContain('"doc": "d-1"');
  expect((detail.body as ParkedDetail).payload).not.toContain('4711');
  const step = { step_id: randomUUID() };
  expect((await mara.ask(`/console/api/parked/${other.id}`)).status).toBe(404);
  for (const [what, body] of [
    ['send-again', step],
    ['resolve', { ...step, note: 'n' }],
  ] as const)
    expect((await mara.post(`/console/api/parked/${other.id}/${what}`, body)).status).toBe(404);
  const ids = (await parkedOf(await at().become(IT))).ops.map(({ op_id: id }) => id);
  expect(ids).toEqual(expect.arrayContaining([mine.id, other.id]));
});

test('CON7, CON8: resolving asks for a note, counts once, is seen at the other site, outlives a rebuild and stands in the audit', async () => {
  const { id } = await setAside('0883', 'no JSON at all');
  const mara = await at().become(manager('0883'));
  const url = `/console/api/parked/${id}/resolve`;
  const ask = { step_id: randomUUID(), note: 'booked by hand' };
  expect((await mara.post(url, { ...ask, note: '' })).status).toBe(400);
  expect((await mara.post(url, ask, 'cross-site')).status).toBe(401);
  const done = await mara.post(url, ask);
  expect(done.body).toMatchObject({
    op: { state: 'resolved', steps: [{ kind: 'resolved', who: 'Mara', note: 'booked by hand' }] },
  });
  expect((await mara.post(url, ask)).status).toBe(200);
  expect((await mara.post(url, { ...ask, step_id: randomUUID() })).status).toBe(409);
  const elsewhere = await at(b).become(manager('0883'));
  const there = async () => (await parkedOf(elsewhere)).ops[0];
  await expect.poll(there, { timeout: 10_000 }).toMatchObject({
    op_id: id,
    state: 'resolved',
    steps: [{ step_id: ask.step_id, site: 'A' }],
  });
  const pool = openPool(a.databaseUrl, 1, () => undefined);
  await rebuildProjections(pool);
  await pool.end();
  expect((await parkedOf(mara)).ops).toMatchObject([{ op_id: id, state: 'resolved' }]);
  const { rows } = await auditOf(mara, 'kind=parked');
  expect(rows).toMatchObject([{ kind: 'parked', who: 'Mara', why: 'booked by hand', site: 'A' }]);
  expect(rows[0]?.what).toContain('store 0883, resolved');
});

test('CON7: an operation that can be read by now counts once it is sent again, at both sites; nothing else of its till is lost or doubled', async () => {
  const { till, id } = await setAside('0884', unknown(2, {}));
  const documents = async (site: { databaseUrl: string }): Promise<number> => {
    const [row] = await sql<{ n: string }>(
      site,
      'SELECT count(*) AS n FROM projection.documents WHERE stream_id = $1',
      [Buffer.from(till.stream, 'base64url')],
    );
    return Number(row?.n);
  };
  // As if a later build had set a sale aside that this one can read.
  for (const site of [a, b])
    await sql(
      site,
      `WITH gone AS (DELETE FROM projection.documents WHERE stream_id = $1 AND seq = 1
                      RETURNING op_id, stream_id, seq)
       INSERT INTO projection.quarantine SELECT *, 'of a build of before' FROM gone`,
      [Buffer.from(till.stream, 'base64url')],
    );
  const browser = await at().become(manager('0884'));
  const wrong = (await parkedOf(browser)).ops.find(({ op_id: one }) => one !== id);
  expect(wrong).toMatchObject({ seq: 1, kind: 'sale', state: 'open' });
  expect(await documents(a)).toBe(0);
  const ask = { step_id: randomUUID() };
  const url = `/console/api/parked/${wrong?.op_id}/send-again`;
  expect((await browser.post(url, ask)).body).toMatchObject({
    op: { state: 'open', steps: [{ kind: 'sent-again', who: 'Mara' }] },
  });
  for (const site of [a, b]) {
    await expect.poll(() => documents(site), { timeout: 15_000 }).toBe(1);
    const left = async () =>
      (await parkedOf(await at(site).become(manager('0884')))).ops.map(({ op_id: one }) => one);
    // What cannot be read even now stands aside as before.
    await expect.poll(left, { timeout: 15_000 }).toEqual([id]);
  }
});

test('CON8: the audit tells releases, kill switches, closes and sign-ins, newest first, by page and by search', async () => {
  const key = `audit-${randomUUID().slice(0, 8)}`;
  const flag = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
  for (const state of ['ENABLED', 'DISABLED'])
    await admin(a, '/v1/admin/changes', {
      rows: [{ ds: 'flag', k: key, op: 'put', v: { ...flag, state } }],
    });
  const stage = { percent: 100, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const stages = [{ ...stage, needs_approval: false, business_hours: false }];
  const release = { id: key, kind: 'flags', stages, flags: [{ key, variant: 'on' }] };
  await admin(a, '/v1/admin/releases', { who: 'ben', why: '50 % of them asked', release });
  const it = await at().become(IT);
  const { rows } = await auditOf(it, `find=${key}`);
  expect(rows.map(({ who, what, why }) => [who, what, why])).toEqual([
    ['ben', `Release ${key} created`, '50 % of them asked'],
    [expect.anything(), `Kill switch: flag ${key} is off`, ''],
    [expect.anything(), `Flag ${key} says: off`, ''],
  ]);
  expect((await auditOf(it, `find=${key}&kind=release`)).rows).toHaveLength(1);
  expect((await auditOf(it, `find=${key}&before=${rows[1]?.id}`)).rows).toEqual(rows.slice(2));
  // A sign that matches anything matches itself alone.
  expect((await auditOf(it, `find=${encodeURIComponent(`${key}%`)}`)).rows).toEqual([]);
  const signed = at();
  expect(await signed.signIn('it-4')).toBe('/console/fleet');
  await signed.post('/console/sign-out', {});
  const signIns = (await auditOf(it, 'kind=sign-in')).rows.slice(0, 2);
  expect(signIns.map(({ what }) => what)).toEqual(['Signed out', 'Signed in as IT']);
  const mara = await at().become(manager('0885'));
  expect((await auditOf(mara, '')).rows).toEqual([]);
});

test('CON11: page by page the list tells each operation once, open ones first', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push((await setAside('0889', unknown(2, { n }))).id);
  const mara = await at().become(manager('0889'));
  const note = { step_id: randomUUID(), note: 'seen' };
  expect((await mara.post(`/console/api/parked/${ids[1]}/resolve`, note)).status).toBe(200);
  const pool = openPool(a.databaseUrl, 1, () => undefined);
  const person = { ...manager('0889'), expires_ms: 0 };
  const told: { id: string; state: string }[] = [];
  const sizes: number[] = [];
  try {
    let after: string | undefined;
    do {
      const page = await readParked(pool, person, after === undefined ? {} : { after }, 2);
      expect(page.total).toBe(5);
      sizes.push(page.ops.length);
      told.push(...page.ops.map(({ op_id: id, state }) => ({ id, state })));
      after = page.next ?? undefined;
    } while (after !== undefined);
  } finally {
    await pool.end();
  }
  expect(sizes).toEqual([2, 2, 1]);
  expect(told.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(told.at(-1)).toEqual({ id: ids[1], state: 'resolved' });
  // The route takes the mark that it gave, and nothing else.
  const { body, status } = await mara.ask(`/console/api/parked?after=0.2.${'0'.repeat(32)}`);
  expect([status, (body as ParkedList).ops.length]).toEqual([200, 5]);
  expect((await mara.ask('/console/api/parked?after=nonsense')).status).toBe(400);
}, 60_000);

test('CON7: of two people that resolve at once one is told that it is done', async () => {
  const { id } = await setAside('0887', 'no JSON at all');
  const [iris, mara] = [await at().become(IT), await at().become(manager('0887'))];
  const resolve = (who: ConsoleBrowser, step_id: string) =>
    who.post(`/console/api/parked/${id}/resolve`, { step_id, note: 'booked by hand' });
  for (let round = 0; round < 6; round += 1) {
    const said = await Promise.all([iris, mara].map((who) => resolve(who, randomUUID())));
    expect(said.map((answer) => answer.status).toSorted((x, y) => x - y)).toEqual([200, 409]);
    const again = { step_id: randomUUID() };
    expect((await iris.post(`/console/api/parked/${id}/send-again`, again)).status).toBe(200);
  }
  // One person's press that comes twice is one step.
  const same = randomUUID();
  const twice = await Promise.all([resolve(mara, same), resolve(mara, same)]);
  expect(twice.map((answer) => answer.status)).toEqual([200, 200]);
}, 30_000);

test('CON7: a step that was told but whose reading failed is read when it is asked for again', async () => {
  const { till, id } = await setAside('0888', unknown(2, {}));
  const stream = Buffer.from(till.stream, 'base64url');
  const it = await at().become(IT);
  const url = `/console/api/parked/${id}/send-again`;
  const ask = { step_id: randomUUID() };
  await sql(
    a,
    `CREATE FUNCTION no_replay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF NEW.replay AND NOT OLD.replay THEN RAISE 'no'; END IF; RETURN NEW; END $$`,
  );
  await sql(
    a,
    'CREATE TRIGGER no_replay BEFORE UPDATE ON stream_state FOR EACH ROW EXECUTE FUNCTION no_replay()',
  );
  expect((await it.post(url, ask)).status).toBe(500);
  await sql(a, 'DROP TRIGGER no_replay ON stream_state');
  await sql(a, 'DROP FUNCTION no_replay');
  await sql(a, "UPDATE projection.quarantine SET reason = 'of before' WHERE stream_id = $1", [
    stream,
  ]);
  expect((await it.post(url, ask)).status).toBe(200);
  const reason = async () => (await parkedOf(it)).ops.find(({ op_id: one }) => one === id)?.reason;
  await expect.poll(reason, { timeout: 10_000 }).toBe('unknown kind');
}, 30_000);
