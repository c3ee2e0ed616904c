import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

const field = page.getByRole('textbox', { name: 'Scan or search what comes back' });
const payOut = page.getByRole('button', { name: /^Pay out/ });

async function open(): Promise<FakeTill> {
  const till = createFakeTill();
  await showApp(till);
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: /^Return without a receipt/ }).click();
  await expect.element(field).toHaveFocus();
  return till;
}

describe('dom-T2: goods come back without a receipt', () => {
  it('found, counted, given a reason and paid out once, by keyboard alone', async () => {
    const till = await open();
    await expect.element(payOut).toBeDisabled();
    await field.fill('Hafer');
    await expect.element(page.getByRole('button', { name: /^Haferriegel/ })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('1,99 €', { exact: true })).toBeVisible();
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('+');
    await expect.element(payOut).toBeDisabled();
    await userEvent.keyboard('{F6}');
    await expect.element(page.getByRole('button', { name: /^Pay out 3,98/ })).toBeEnabled();
    await expect.element(payOut).toBeEnabled();
    const go = till.hold('return-no-receipt');
    await userEvent.keyboard('{F12}{F12}');
    go();
    await expect.element(page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
    expect(callsOf(till, 'return-no-receipt')).toEqual([
      { lines: [{ article: '4002', qtyMilli: 2000, reason: 'faulty' }] },
    ]);
  });

  it('CRED1: as store credit with one key, once, and only when something comes back', async () => {
    const till = await open();
    const credit = page.getByRole('button', { name: /^Store credit/ });
    await expect.element(credit).toBeDisabled();
    await field.fill('Hafer');
    await expect.element(page.getByRole('button', { name: /^Haferriegel/ })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('1,99 €', { exact: true })).toBeVisible();
    await userEvent.keyboard('{F4}{F6}');
    await expect.element(page.getByRole('button', { name: /^Store credit 1,99/ })).toBeEnabled();
    const go = till.hold('return-no-receipt');
    await userEvent.keyboard('{F4}{F4}');
    go();
    await expect
      .poll(() => callsOf(till, 'return-no-receipt'))
      .toEqual([
        { lines: [{ article: '4002', qtyMilli: 1000, reason: 'faulty' }], asCredit: true },
      ]);
  });

  it('CRED1: a store without it, and training, have no such key', async () => {
    const till = await open();
    const credit = page.getByRole('button', { name: /^Store credit/ });
    await expect.element(credit).toBeVisible();
    till.show({ till: { ...till.view().till!, giftCards: undefined } });
    await expect.element(credit).not.toBeInTheDocument();
  });

  it('weighed goods want their grams; by touch alone', async () => {
    const till = await open();
    await field.fill('Banan');
    await page.getByRole('button', { name: /^Bananen/ }).click();
    await page.getByRole('button', { name: /^Recall/ }).click();
    await expect.element(payOut).toBeDisabled();
    await page.getByRole('textbox', { name: 'Grams of Bananen' }).fill('500');
    await page.getByRole('button', { name: /^Recall/ }).click();
    await expect.element(page.getByRole('button', { name: /^Pay out 0,95/ })).toBeEnabled();
    await payOut.click();
    await expect
      .poll(() => callsOf(till, 'return-no-receipt'))
      .toEqual([{ lines: [{ article: '2002', qtyMilli: 500, reason: 'recall' }] }]);
  });

  it('a quantity counts as it is keyed: a reason by key and F12 behind it lose nothing', async () => {
    const till = await open();
    await field.fill('Hafer');
    await page.getByRole('button', { name: /^Haferriegel/ }).click();
    const pieces = page.getByRole('textbox', { name: 'Pieces of Haferriegel Nuss' });
    await pieces.fill('3');
    await userEvent.keyboard('{F6}');
    await expect.element(page.getByRole('button', { name: /^Pay out 5,97/ })).toBeEnabled();
    await pieces.fill('');
    await expect.element(pieces).toHaveValue('');
    await expect.element(payOut).toBeDisabled();
    await pieces.fill('12');
    await expect.element(page.getByRole('button', { name: /^Pay out 23,88/ })).toBeEnabled();
    await expect.element(pieces).toHaveFocus();
    await userEvent.keyboard('{F12}');
    await expect
      .poll(() => callsOf(till, 'return-no-receipt'))
      .toEqual([{ lines: [{ article: '4002', qtyMilli: 12_000, reason: 'faulty' }] }]);
  });

  it('what is refused is said there, and a signature is asked for in its place', async () => {
    const till = await open();
    await field.fill('99999');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Unknown code.')).toBeVisible();
    await field.fill('Hafer');
    await expect.element(page.getByRole('button', { name: /^Haferriegel/ })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('{F5}');
    await expect.element(payOut).toBeEnabled();
    till.refuse('return-no-receipt', { kind: 'needs-approval', next: 'Somebody must sign.' });
    await payOut.click();
    await expect.element(page.getByText('Somebody must sign.')).toBeVisible();
    // Left unsigned, what was chosen is still there.
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: /^Pay out 1,99/ })).toBeEnabled();
  });

  it('among the receipts it is one key away, and back', async () => {
    await showApp(createFakeTill());
    await page.getByRole('button', { name: /Receipts/ }).click();
    await expect.element(page.getByRole('button', { name: /^No receipt/ })).toBeVisible();
    await userEvent.keyboard('{F6}');
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(field).not.toBeInTheDocument();
    await expect.element(page.getByRole('heading', { name: 'Receipts' })).toBeInTheDocument();
  });
});
