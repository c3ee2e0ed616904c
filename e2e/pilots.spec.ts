import { expect, test } from './fixtures.ts';
import { ARTICLES, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';
import type { TillPage } from './till-page.ts';

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  region = await openStore();
});

const gtin = ARTICLES[0].gtin.slice(1);
/** The promise: a change of a flag is at an online till within this, ms. */
const PUSHED_WITHIN = 5000;
const quickCash = (till: TillPage) => till.page.getByRole('button', { name: /^Cash exact/ });
const act = (site: 'a' | 'b', id: string, action: string) =>
  region.admin(site, `releases/${id}/act`, { who: 'it', why: 'a trial', action });
const stamps = (state: string) => salesIn(journalOf(state)).at(-1)?.op.body.versions?.flags;

test('REL10, REL11, REL12: a pilot is at an online till within 5 s, outlives the line and a restart, is taken back at the other site, and the sales made under it arrive', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(180_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  let { till, ...running } = await machine.open('07');
  await till.allConfirmed();
  await region.setFlag('sell-quick-cash', 'off');
  const stage = { percent: 100, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const release = {
    id: 'trial',
    kind: 'flags',
    audience: { stores: [region.store] },
    stages: [{ ...stage, needs_approval: false, business_hours: false }],
    flags: [{ key: 'sell-quick-cash', variant: 'on' }],
  };
  await region.admin('a', 'releases', { who: 'it', why: 'a trial', release });
  await expect(quickCash(till)).toHaveCount(0);
  await act('a', 'trial', 'start');
  await expect(quickCash(till)).toBeVisible({ timeout: PUSHED_WITHIN });

  await Promise.all([region.killSite('a'), region.killSite('b')]);
  await running.kill();
  ({ till, ...running } = await machine.start());
  await till.staffShown();
  await till.signIn();
  await expect(quickCash(till)).toBeVisible();
  await till.sell([gtin]);
  expect(stamps(machine.state)).toMatchObject([{ variant: 'on', origin: 'A' }]);

  await region.startSite('b');
  await act('b', 'trial', 'rollback');
  await expect(quickCash(till)).toHaveCount(0, { timeout: 60_000 });
  await till.sell([gtin]);
  expect(stamps(machine.state)).toMatchObject([{ variant: 'off', origin: 'B' }]);
  await region.startSite('a');
  await till.allConfirmed(120_000);
  await expectSameEverywhere(region, machine.state);
});
