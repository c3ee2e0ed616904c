import { expect, test } from 'vitest';
import { composeRelease } from '../../../../src/domain/release/compose-release.ts';
import { machineStep } from '../../../../src/domain/release/machine-step.ts';
import { release, TestHistory } from '../../../../src/domain/release/testing-release.ts';
import type { SiteContext } from '../../site-context.ts';
import { canaryStanding } from './canary-standing.ts';
import { CanaryWatch } from './canary-watch.ts';
import { canaryOut } from './follow-canary.ts';

const spec = release({ kind: 'backend', compatible: true, site: 'A', flags: [] });
const history = () =>
  new TestHistory().add('created', { spec }).add('started', { stage: 3, after: 100 }).add('done');
const stateOf = ({ rows }: TestHistory) => {
  const state = composeRelease(rows);
  if (state === undefined) throw new Error('no release');
  return state;
};

/** A site with its balancer; `worker` is a background worker that knows nothing of the one before. */
function start(haproxySocket = '/run/haproxy') {
  const world = { now: 0, failed: 0, shares: [] as number[] };
  const worker = () =>
    new CanaryWatch(
      {
        share: async (percent) => void world.shares.push(percent),
        look: async () => ({
          isUp: true,
          canary: { requests: world.failed, failed: world.failed, refused: 0, meanMs: 1 },
          champion: { requests: 9000, failed: 0, refused: 0, meanMs: 1 },
        }),
      },
      () => (world.now += 1000),
    );
  const standing = (h: TestHistory, canary?: CanaryWatch, site = 'A') =>
    canaryStanding(
      { config: { site, haproxySocket }, canary } as unknown as SiteContext,
      stateOf(h),
    );
  return { world, worker, standing };
}

test('CAN3: harm done by a canary that is done takes it back, so that a worker that begins anew gives it nothing', async () => {
  const { world, worker, standing } = start();
  const h = history();
  const first = worker();
  await first.follow(canaryOut([stateOf(h)], 'A'));
  world.failed = 500;
  await first.follow(canaryOut([stateOf(h)], 'A'));
  expect(world.shares).toEqual([100, 0]);
  const at = { ...standing(h, first), nowMs: 1, isOfficeHours: true, missing: [] };
  const step = machineStep(stateOf(h), at);
  expect(step).toEqual({ action: 'rollback', why: expect.stringContaining('failed 100 %') });
  h.add('rolled-back');
  await worker().follow(canaryOut([stateOf(h)], 'A'));
  expect(world.shares.at(-1)).toBe(0);
});

test('CAN3: a canary that is done and whose balancer was taken away stays as it is', () => {
  const { standing, worker } = start('');
  expect(standing(history()).guards).toBe('unsure');
  expect(standing(history(), worker(), 'B').guards).toBe('unsure');
});
