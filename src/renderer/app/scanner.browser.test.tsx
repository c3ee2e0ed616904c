import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, scanKeys, showApp } from '../testing/show-app.tsx';

const EAN = '4006381333931';

let till: FakeTill;
beforeEach(async () => {
  localStorage.clear();
  till = createFakeTill();
  await showApp(till);
});
afterEach(() => localStorage.clear());

/** Longer than the silence that ends a scan for the dialog. */
const silence = () => new Promise((resolve) => setTimeout(resolve, 500));

async function openSetUp(): Promise<void> {
  await userEvent.keyboard('{F1}');
  await page.getByRole('button', { name: 'Set up the scanner' }).click();
  await expect.element(page.getByText('Heard 0 of 3')).toBeVisible();
}

describe('setting up the scanner', () => {
  it('learns prefix and end key from three scans and hears slow codes by them', async () => {
    await openSetUp();
    for (let n = 1; n <= 3; n++) {
      scanKeys(['~', ...Array.from(EAN), 'Tab']);
      if (n < 3) await expect.element(page.getByText(`Heard ${n} of 3`)).toBeVisible();
    }
    await expect.element(page.getByText('Heard: prefix ~, ends with Tab.')).toBeVisible();
    expect(callsOf(till, 'scan')).toEqual([]);
    await page.getByRole('button', { name: 'Use this scanner' }).click();
    await silence();
    scanKeys(['~', ...Array.from(EAN), 'Tab'], 70);
    await expect.poll(() => callsOf(till, 'scan')).toMatchObject([{ code: EAN }]);

    // The next start of this machine knows it still.
    await showApp(till);
    scanKeys(['~', ...Array.from(EAN), 'Tab'], 70);
    await expect.poll(() => callsOf(till, 'scan')).toHaveLength(2);
  });

  it('says what is wrong, starts again, and is left by Escape', async () => {
    await openSetUp();
    for (let n = 1; n <= 3; n++) {
      scanKeys([...Array.from('HELLO WORLD'), 'Enter']);
      await silence();
    }
    await expect.element(page.getByText(/^That was no barcode/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Use this scanner' })).toBeDisabled();
    await page.getByRole('button', { name: 'Start again' }).click();
    await expect.element(page.getByText('Heard 0 of 3')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(localStorage.length).toBe(0);
  });
});
