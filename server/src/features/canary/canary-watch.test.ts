import { expect, test } from 'vitest';
import type { Balancer } from './balancer.ts';
import { CanaryWatch } from './canary-watch.ts';

function start() {
  const world = { now: 0, isUp: true, requests: 0, failed: 0, shares: [] as number[] };
  const balancer: Balancer = {
    share: async (percent) => void world.shares.push(percent),
    look: async () => ({
      isUp: world.isUp,
      canary: { requests: world.requests, failed: world.failed, refused: 0, meanMs: 1 },
      champion: { requests: 10_000, failed: 0, refused: 0, meanMs: 1 },
    }),
  };
  const watch = new CanaryWatch(balancer, () => world.now);
  const follow = async (release: string | undefined, percent = 10): Promise<number | undefined> => {
    world.now += 1000;
    await watch.follow(release === undefined ? undefined : { release, percent });
    return world.shares.at(-1);
  };
  return { world, watch, follow };
}

test('CAN3: the share is said at each look, and is 0 where no canary is out', async () => {
  const { follow, world } = start();
  expect(await follow(undefined)).toBe(0);
  expect(await follow('r1')).toBe(10);
  expect(await follow('r1', 25)).toBe(25);
  expect(await follow(undefined)).toBe(0);
  expect(world.shares).toHaveLength(4);
});

test('CAN3: harm takes the share at once and for good; another release begins with a clean sheet', async () => {
  const { follow, world, watch } = start();
  await follow('r1');
  Object.assign(world, { requests: 200, failed: 100 });
  expect(await follow('r1')).toBe(0);
  expect(watch.verdictOn('r1').verdict).toBe('rollback');
  world.requests += 5000;
  expect(await follow('r1')).toBe(0);
  expect(watch.verdictOn('r2')).toEqual({ verdict: 'unsure' });
  expect(await follow('r2')).toBe(10);
  world.isUp = false;
  for (let i = 0; i < 3; i += 1) await follow('r2');
  expect(world.shares.at(-1)).toBe(0);
});
