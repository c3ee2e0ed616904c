import axe from 'axe-core';
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

it('dom-Z12: a count is put right at its own till, with what was really there, why, and a second person; the report stays', async () => {
  const till = await openDay();
  await userEvent.keyboard('{F6}');
  await expect
    .element(page.getByRole('heading', { name: 'Put the count of 0417-01-A-Z0012 right' }))
    .toBeVisible();
  await userEvent.keyboard('61235{Enter}');
  await expect.element(page.getByText('Key what was really there.')).toBeVisible();
  await page.getByLabelText(/^Really there/).fill('60235');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Choose a reason.')).toBeVisible();
  await page.getByRole('button', { name: /^The bank counted otherwise/ }).click();
  await userEvent.keyboard('{Enter}');
  await page.getByLabelText('Number of who signs').fill('203');
  await page.getByLabelText('PIN of who signs').fill('2222');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/^Cash put right: /)).toBeVisible();
  await expect.element(page.getByText(/signed by 203\.$/)).toBeVisible();
  expect(callsOf(till, 'adjust-declaration').at(-1)).toMatchObject({
    zId: 'z-01',
    tender: 'cash',
    before: 612_35,
    after: 602_35,
    reason: 'bank-counted',
    approver: { number: '203' },
  });
  // Another till's is put right there.
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByText('Told by: store network')).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Put the count right' }))
    .not.toBeInTheDocument();
});

it('PIC2: the day’s charts come over it with their figures as tables; without head office they say so and nothing is lost', async () => {
  const till = await openDay();
  await userEvent.keyboard('{F7}');
  await expect.element(page.getByRole('figure', { name: 'Sales by hour, EUR' })).toBeVisible();
  await page.getByText('As figures').nth(1).click();
  await expect.element(page.getByRole('cell', { name: 'Cash USD' })).toBeVisible();
  await expect.element(page.getByRole('cell', { name: /843,10/ })).toBeVisible();
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(callsOf(till, 'store-day-pictures')).toEqual([{ day: '2026-11-22' }]);
  await userEvent.keyboard('{Escape}');
  await expect.element(cell('Not used')).toBeVisible();
  till.refuse('store-day-pictures', {
    kind: 'head-office-away',
    next: 'Head office draws the charts, and it cannot be asked now.',
  });
  await userEvent.keyboard('{F7}');
  await expect.element(page.getByText(/it cannot be asked now/)).toBeVisible();
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect.element(page.getByRole('figure', { name: 'Paid with, EUR' })).toBeVisible();
});
