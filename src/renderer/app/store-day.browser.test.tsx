import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { must } from '../../domain/assert.ts';
import { DEV_STATES } from '../testing/dev-states.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

const cell = (name: string) => page.getByRole('cell', { name, exact: true });

async function openDay() {
  const till = await must(DEV_STATES['sell'], 'sell')();
  await showApp(till);
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: 'The store’s day' }).click();
  await expect.element(cell('Not used')).toBeVisible();
  return till;
}

it('dom-Z11: every till stands there with its state, and one is looked at in full by arrow keys', async () => {
  await openDay();
  await expect.element(cell('Closed').first()).toBeVisible();
  await expect.element(cell('Open')).toBeVisible();
  await expect.element(cell('Not used')).toBeVisible();
  await expect.element(cell('Not reached')).toBeVisible();
  await expect.element(page.getByText('10.1.2.15:9300 not reached')).toBeVisible();
  await expect.element(page.getByText('Told by: head office, this till')).toBeVisible();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByText('Told by: store network')).toBeVisible();
  await expect.element(page.getByText(/Counted by 105, signed by 203/)).toBeVisible();
  await expect.element(page.getByText('Foreign cash USD')).toBeVisible();
  await expect.element(page.getByText(/2 entries came after the report/)).toBeVisible();
});

it('peers-28: the day is closed with tills missing, by name, after it was said what that means; Enter alone does not', async () => {
  const till = await openDay();
  await userEvent.keyboard('{F12}');
  await expect.element(page.getByText(/These tills have no report yet: 03, 05\./)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(cell('Not used')).toBeVisible();
  expect(callsOf(till, 'close-store')).toEqual([]);
  await userEvent.keyboard('{F12}');
  await page.getByRole('button', { name: 'Close the day' }).click();
  await expect.element(page.getByRole('dialog').getByText('The day is closed.')).toBeVisible();
  await expect.element(page.getByText('Closed at till 01 by 203.')).toBeVisible();
  expect(callsOf(till, 'close-store')).toEqual([{ day: '2026-11-22', missing: ['03', '05'] }]);
});

it('dom-A4: who may not look is asked for a signature, and leaving it leaves the day', async () => {
  const till = await must(DEV_STATES['sell'], 'sell')();
  await showApp(till);
  till.refuse('store-day', { kind: 'needs-approval', next: 'Somebody must sign.' });
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: 'The store’s day' }).click();
  await expect.element(page.getByText(/Somebody must sign/)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect
    .element(page.getByRole('heading', { name: 'The store’s day' }))
    .not.toBeInTheDocument();
});
