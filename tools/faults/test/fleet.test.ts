import { afterAll, beforeAll, expect, test } from 'vitest';
import { fleetNumbers } from '../../fleet/fleet-numbers.ts';
import { fleetPlan } from '../../fleet/fleet-plan.ts';
import { startFleetRegion, type FleetRegion } from '../../fleet/fleet-region.ts';
import { runFleet } from '../../fleet/fleet-run.ts';
import { report } from '../fault-report.ts';

const TILLS = 40;
const MINUTES = 0.15;

let region: FleetRegion;
beforeAll(async () => {
  region = await startFleetRegion({ webWorkers: 1 });
});
afterAll(() => region.stop());

test('I1, I3: a small fleet, its peak, site A killed at the peak and started again: nothing lost, nothing doubled', async () => {
  const plan = fleetPlan({ tills: TILLS, minutes: MINUTES, peak: 10 });
  const run = await runFleet(
    {
      pair: region.pair,
      plan,
      region: region.both,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    0,
  );
  const n = fleetNumbers(run);
  expect(n.sold).toBeGreaterThan(TILLS);
  expect(n).toMatchObject({ acknowledged: n.sold, lost: 0, doubled: 0, unconfirmed: 0 });
  // Both sites, and what they count as sales too; a proof that looked at nothing would show here.
  expect(n.proofs.map(({ site, told, documents }) => ({ site, told, documents }))).toEqual(
    ['A', 'B'].map((site) => ({ site, told: n.sold + TILLS, documents: n.sold })),
  );
  expect(n.switched.atKilledSite).toBeGreaterThan(0);
  expect(n.failBack.tills).toBeGreaterThan(0);
  expect(n.failBack.notHome).toBe(0);
  const did = `${n.sold} sales, 0 lost, 0 doubled, ${n.switched.tills} switched, ${n.failBack.tills} came home`;
  report({ id: 'I1', fault: `${TILLS} tills, site A killed at the peak`, did });
});
