import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ReleaseView } from '../../src/contracts/release.ts';
import type { ChangeRow } from '../../src/contracts/wire.ts';

import { waitUntil } from '../../tools/region/wait-until.ts';
import { a, admin, b, status } from './shared-pair.ts';
import { STORE_PROFILE } from './store-profile.ts';

/* Steps, holds and kill switches that are pressed at the same moment, at one site or at both. */

const STAGE = {
  advance: 'hand',
  min_soak_ms: 0,
  min_sales: 0,
  needs_approval: false,
  business_hours: false,
};
const BEFORE = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
const KILLED = { ...BEFORE, state: 'DISABLED' };
const WORKER = process.env['VITEST_POOL_ID'];

const write = (key: string, v: object) =>
  admin(a, '/v1/admin/changes', { rows: [{ ds: 'flag', k: key, op: 'put', v }] });
const act = (id: string, action: string, site = a) =>
  admin<ReleaseView>(site, `/v1/admin/releases/${id}/act`, { who: 'anna', why: 'so', action });
const look = async (id: string) => (await admin<ReleaseView>(a, `/v1/admin/releases/${id}`)).body;
const flagIs = async (key: string, site = a) => {
  const path = `/v1/admin/changes/current?ds=flag&k=${key}`;
  return (await admin<{ rows: ChangeRow[] }>(site, path)).body.rows[0]?.v;
};
const settled = () =>
  waitUntil('change logs to be equal', 10_000, async () => {
    const [x, y] = [await status(a), await status(b)];
    return JSON.stringify(x.changes_vec) === JSON.stringify(y.changes_vec) ? true : undefined;
  });

let made = 0;
async function create(over: object = {}, taken?: string): Promise<{ id: string; key: string }> {
  made += 1;
  const id = `b${WORKER}-${made}`;
  const key = taken ?? `flag-${id}`;
  if (made === 1) {
    const rows = Array.from({ length: 20 }, (_, i) => {
      const store = String(7300 + i);
      return {
        ds: 'store',
        k: store,
        op: 'put',
        v: { ...STORE_PROFILE, store, groups: ['beside'] },
      };
    });
    await admin(a, '/v1/admin/changes', { rows });
  }
  if (taken === undefined) await write(key, BEFORE);
  const release = {
    id,
    kind: 'flags',
    audience: { groups: ['beside'] },
    stages: [10, 50, 100].map((percent) => ({ ...STAGE, percent })),
    flags: [{ key, variant: 'on' }],
    ...over,
  };
  await admin(a, '/v1/admin/releases', { who: 'anna', why: 'a trial', release });
  await settled();
  return { id, key };
}
const standsAsBefore = (key: string) =>
  waitUntil(`${key} as before`, 15_000, async () =>
    (await flagIs(key)) === JSON.stringify(BEFORE) ? true : undefined,
  );

test('REL3, REL11 start and roll-back pressed at once, at one site or at two: the flag is as before', async () => {
  for (const other of [a, b]) {
    const { id, key } = await create();
    await Promise.all([act(id, 'start'), act(id, 'rollback', other)]);
    await settled();
    await standsAsBefore(key);
    expect((await look(id)).percent).toBe(0);
    // It stays so at the next looks of both machines.
    await sleep(4500);
    expect(await flagIs(key)).toBe(JSON.stringify(BEFORE));
  }
}, 90_000);
test('REL3, REL11 a hold beside a start, resumed, started anew and taken back: the flag is as before', async () => {
  const { id, key } = await create({ start_at_ms: Date.now() + 86_400_000 });
  await Promise.all([act(id, 'start'), act(id, 'hold', b)]);
  await settled();
  expect((await look(id)).status).toBe('paused');
  await act(id, 'resume');
  await act(id, 'start');
  expect((await look(id)).percent).toBe(10);
  await waitUntil('the share to be out', 15_000, async () =>
    (await flagIs(key))?.includes(`pilot.${id}`) === true ? true : undefined,
  );
  expect((await act(id, 'rollback')).status).toBe(200);
  await standsAsBefore(key);
}, 60_000);
test('REL10 a kill switch pressed while a step is under way stands, at one site and beside the other', async () => {
  for (const site of [a, a, a, b, b, b]) {
    const { id, key } = await create();
    await act(id, 'start');
    await settled();
    const widen = act(id, 'widen', site);
    await sleep(2 + made);
    await write(key, KILLED);
    await widen;
    await settled();
    await waitUntil(`the kill switch of ${key} to stand`, 15_000, async () =>
      (await flagIs(key)) === JSON.stringify(KILLED) ? true : undefined,
    );
    await act(id, 'rollback');
  }
}, 120_000);
test('REL9 a scheduled release does not take a flag that follows another: it waits and says so', async () => {
  const first = await create();
  await act(first.id, 'start');
  const second = await create({ start_at_ms: Date.now() + 500 }, first.key);
  await sleep(5000);
  const now = await look(second.id);
  expect(now.status).toBe('pending');
  expect(now.next).toContain(`flag ${first.key} follows release ${first.id}`);
  await act(second.id, 'rollback');
  await act(first.id, 'rollback');
  await standsAsBefore(first.key);
}, 60_000);

test('REL3 of two people that create one release id at once one is told that it is there', async () => {
  const stages = (percent: number) => [{ ...STAGE, percent }];
  for (let round = 0; round < 8; round += 1) {
    const id = `b${WORKER}-twice-${round}`;
    const release = { id, kind: 'flags', flags: [{ key: `flag-${id}`, variant: 'on' }] };
    const ask = (who: string, percent: number) =>
      admin<ReleaseView>(a, '/v1/admin/releases', {
        who,
        why: 'a trial',
        release: { ...release, stages: stages(percent) },
      });
    const said = await Promise.all([ask('anna', 10), ask('ben', 100)]);
    expect(said.map((answer) => answer.status).toSorted((x, y) => x - y)).toEqual([200, 409]);
    expect((await look(id)).history).toHaveLength(1);
  }
}, 30_000);
