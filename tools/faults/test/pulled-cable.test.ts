import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { sellUntilMoved } from '../failover.ts';
import { report } from '../fault-report.ts';
import { openPrivateNet } from '../private-net.ts';
import { confirmed, withScene } from '../scene.ts';

const region = inject('faultRegion');

test('EP2, D22: the cable to a site is pulled: kept and new connections vanish without a word', async (context) => {
  const folder = mkdtempSync(path.join(region.dir, 'net-'));
  const cable = await openPrivateNet(folder, Number(new URL(region.urls.A).port));
  if (typeof cable === 'string') {
    Object.assign(context.task.meta, { skipReason: cable });
    return context.skip(cable);
  }
  const ways = (urls: Record<'A' | 'B', string>): Promise<Record<'A' | 'B', string>> =>
    Promise.resolve({ ...urls, A: cable.url });
  try {
    await withScene(region, { ways }, async (scene) => {
      const { till } = scene;
      await cable.pull();
      const ms = await sellUntilMoved(scene);
      expect(till.state.switches.map((s) => s.reason)).toEqual(['timeout']);
      expect(ms).toBeLessThan(3 * 3000);
      report({ id: 'EP2, D22', fault: 'cable pulled', did: 'switched', ms, goalMs: 3000 });
      // Looks at site A use up what was kept; then one needs a connection of its own.
      till.clock.setPace(20);
      const waits = await till.until('a SYN without an answer', 20_000, () =>
        till.calls
          .filter((c) => c.site === 'A' && c.verdict === 'timeout')
          .map((c) => c.endedAt - c.askedAt)
          .find((waited) => waited < 1900),
      );
      till.clock.setPace(1);
      expect(waits).toBeGreaterThanOrEqual(1490);
      const did = `no answer to a SYN, given up after ${Math.round(waits)} ms`;
      report({ id: 'EP2', fault: 'cable pulled, new connection', did });
      await cable.plug();
      till.clock.setPace(20);
      await confirmed(till, till.stream.headSeq);
    });
  } finally {
    await cable.close();
  }
});
