import { describe, expect, test } from 'vitest';
import { Value } from 'typebox/value';
import { ReleaseView } from '../../src/contracts/release.ts';
import { changeText } from '../../src/contracts/signed-token.ts';
import type { ChangeRow, ChangesAnswer } from '../../src/contracts/wire.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { publicKeyFromText, verifyText } from '../src/keys/ed25519.ts';
import { a, admin, b, newTill, pair, problem, sql, status } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';

type Site = typeof a;
const STAGE = {
  percent: 10,
  advance: 'hand',
  min_soak_ms: 0,
  min_sales: 0,
  needs_approval: false,
  business_hours: false,
};
const BEFORE = {
  state: 'ENABLED',
  variants: { on: true, off: false },
  defaultVariant: 'off',
};
const STORES = Array.from({ length: 40 }, (_, i) => String(7000 + i));

let made = 0;
/** A release of its own flag, so that no test meets another's. */
async function create(over: object = {}, site: Site = a) {
  made += 1;
  const id = `t${process.env['VITEST_POOL_ID']}-${made}`;
  const key = `flag-${id}`;
  await admin(site, '/v1/admin/changes', { rows: [{ ds: 'flag', k: key, op: 'put', v: BEFORE }] });
  const release = {
    id,
    kind: 'flags',
    audience: { groups: ['pilots'] },
    stages: [10, 25, 50, 100].map((percent) => ({ ...STAGE, percent })),
    flags: [{ key, variant: 'on' }],
    ...over,
  };
  const answer = await admin<ReleaseView>(site, '/v1/admin/releases', {
    who: 'anna',
    why: 'a trial',
    release,
  });
  return { id, key, answer };
}
const act = (site: Site, id: string, action: string, over: object = {}) =>
  admin<ReleaseView>(site, `/v1/admin/releases/${id}/act`, {
    who: 'anna',
    why: 'because',
    action,
    ...over,
  });
const look = async (site: Site, id: string) =>
  (await admin<ReleaseView>(site, `/v1/admin/releases/${id}`)).body;
const flagRow = async (site: Site, key: string) => {
  const path = `/v1/admin/changes/current?ds=flag&k=${key}`;
  return (await admin<{ rows: ChangeRow[] }>(site, path)).body.rows[0];
};

async function settled(): Promise<void> {
  await waitUntil('change logs to be equal', 8000, async () => {
    const [x, y] = [await status(a), await status(b)];
    return JSON.stringify(x.changes_vec) === JSON.stringify(y.changes_vec) ? true : undefined;
  });
}

let areOpen = false;
async function openStores(): Promise<void> {
  if (areOpen) return;
  areOpen = true;
  const rows = STORES.map((store) => {
    const v = { ...STORE_PROFILE, store, groups: ['pilots'] };
    return { ds: 'store', k: store, op: 'put', v };
  });
  await admin(a, '/v1/admin/changes', { rows });
  await settled();
}

describe('releases at head office', () => {
  test('REL1, REL2 10 % of 40 stores are exactly 4, widening keeps them, and both sites agree', async () => {
    await openStores();
    const { id } = await create();
    const first = (await act(a, id, 'start')).body;
    expect(Value.Errors(ReleaseView, first)).toEqual([]);
    expect(first).toMatchObject({ status: 'running', percent: 10, stores: { audience: 40 } });
    expect(first.stores.admitted).toHaveLength(4);
    const wider = (await act(a, id, 'widen')).body;
    expect(wider.stores.admitted).toHaveLength(10);
    expect(wider.stores.admitted).toEqual(expect.arrayContaining(first.stores.admitted));
    await settled();
    expect(await look(b, id)).toEqual({ ...(await look(a, id)) });
    expect((await act(b, id, 'widen')).body.stores.admitted).toHaveLength(20);
  });
  test('REL10, D17 flags and ranks are signed rows; a till gets its own store’s rank alone', async () => {
    await openStores();
    const { id, key } = await create();
    await act(a, id, 'start');
    const row = await flagRow(a, key);
    expect(JSON.parse(row?.v ?? '')).toMatchObject({
      targeting: { if: [{ '<': [0, { var: `pilot.${id}` }, 0.1] }, 'on', 'off'] },
    });
    const till = newTill(STORES[3]);
    const { body } = await till.get<ChangesAnswer>(a.url, '/v1/sync/changes?datasets=rank');
    const mine = body.changes.filter(({ k }) => k.endsWith(`/${id}`));
    expect(mine.map(({ k }) => k)).toEqual([`${STORES[3]}/${id}`]);
    const spki = createPublicKey(readFileSync(a.keyFile, 'utf8')).export({ format: 'jwk' });
    const siteKey = publicKeyFromText(spki.x ?? '');
    const [rank] = mine;
    if (rank === undefined || siteKey === undefined) throw new Error('no rank');
    expect(verifyText(siteKey, 'flag', changeText(rank), rank.sig ?? '')).toBe(true);
    const rows = await sql<{ sig: string | null }>(
      a,
      `SELECT sig FROM changes_a WHERE dataset = 'release' AND key LIKE $1 || '/%'`,
      [id],
    );
    expect(rows.map(({ sig }) => sig === null)).toEqual([false, false]);
  });
  test('REL11 a roll-back writes exactly what was before, at whichever site it is pressed', async () => {
    await openStores();
    const { id, key } = await create();
    const before = (await flagRow(a, key))?.v;
    await act(a, id, 'start');
    await settled();
    const back = (await act(b, id, 'rollback')).body;
    expect(back).toMatchObject({ status: 'rolled-back', percent: 0, stores: { admitted: [] } });
    expect((await flagRow(b, key))?.v).toBe(before);
    await settled();
    expect((await flagRow(a, key))?.v).toBe(before);
    const again = await act(a, id, 'start');
    expect([again.status, problem(again)]).toEqual([409, 'release-refused']);
  });
  test('REL5 force wants two people; every step stands in the history with who, why, before, after', async () => {
    await openStores();
    const { id } = await create({
      stages: [
        { ...STAGE, min_soak_ms: 3_600_000 },
        { ...STAGE, percent: 50 },
      ],
    });
    await act(a, id, 'start');
    const soaking = await act(a, id, 'widen');
    expect(problem(soaking)).toBe('release-refused');
    expect(problem(await act(a, id, 'force', { stage: 1 }))).toBe('release-refused');
    await act(a, id, 'approve', { stage: 1, who: 'ben', why: 'seen' });
    const forced = (await act(a, id, 'force', { stage: 1, why: 'a fair' })).body;
    expect(forced.percent).toBe(50);
    expect(
      forced.history.map(({ kind, who, why, before, after }) => [kind, who, why, before, after]),
    ).toEqual([
      ['created', 'anna', 'a trial', 0, 0],
      ['started', 'anna', 'because', 0, 10],
      ['approved', 'ben', 'seen', 10, 10],
      ['forced', 'anna', 'a fair', 10, 50],
    ]);
  });
  test('REL3 two sites act side by side: the narrower wins, and the flag follows at both', async () => {
    await openStores();
    const { id, key } = await create();
    await act(a, id, 'start');
    await settled();
    // Site B writes beside what A did: as if the line between them had been cut.
    const [wide] = await Promise.all([act(a, id, 'widen'), act(b, id, 'rollback')]);
    expect(wide.status === 200 || wide.status === 409).toBe(true);
    await settled();
    for (const site of [a, b])
      await waitUntil(`${key} as before at ${site.url}`, 10_000, async () =>
        (await look(site, id)).status === 'rolled-back' &&
        JSON.stringify(JSON.parse((await flagRow(site, key))?.v ?? '')) === JSON.stringify(BEFORE)
          ? true
          : undefined,
      );
  });
  test('REL6 it starts at its time, widens when its stage has soaked, and is done, by itself', async () => {
    await openStores();
    const timed = { ...STAGE, advance: 'time' };
    const { id, answer } = await create({
      start_at_ms: Date.now() + 1500,
      stages: [timed, { ...timed, percent: 100 }],
    });
    expect(answer.body.status).toBe('pending');
    const done = await waitUntil('the release to be done', 30_000, async () => {
      const now = await look(a, id);
      return now.status === 'done' ? now : undefined;
    });
    expect(done.stores.admitted).toHaveLength(40);
    expect(done.history.filter(({ by }) => by === 'machine').length).toBeGreaterThanOrEqual(3);
  }, 60_000);
  test('REL6 what is not done by its cut-off is taken back', async () => {
    await openStores();
    const { id } = await create({ cutoff_ms: Date.now() + 1000 });
    await act(a, id, 'start');
    await waitUntil('the cut-off', 15_000, async () =>
      (await look(a, id)).status === 'rolled-back' ? true : undefined,
    );
  });
  test('REL10 a kill switch by hand stands: the release is held and writes nothing over it', async () => {
    await openStores();
    const { id, key } = await create();
    await act(a, id, 'start');
    const killed = { ...BEFORE, state: 'DISABLED' };
    await admin(a, '/v1/admin/changes', { rows: [{ ds: 'flag', k: key, op: 'put', v: killed }] });
    await waitUntil('the hold', 15_000, async () =>
      (await look(a, id)).status === 'paused' ? true : undefined,
    );
    expect((await flagRow(a, key))?.v).toBe(JSON.stringify(killed));
    expect((await look(a, id)).flags).toMatchObject([{ in_force: false }]);
    expect((await act(a, id, 'resume')).body.flags).toMatchObject([{ in_force: true }]);
  }, 30_000);
  test('REL2 a store that joins later is counted apart and gets a rank', async () => {
    await openStores();
    const group = `late-${process.env['VITEST_POOL_ID']}`;
    const put = (store: string) => ({
      ds: 'store',
      k: store,
      op: 'put',
      v: { ...STORE_PROFILE, store, groups: [group] },
    });
    await admin(a, '/v1/admin/changes', { rows: [put('7100'), put('7101')] });
    const { id } = await create({
      audience: { groups: [group] },
      stages: [{ ...STAGE, percent: 100 }],
    });
    await act(a, id, 'start');
    await admin(a, '/v1/admin/changes', { rows: [put('7102')] });
    const till = newTill('7102');
    await waitUntil('a rank for the store that joined', 15_000, async () => {
      const { body } = await till.get<ChangesAnswer>(a.url, '/v1/sync/changes?datasets=rank');
      return body.changes.some(({ k }) => k === `7102/${id}`) ? true : undefined;
    });
    expect((await look(a, id)).stores).toMatchObject({
      audience: 2,
      late: 1,
      late_admitted: ['7102'],
    });
  });
  test('REL9 what does not fit is refused: shapes, twice the same id, a flag that is taken, nobody in it', async () => {
    await openStores();
    const { id, key } = await create();
    await act(a, id, 'start');
    const twice = await create({ flags: [{ key, variant: 'on' }] });
    expect(problem(await act(a, twice.id, 'start'))).toBe('release-refused');
    const odd = await create({ flags: [{ key: 'nobody-knows', variant: 'on' }] });
    expect(problem(await act(a, odd.id, 'start'))).toBe('release-refused');
    const empty = await create({ audience: { groups: ['nobody'] } });
    expect(problem(await act(a, empty.id, 'start'))).toBe('release-refused');
    const same = await admin(a, '/v1/admin/releases', {
      who: 'anna',
      why: 'again',
      release: { ...odd.answer.body.spec, id },
    });
    expect(problem(same)).toBe('head-office-conflict');
    expect(problem((await create({ stages: [] })).answer)).toBe('malformed-request');
    expect(problem(await act(a, 'never-was', 'start'))).toBe('not-found');
    const byHand = { rows: [{ ds: 'rank', k: '7000/x', op: 'put', v: { rank: 0.5 } }] };
    expect(problem(await admin(a, '/v1/admin/changes', byHand))).toBe('malformed-request');
    expect((await admin(a, '/v1/admin/releases', undefined, 'not the token')).status).toBe(401);
    expect(pair.region).toBe('eu');
  });
  test('REL4 a time zone that nobody can read is refused; one of before stops no roll-back and no list', async () => {
    await openStores();
    const group = `zone-${process.env['VITEST_POOL_ID']}`;
    const put = (time_zone: string) => ({
      rows: [
        {
          ds: 'store',
          k: '7200',
          op: 'put',
          v: { ...STORE_PROFILE, store: '7200', groups: [group], time_zone },
        },
      ],
    });
    await admin(a, '/v1/admin/changes', put('Europe/Berlin'));
    expect(problem(await admin(a, '/v1/admin/changes', put('Europe/Berlin ')))).toBe(
      'malformed-request',
    );
    const stages = [{ ...STAGE, percent: 100, business_hours: true }];
    const { id } = await create({ audience: { groups: [group] } });
    const waits = await create({ audience: { groups: [group] }, stages });
    await act(a, id, 'start');
    const spoil = `UPDATE changes_a SET value = replace(value, $1, $2) WHERE key = '7200'`;
    await sql(a, spoil, ['Europe/Berlin', 'Nowhere/Else']);
    try {
      expect((await look(a, waits.id)).next).toContain('office hours');
      expect((await act(a, id, 'hold')).status).toBe(200);
      expect((await act(a, id, 'rollback')).status).toBe(200);
      expect((await admin(a, '/v1/admin/releases')).status).toBe(200);
    } finally {
      await sql(a, spoil, ['Nowhere/Else', 'Europe/Berlin']);
    }
  });
});
