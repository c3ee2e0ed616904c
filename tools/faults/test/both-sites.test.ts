import { once } from 'node:events';
import http from 'node:http';
import { expect, inject, test } from 'vitest';
import { heals } from '../failover.ts';
import { report } from '../fault-report.ts';
import { addressesDialled, dialling } from '../dialled.ts';
import { confirmed, startScene, withScene } from '../scene.ts';
import { problem } from '../spoken-faults.ts';

const region = inject('faultRegion');
const DAY_S = 86_400;

test('EP12: both sites down for a day: asked for ever, all is sent within 35 s of the return', async () => {
  // A request that takes a few milliseconds takes a minute of this till's time.
  const settings = { lostFlightMs: DAY_S * 1000, parallelProbeMs: DAY_S * 1000 };
  await withScene(region, { settings }, async ({ till, a, b }) => {
    for (const proxy of [a, b]) await proxy.set('refuse');
    const began = till.clock.now();
    const calls = till.calls.length;
    const pace = 24_000;
    till.clock.setPace(pace);
    let head = 0;
    while (till.clock.now() - began < DAY_S * 1000) {
      head = await till.sell(5);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    till.clock.setPace(1);
    const asked = till.calls.length - calls;
    expect(till.view).toMatchObject({ line: 'offline', offlineReason: 'no-site' });
    // 30 s apart would be 5,760; at this pace a busy machine gets to a part of them.
    expect(asked).toBeGreaterThan(100);
    till.clock.setPace(10);
    const since = till.clock.now();
    for (const proxy of [a, b]) await proxy.set('pass');
    await confirmed(till, head);
    const back = till.clock.now() - since;
    expect(till.view.line).toBe('online');
    expect(back).toBeLessThan(3 * 35_000);
    const did = `asked ${asked} times, resumed ${(back / 1000).toFixed(1)} s after the return`;
    const paced = `clock × ${pace} while down, × 10 at the return, goal 35 s`;
    report({ id: 'EP12', fault: `both sites down for a day, ${head} ops`, did, settings: paced });
  });
});

test('EP13: home has been good for a while: the till goes back by itself, once', async () => {
  const settings = { lostFlightMs: 3_600_000 };
  await withScene(region, { settings }, async (scene) => {
    const { till, a } = scene;
    await a.set('refuse');
    await till.sell();
    await till.until('a switch', 5000, () => till.state.current === 'B');
    await a.set('pass');
    const since = till.clock.now();
    till.clock.setPace(300);
    await till.until('fail-back', 20_000, () => till.state.current === 'A');
    const minutes = (till.clock.now() - since) / 60_000;
    till.clock.setPace(20);
    expect(till.state.switches.map((s) => s.reason)).toEqual(['refused', 'fail-back']);
    expect(minutes).toBeGreaterThan(9.9);
    await confirmed(till, await till.sell());
    const did = `came home after ${minutes.toFixed(1)} min`;
    report({ id: 'EP13', fault: 'home is back', did, settings: 'clock × 300' });
  });
});

test('EP13: a home that flaps is left alone for an hour', async () => {
  const settings = { failBackMs: 100, failBackJitterMs: 100, failBackProbes: 1 };
  const quick = { ...settings, failBackProbeSpanMs: 0, probeStandbyMs: 200, openMs: 100 };
  await withScene(region, { settings: quick }, async ({ till, a }) => {
    for (let i = 0; i < 2; i += 1) {
      await a.set('refuse');
      await till.sell();
      await till.until('a switch', 5000, () => till.state.current === 'B');
      await a.set('pass');
      if (i === 0) await till.until('fail-back', 5000, () => till.state.current === 'A');
    }
    expect(till.state.switches).toHaveLength(3);
    expect(till.state.stayUntil - till.clock.now()).toBeGreaterThan(59 * 60_000);
    await till.until(
      'home to answer again',
      5000,
      () => till.state.health['A']?.phase === 'healthy',
    );
    await confirmed(till, await till.sell());
    expect(till.state.current).toBe('B');
    const did = 'stayed on the survivor for an hour after the third switch';
    report({ id: 'EP13', fault: 'home flaps', did, settings: 'fail-back after 0.1 s' });
  });
});

test('I13: failed tries stay below 1.2 × good ones while a third of all answers are 503', async () => {
  const settings = { lostFlightMs: 3_600_000 };
  await withScene(region, { settings }, async (scene) => {
    const { till, a, b } = scene;
    for (const proxy of [a, b])
      await proxy.set({
        answer: (path) =>
          path.startsWith('/v1/sync/') && Math.random() < 1 / 3
            ? problem('unavailable')
            : undefined,
      });
    const since = till.clock.now();
    const from = [a.heard.length, b.heard.length];
    till.clock.setPace(60);
    while (till.clock.now() - since < 5 * 60_000) {
      await till.sell();
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    const heard = [...a.heard.slice(from[0]), ...b.heard.slice(from[1])];
    const ops = heard.filter((h) => h.path === '/v1/sync/ops');
    const good = ops.filter((h) => h.status === 200).length;
    const bad = ops.length - good;
    expect(good).toBeGreaterThan(10);
    expect(bad).toBeLessThanOrEqual(1.2 * good);
    const did = `${bad} failed and ${good} good batches, ${(ops.length / good).toFixed(2)} tries each`;
    report({ id: 'I13', fault: '1/3 of answers 503 for 5 min', did, settings: 'clock × 60' });
    await heals(scene);
  });
});

test('I10: whatever a portal or a stranger says, only the two sites are dialled', async () => {
  const scene = await startScene(region);
  const { till, a, b, sites } = scene;
  for (const [proxy, to] of [
    [a, b.url],
    [b, 'http://127.0.0.1:9/'],
  ] as const)
    await proxy.set({
      answer: () => ({ status: 307, headers: { location: to }, body: Buffer.of() }),
    });
  await till.sell();
  await till.until('the cashier to be told', 5000, () => till.view.offlineReason === 'portal');
  await scene.stop();
  expect(new Set(addressesDialled(till.tillId))).toEqual(new Set(sites));
  // The ear is awake: another address is heard, too.
  await dialling('a stranger', () => once(http.get(region.urls.A, { agent: false }), 'response'));
  expect(addressesDialled('a stranger')).toEqual([new URL(region.urls.A).host]);
  report({ id: 'I10', fault: 'redirects elsewhere', did: `dialled only ${sites.length} sites` });
});
