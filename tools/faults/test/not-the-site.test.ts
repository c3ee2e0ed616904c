import { expect, inject, test } from 'vitest';
import { failOver, heals, sellUntilMoved } from '../failover.ts';
import type { Fault } from '../fault-proxy.ts';
import { report } from '../fault-report.ts';
import { confirmed, releasedOf, withScene } from '../scene.ts';
import { problem, spoken } from '../spoken-faults.ts';
import { early, expired, good, TLS } from '../test-certificates.ts';

const region = inject('faultRegion');

const page = (status: number, more = {}): Fault => ({
  answer: () => spoken(status, 'text/html', '<html>Welcome to the hotel</html>', more),
});
const PORTALS: { name: string; fault: Fault }[] = [
  { name: '302 to a login page', fault: page(302, { location: 'http://127.0.0.1:9/login' }) },
  { name: '200 with a page', fault: page(200) },
  { name: "a proxy's 403", fault: page(403) },
  { name: "a proxy's 413", fault: page(413) },
];

test.each(PORTALS)(
  'EP7: $name before one site: no breaker trips, the other is used',
  async (row) => {
    await withScene(region, {}, async (scene) => {
      const ms = await failOver(scene, row.fault);
      const { till } = scene;
      expect(till.state.switches.map((s) => s.reason)).toEqual(['portal']);
      expect(till.state.health['A']).toMatchObject({ phase: 'healthy', failuresInRow: 0 });
      expect(till.alarms).toEqual([]);
      report({ id: 'EP7', fault: `${row.name}, one site`, did: 'switched, no breaker', ms });
      await heals(scene);
    });
  },
);

test.each(PORTALS)(
  'EP7: $name before both sites: offline behind a portal, back by itself',
  async (row) => {
    await withScene(region, {}, async (scene) => {
      const { till, a, b } = scene;
      await a.set(row.fault);
      await b.set(row.fault);
      const seq = await till.sell();
      await till.until('the cashier to be told', 5000, () => till.view.offlineReason === 'portal');
      for (const site of ['A', 'B']) expect(till.state.health[site]?.failuresInRow).toBe(0);
      const since = till.clock.now();
      till.clock.setPace(20);
      await a.set('pass');
      await b.set('pass');
      await confirmed(till, seq);
      const back = (till.clock.now() - since) / 1000;
      expect(back).toBeLessThan(3 * 13);
      expect(till.view.line).toBe('online');
      const did = `offline (portal), no breaker, back ${back.toFixed(0)} s after it went`;
      report({ id: 'EP7', fault: `${row.name}, both sites`, did, settings: 'clock × 20' });
    });
  },
);

test.each([
  { name: 'expired', certificate: expired },
  { name: 'not yet valid', certificate: early },
])('EP8: certificates $name at both sites: the clock is blamed, never bypassed', async (row) => {
  await withScene(region, { tls: TLS }, async (scene) => {
    const { till, a, b } = scene;
    for (const proxy of [a, b]) await proxy.present(row.certificate);
    const seq = await till.sell();
    await till.until('the cashier to be told', 5000, () => till.view.offlineReason === 'clock');
    expect(till.view.line).toBe('offline');
    for (const site of ['A', 'B'])
      // One request that was under way may have died with its connection.
      expect(['healthy', 'suspect']).toContain(till.state.health[site]?.phase);
    expect(releasedOf(till)).toBe(seq - 1);
    for (const proxy of [a, b]) await proxy.present(good);
    till.clock.setPace(20);
    await confirmed(till, seq);
    const did = 'offline (clock), nothing sent, back by itself';
    report({ id: 'EP8', fault: `certificates ${row.name}, both sites`, did });
  });
});

test('EP8: a certificate out of time at one site only: the other is used', async () => {
  await withScene(region, { tls: TLS }, async (scene) => {
    await scene.a.present(expired);
    const ms = await sellUntilMoved(scene);
    expect(scene.till.state.switches.map((s) => s.reason)).toEqual(['clock']);
    report({ id: 'EP8', fault: 'certificate expired, one site', did: 'switched', ms });
    await scene.a.present(good);
    await heals(scene);
  });
});

test('EP8: clock-skew said by both sites tells the cashier', async () => {
  await withScene(region, {}, async ({ till, a, b }) => {
    for (const proxy of [a, b]) await proxy.set({ answer: () => problem('clock-skew') });
    await till.sell();
    await till.until('the cashier to be told', 5000, () => till.view.offlineReason === 'clock');
    report({ id: 'EP8', fault: '401 clock-skew, both sites', did: 'offline (clock)' });
  });
});
