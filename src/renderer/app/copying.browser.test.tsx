import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

let till: FakeTill;

describe('a copy of the receipt', () => {
  beforeEach(async () => {
    till = createFakeTill();
    await till.call('add-article', { article: '1003' });
    await till.call('pay-cash', { tendered: 500 });
    await showApp(till);
  });

  it('RCP1: the screen shows the texts of the paper, its square as text', async () => {
    const receipt = page.getByRole('group', { name: 'Receipt preview' });
    await expect.element(receipt.getByText('Evertill Markt Berlin')).toBeVisible();
    await expect.element(receipt.getByText(/^EV1\/0417-02-A-000124\//)).toBeVisible();
  });

  it('RCP8: F7 asks for one of this document, the screen stays and tells its number', async () => {
    await userEvent.keyboard('{F7}');
    await expect.element(page.getByText('Copy 1 goes to the printer.')).toBeVisible();
    expect(callsOf(till, 'print-copy')).toEqual([{ docNo: '0417-02-A-000123' }]);
    await expect.element(page.getByRole('button', { name: /Next customer/ })).toBeVisible();
  });

  it('RCP8: a copy that cannot be printed says what to do', async () => {
    till.refuse('print-copy', {
      kind: 'not-printed',
      next: 'The copy was not printed. Try again.',
    });
    await page.getByRole('button', { name: /Print a copy/ }).click();
    await expect.element(page.getByText('The copy was not printed. Try again.')).toBeVisible();
  });
});
