import { expect, test } from 'vitest';
import type { BuildsView } from '../../src/contracts/build-feed.ts';
import type { FleetAnswer } from '../../src/contracts/console.ts';
import { everywhere } from './closing-day.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { a, admin, newTill, pair, sql } from './shared-pair.ts';
import { askBuild } from './test-builds.ts';
import { sell } from './test-sales.ts';

const STORE = '6391';

test('peers-51 a till that sells but no longer asks for its build is named in the list and in the fleet', async () => {
  const till = newTill(STORE);
  await till.push(a.url, sell(till, 1));
  await everywhere(till);
  await askBuild(a, till);
  const listed = async () => {
    const { body } = await admin<BuildsView>(a, '/v1/admin/builds');
    return body.tills.filter(({ store }) => store === STORE).map(({ silent }) => silent);
  };
  const alerts = async () => {
    const it = { subject: 'it-9', name: 'Iris Tech', role: 'it' as const, stores: [] };
    const browser = await new ConsoleBrowser(pair, a).become(it);
    const { tills } = (await browser.ask('/console/api/fleet')).body as FleetAnswer;
    return tills.find(({ store }) => store === STORE)?.alerts;
  };
  expect(await listed()).toEqual([false]);
  expect(await alerts()).not.toContain('not-asking');
  await sql(a, "UPDATE build_asks SET asked_at = now() - interval '3 days' WHERE store = $1", [
    STORE,
  ]);
  expect(await listed()).toEqual([true]);
  expect(await alerts()).toContain('not-asking');
});
