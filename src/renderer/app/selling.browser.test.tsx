import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fillBasket } from '../testing/dev-states.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, scan, scanKeys, showApp } from '../testing/show-app.tsx';

const BUN = '4001000000013';
const SCANNED = { code: BUN, readMs: expect.any(Number) as number };

let till: FakeTill;
beforeEach(async () => {
  till = createFakeTill();
  await showApp(till);
  await expect.element(page.getByRole('row', { name: 'Croissant' })).toBeVisible();
});

const search = () => page.getByRole('combobox', { name: 'Scan or search' });
/** Longer than the pause that ends a burst: nobody types and scans within a tenth of a second. */
const handLeavesKeyboard = () => new Promise((resolve) => setTimeout(resolve, 150));
const total = () => document.querySelector('.basket-sum-total')?.textContent;

describe('a sale', () => {
  it('goes from search to the next customer by keyboard alone (dom-A10)', async () => {
    await userEvent.keyboard('crois');
    await expect.element(page.getByRole('option', { name: /Croissant/ })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => callsOf(till, 'add-article')).toEqual([{ article: '1003' }]);
    await expect.element(search()).toHaveValue('');
    await userEvent.keyboard('+');
    await expect.poll(total).toBe('2,80\u00a0€');
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByRole('textbox', { name: 'Cash given' })).toHaveFocus();
    await userEvent.keyboard('500');
    await expect.element(page.getByText('Change2,20 €')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Change' })).toBeVisible();
    expect(callsOf(till, 'pay-cash')).toEqual([{ tendered: 500 }]);
    await expect
      .poll(async () => {
        await userEvent.keyboard('{Enter}');
        return callsOf(till, 'next-customer').length;
      })
      .toBe(1);
    await expect.element(search()).toHaveFocus();
  });

  it('sets a quantity, and leaves the line when the question is left', async () => {
    await till.call('add-article', { article: '1003' });
    await userEvent.keyboard('{F4}');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('12{Enter}');
    await expect.poll(total).toBe('16,80\u00a0€');
    await expect.element(search()).toHaveFocus();
    await userEvent.keyboard('{F4}9{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(total()).toBe('16,80\u00a0€');
    await expect.element(search()).toHaveFocus();
  });

  it('keeps the sale when Enter answers the question to cancel it (dom-A10)', async () => {
    await till.call('add-article', { article: '1003' });
    await userEvent.keyboard('{F9}');
    await expect.element(page.getByRole('button', { name: 'Keep the sale' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
    expect(callsOf(till, 'cancel-basket')).toEqual([]);
    await userEvent.keyboard('{F9}');
    await expect.element(page.getByRole('button', { name: 'Keep the sale' })).toHaveFocus();
    await userEvent.keyboard('2');
    await userEvent.keyboard('{F12}');
    await expect.poll(() => callsOf(till, 'cancel-basket')).toEqual([{ reason: 'no-money' }]);
  });

  it('voids the selected line by its key', async () => {
    await fillBasket(till);
    await userEvent.keyboard('{ArrowUp}{Delete}');
    await expect.poll(() => callsOf(till, 'void-line')).toEqual([{ lineId: '4' }]);
    await expect.element(page.getByText('Tomaten, Rispe was removed.')).toBeVisible();
  });
});

describe('the basket', () => {
  it('moves no line when one is added, also below an opened one', async () => {
    await fillBasket(till);
    await page.getByRole('button', { name: /Sauerteigbrot/ }).click();
    await expect
      .element(page.getByRole('group', { name: 'Change Sauerteigbrot 750 g' }))
      .toBeVisible();
    const tops = () =>
      Array.from(document.querySelectorAll('.basket-line-row'), (row) =>
        Math.round(row.getBoundingClientRect().top),
      );
    const before = tops();
    const pay = page.getByRole('button', { name: /^Pay/ }).element().getBoundingClientRect();
    await till.call('add-article', { article: '2003' });
    await expect.poll(() => tops().length).toBe(before.length + 1);
    expect(tops().slice(0, before.length)).toEqual(before);
    expect(page.getByRole('button', { name: /^Pay/ }).element().getBoundingClientRect()).toEqual(
      pay,
    );
  });

  it('keeps the newest of two hundred lines in sight', async () => {
    for (let line = 0; line < 200; line++) {
      await till.call('add-article', { article: '2001', qtyMilli: 100 + line });
    }
    await expect.element(page.getByText('200 lines · 200 items')).toBeVisible();
    const list = document.querySelector('.basket-lines')?.getBoundingClientRect();
    await expect
      .poll(() => document.querySelector('.basket-line:last-child')?.getBoundingClientRect().bottom)
      .toBeLessThanOrEqual(list?.bottom ?? 0);
  });
});

describe('a scan', () => {
  it('adds the article and never presses the focused button (dom-A10)', async () => {
    await till.call('add-article', { article: '1003' });
    const cancel = page.getByRole('button', { name: 'Cancel sale' });
    (cancel.element() as HTMLElement).focus();
    scan(BUN);
    await expect.poll(() => callsOf(till, 'scan')).toEqual([SCANNED]);
    expect(document.querySelector('[role="alertdialog"]')).toBeNull();
  });

  it('puts back what stood in the focused field', async () => {
    await userEvent.keyboard('b');
    await handLeavesKeyboard();
    scan(BUN);
    await expect.poll(() => callsOf(till, 'scan')).toEqual([SCANNED]);
    await expect.element(search()).toHaveValue('b');
  });

  it('leaves what a person types at once, and takes out what a scanner typed', async () => {
    await userEvent.keyboard('crois');
    await expect.element(search()).toHaveValue('crois');
    await handLeavesKeyboard();
    scanKeys([...Array.from(BUN), 'F12', ...Array.from('77'), 'Enter']);
    await expect.element(page.getByText(/The scanner sent no whole code/)).toBeVisible();
    await expect.element(search()).toHaveValue('crois');
    await expect.element(search()).toHaveFocus();
    expect(callsOf(till, 'scan')).toEqual([]);
  });

  it('twenty times a second is taken each time, in order (dom-B9)', async () => {
    const codes = Array.from({ length: 20 }, (_, i) => `40010000${String(i).padStart(5, '0')}`);
    scanKeys(
      codes.flatMap((code) => [...Array.from(code), 'Enter']),
      3,
    );
    await expect.poll(() => callsOf(till, 'scan')).toHaveLength(20);
    expect(callsOf(till, 'scan')).toMatchObject(codes.map((code) => ({ code })));
    await expect.element(search()).toHaveValue('');
  });

  it('of an unknown code adds nothing, says what to do and keeps the focus (dom-B10)', async () => {
    scan('9999999999994');
    await expect.element(page.getByRole('alert').getByText(/Unknown code/)).toBeVisible();
    await expect.element(search()).toHaveFocus();
    expect(till.view().basket.lines).toEqual([]);
  });

  it('typed by hand with Enter works too', async () => {
    // Filled in at once, because a test's fingers are as fast as a scanner.
    await search().fill(BUN);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => till.view().basket.lines.map((line) => line.article)).toEqual(['1001']);
  });

  it('is refused while a payment is open, and leaves the keyed amount', async () => {
    await till.call('add-article', { article: '1003' });
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByRole('textbox', { name: 'Cash given' })).toHaveFocus();
    await userEvent.keyboard('20');
    await handLeavesKeyboard();
    scan(BUN);
    await expect.element(page.getByRole('textbox', { name: 'Cash given' })).toHaveValue('20');
    await expect.element(page.getByText(/^Nothing was scanned/)).toBeVisible();
    expect(callsOf(till, 'scan')).toEqual([]);
    expect(callsOf(till, 'pay-cash')).toEqual([]);
  });

  it('after a sale starts the next basket', async () => {
    await till.call('add-article', { article: '1003' });
    await till.call('pay-cash', { tendered: 500 });
    await expect.element(page.getByRole('heading', { name: 'Change' })).toBeVisible();
    scan(BUN);
    await expect.poll(() => till.view().basket.lines.map((line) => line.article)).toEqual(['1001']);
    expect(till.view().phase.at).toBe('selling');
  });
});
