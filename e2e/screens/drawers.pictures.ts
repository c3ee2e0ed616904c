import { startSigningSimulator } from '../../src/main/signing/testing/signing-simulator.ts';
import { expect, test } from '../fixtures.ts';
import { EVA, PROFILE, supervisorRow } from '../region.ts';
import { TillMachine } from '../till-machine.ts';
import { drawScreen } from './picture-book.ts';
import { barcodeOf, shopRows } from './shop.ts';

test('a German store: signed receipts, and a drawer of one’s own', async ({
  openStore,
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(300_000);
  const cash_up = { drawers: 'own' };
  const store = await openStore((number) => [
    ...shopRows(),
    supervisorRow(number),
    {
      ds: 'store',
      k: number,
      op: 'put',
      v: { ...PROFILE, store: number, cash_up, fiscal: { country: 'DE' } },
    },
  ]);
  const device = await startSigningSimulator({ file: `${freshProfile()}/device.json` });
  try {
    const machine = new TillMachine(store, launchTill, freshProfile);
    const env = { EVERTILL_SIGNING_DEVICE: `127.0.0.1:${device.port}` };
    const { page, till } = await machine.open('01', env);
    await till.scan(barcodeOf('Laugenbrezel'));
    await expect(till.lines).toHaveCount(1);
    await till.payExact();
    await expect(page.getByRole('region', { name: 'Receipt' })).toContainText('V0;');
    await drawScreen(page, 'signed');
    await till.nextCustomer();
    await device.close();
    await till.scan(barcodeOf('Espresso'));
    await expect(till.lines).toHaveCount(1);
    await till.payExact();
    await expect(page.getByText('The signing device does not answer.')).toBeVisible();
    await drawScreen(page, 'not-signed');
    await till.nextCustomer();
    await drawScreen(page, 'not-signed-selling');

    await page.keyboard.press('F8');
    await till.staffShown();
    await page.getByText(EVA.name).first().click();
    await page.getByLabel('PIN').fill(EVA.pin);
    await page.getByRole('button', { name: /^Sign in/ }).click();
    await expect(page.getByRole('button', { name: /^Close a drawer/ })).toBeVisible();
    await drawScreen(page, 'drawers-open');
    await till.openShift('5000');
    await till.scan(barcodeOf('Croissant'));
    await expect(till.lines).toHaveCount(1);
    await page.keyboard.press('F12');
    await drawScreen(page, 'drawers-paying');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F3');
    await page.keyboard.press('F5');
    await page.getByRole('dialog').getByRole('button', { name: 'Close the shift' }).click();
    await expect(page.getByRole('button', { name: /^Your drawer/ })).toBeVisible();
    await drawScreen(page, 'drawers-which');
  } finally {
    await device.close().catch(() => undefined);
  }
});
