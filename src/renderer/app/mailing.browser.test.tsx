import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

let till: FakeTill;
const dialog = () => page.getByRole('dialog');
const field = () => dialog().getByLabelText('E-mail address of the customer');

beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill();
  await till.call('add-article', { article: '1003' });
  await till.call('pay-cash', { tendered: 500 });
});

describe('a receipt by e-mail', () => {
  it('MAIL1: F9 asks where to, Enter sends it once, and the screen says when it goes', async () => {
    await showApp(till);
    await userEvent.keyboard('{F9}');
    await expect.element(field()).toHaveFocus();
    await expect.element(dialog().getByRole('button', { name: /^Send/ })).toBeDisabled();
    expect((await axe.run(dialog().element())).violations).toEqual([]);
    await field().fill('ann@example.org');
    const go = till.hold('mail-receipt');
    await userEvent.keyboard('{Enter}{Enter}');
    go();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'mail-receipt')).toEqual([
      { docNo: '0417-02-A-000123', to: 'ann@example.org' },
    ]);
    await expect.element(page.getByText('Goes out by e-mail through head office.')).toBeVisible();
    // The sale's screen is still there.
    await expect.element(page.getByRole('button', { name: /Next customer/ })).toBeVisible();
  });

  it('MAIL2: what is no address is told in the dialog and can be mended; Escape sends nothing', async () => {
    await showApp(till);
    await page.getByRole('button', { name: /^E-mail/ }).click();
    till.refuse('mail-receipt', { kind: 'bad-address', next: 'This is no e-mail address.' });
    await field().fill('ann');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog().getByText('This is no e-mail address.')).toBeVisible();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'mail-receipt')).toHaveLength(1);
  });

  it('MAIL1: earlier receipts of this till too; a store without it has no key', async () => {
    await till.call('next-customer', {});
    await showApp(till);
    await userEvent.keyboard('{Control>}e{/Control}');
    const key = page.getByRole('button', { name: /^E-mail/ });
    await expect.element(key).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(key).toBeVisible();
    await key.click();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    const face = till.view().till;
    if (face !== undefined) till.show({ till: { ...face, mailsReceipts: false } });
    await expect.element(key).not.toBeInTheDocument();
    await userEvent.keyboard('{F9}');
    await expect.element(dialog()).not.toBeInTheDocument();
  });
});
