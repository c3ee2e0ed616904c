import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

let till: FakeTill;
beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill();
  await showApp(till);
});

const dialog = () => page.getByRole('dialog');
const button = (name: string | RegExp) => dialog().getByRole('button', { name });
const band = () => page.getByRole('alert', { name: 'Training' });

it('dom-X3 dom-A4: begins on a signature, says so on the whole screen, and ends by the keyboard alone', async () => {
  till.refuse('begin-training', { kind: 'needs-approval', next: 'Somebody must sign for this.' });
  await userEvent.keyboard('{F5}');
  await button(/^Training/).click();
  await button(/^Begin training/).click();
  await expect.element(page.getByLabelText('Number of who signs')).toHaveFocus();
  await userEvent.keyboard('203{Enter}9081{Enter}');
  await expect.element(band()).toBeVisible();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(callsOf(till, 'begin-training')).toEqual([
    {},
    { approver: { number: '203', pin: '9081' } },
  ]);
  expect(document.documentElement.dataset['training']).toBe('on');
  // Ending drops what was practised, and says so first.
  await till.call('add-article', { article: '1003' });
  await userEvent.keyboard('{F5}');
  await button(/^End training/).click();
  await expect.element(dialog().getByText(/What is in the basket now is dropped/)).toBeVisible();
  await expect.element(button(/^Go on practising/)).toHaveFocus();
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.element(band()).not.toBeInTheDocument();
  expect(document.documentElement.dataset['training']).toBeUndefined();
});

it('TRN1: with an open basket training is not offered', async () => {
  await till.call('add-article', { article: '1003' });
  await userEvent.keyboard('{F5}');
  await expect.element(button(/^Training/)).toBeDisabled();
});

it('TRN2: in training no card, no other money, no drawer and no parking are offered; nothing is called sold', async () => {
  till.show({ training: { cashier: '104', sinceMs: 1 } });
  await till.call('add-article', { article: '1003' });
  await userEvent.keyboard('{F5}');
  await expect.element(button(/^Open the drawer/)).toBeDisabled();
  await expect.element(button(/^Park$|^Park /)).toBeDisabled();
  await userEvent.keyboard('{Escape}{F12}');
  await expect.element(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Card/ })).not.toBeInTheDocument();
  await userEvent.keyboard('{F11}{Enter}');
  await expect.element(page.getByText(/Practised, nothing sold · /)).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Print a copy/ })).not.toBeInTheDocument();
  await expect.element(band()).toBeVisible();
});

it('TRN6: after a restart the sign-in screen says whose training goes on', async () => {
  till.show({
    phase: { at: 'signed-out' },
    cashier: undefined,
    training: { cashier: '104', sinceMs: 1 },
  });
  await expect
    .element(band().getByText(/Number 104 practised when this till stopped/))
    .toBeVisible();
});
