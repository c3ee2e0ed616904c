import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { must } from '../../domain/assert.ts';
import { DEV_STATES } from '../testing/dev-states.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

async function openMove(state = 'sell-empty') {
  const till = await must(DEV_STATES[state], state)();
  await showApp(till);
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: 'Cash in or out' }).click();
  return till;
}

it('peers-36 a safe drop by keyboard alone: which way, how much, why; then told once', async () => {
  const till = await openMove('sell');
  await expect.element(page.getByRole('button', { name: /To the safe/ })).toBeVisible();
  await userEvent.keyboard('4');
  const amount = page.getByRole('textbox', { name: /Amount · up to/ });
  await expect.element(amount).toHaveFocus();
  await amount.fill('20000');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Choose a reason.')).toBeVisible();
  await userEvent.keyboard('{Alt>}1{/Alt}');
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => callsOf(till, 'move-cash'))
    .toEqual([{ type: 'drop', amount: 20_000, reason: 'drawer-full' }]);
  await expect.element(page.getByText(/To the safe: 200,00.€. The drawer opens./)).toBeVisible();
});

it('peers-36 the bank’s bag has its number, and a supervisor signs where the right ends', async () => {
  const till = await openMove();
  await page.getByRole('button', { name: /To the bank/ }).click();
  await page.getByRole('textbox', { name: /Amount/ }).fill('50000');
  await page.getByRole('button', { name: /Taken to the bank/ }).click();
  const record = page.getByRole('button', { name: /Record it/ });
  await record.click();
  await expect.element(page.getByText('Key the number that is on the bag.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Number of the bag' }).fill('B 17');
  till.refuse('move-cash', { kind: 'needs-approval', next: 'Somebody must sign.' });
  await record.click();
  await expect.element(page.getByText('Somebody must sign.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Number of who signs' }).fill('900');
  await page.getByLabelText('PIN of who signs').fill('4321');
  await userEvent.keyboard('{Enter}');
  const asked = { type: 'bank-drop', amount: 50_000, reason: 'bank-run', bag: 'B 17' };
  const approver = { number: '900', pin: '4321' };
  await expect.poll(() => callsOf(till, 'move-cash')).toEqual([asked, { ...asked, approver }]);
});

it('the amount says its bound where somebody keys beyond it', async () => {
  const till = await openMove();
  await page.getByRole('button', { name: /Paid out/ }).click();
  await page.getByRole('textbox', { name: /up to 1.000.000,00 €/ }).fill('100000001');
  await userEvent.keyboard('{Enter}');
  await expect
    .element(page.getByText(/Key an amount above nothing, up to 1.000.000,00.€/))
    .toBeVisible();
  expect(callsOf(till, 'move-cash')).toEqual([]);
});
