import { expect, test } from './fixtures.ts';
import { ARTICLES, pinVerifier, PROFILE, type TestStore } from './region.ts';
import { TillMachine } from './till-machine.ts';
import type { TillPage } from './till-page.ts';
import { expectSameEverywhere, journalOf, salesIn } from './till-records.ts';

const [milk, bread] = ARTICLES.map((a) => a.gtin.slice(1)) as [string, string];
const EVA = { number: '203', name: 'Eva Sommer', pin: '908172' };
const put = (ds: string, k: string, v: object) => ({ ds, k, op: 'put' as const, v });

let region: TestStore;

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  const francs = { currency: 'CHF', rates: [{ from_ms: 0, rate: '1.06' }] };
  region = await openStore((store) => [
    put('store', store, { ...PROFILE, store, auto_lock_s: 120, foreign_cash: [francs] }),
    put('staff', `${store}/${EVA.number}`, {
      name: EVA.name,
      role: 'supervisor',
      pin: pinVerifier(EVA.pin),
      expires_ms: Date.now() + 1000 * 3600 * 1000,
    }),
  ]);
});

async function tryPin({ page }: TillPage, name: string, pin: string): Promise<void> {
  await page.getByText(name).first().click();
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: /^Sign in/ }).click();
}

test('dom-A2, dom-A3, dom-A5: wrong PINs make one person wait and nobody else; the till locks by itself and keeps the basket; who served stands on the sale; francs pay; a revoked sign-in ends', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(120_000);
  const machine = new TillMachine(region, launchTill, freshProfile);
  const { page, till } = await machine.start();
  await till.enrol(await region.enrolmentCode('01'));

  await test.step('three wrong PINs, then a wait, for this person alone', async () => {
    for (let tries = 0; tries < 3; tries++) {
      await tryPin(till, 'Ada Krüger', '9999');
      await expect(page.getByText('Number or PIN is not right. Try again.')).toBeVisible();
      await page.getByLabel('PIN').fill('');
    }
    await tryPin(till, 'Ada Krüger', '9999');
    await expect(page.getByText(/Too many wrong PINs\. Try again in \d seconds\./)).toBeVisible();
    await tryPin(till, EVA.name, EVA.pin);
    await expect(page.getByLabel('PIN')).toBeHidden({ timeout: 15_000 });
    await till.openShift();
    await till.scan(bread);
    await expect(till.lines).toHaveCount(1);
  });

  await test.step('another cashier goes on with the basket', async () => {
    await page.keyboard.press('F8');
    await expect(page.getByLabel('PIN')).toBeVisible();
    await page.clock.install();
    await expect(async () => {
      await tryPin(till, 'Ada Krüger', '4711');
      await expect(till.lines).toHaveCount(1, { timeout: 2000 });
    }).toPass({ timeout: 20_000 });
  });

  await test.step('left alone it locks; the goods stay', async () => {
    await page.clock.fastForward('01:50');
    await till.scan(milk);
    await expect(till.lines).toHaveCount(2);
    // The scan was a sign of life: the two minutes begin with it.
    await page.clock.fastForward('00:30');
    await expect(till.lines).toHaveCount(2);
    await page.clock.fastForward('01:40');
    await expect(page.getByLabel('PIN')).toBeVisible();
    await till.signIn();
    await expect(till.lines).toHaveCount(2);
  });

  await test.step('francs pay, change is in euro, and both sites know who served', async () => {
    await page.keyboard.press('F12');
    await expect(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
    await page.keyboard.press('F3');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/1 CHF is 1,06 EUR/)).toBeVisible();
    await dialog.getByLabel('CHF given').fill('1000');
    await dialog.getByLabel('CHF given').press('Enter');
    await expect(dialog).toBeHidden();
    await till.soldShown();
    await till.nextCustomer();
    await till.allConfirmed();
    const [sale] = salesIn(journalOf(machine.state));
    expect(sale?.op.body).toMatchObject({
      cashier: '104',
      served_by: ['203', '104'],
      tenders: [{ type: 'foreign-cash', foreign: { currency: 'CHF', amount: 1000, rate: '1.06' } }],
    });
    await expectSameEverywhere(region, machine.state);
  });

  await test.step('a sign-in that head office takes back ends with the sync that tells', async () => {
    await page.keyboard.press('F8');
    await tryPin(till, EVA.name, EVA.pin);
    await expect(page.getByLabel('Scan or search')).toBeVisible();
    const gone = { ds: 'staff', k: `${region.store}/${EVA.number}`, op: 'del' };
    await region.admin('a', 'changes', { rows: [gone] });
    await expect(page.getByLabel('PIN')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(EVA.name)).toHaveCount(0);
  });
});
