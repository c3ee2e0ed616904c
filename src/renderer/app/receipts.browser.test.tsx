import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, scan, showApp } from '../testing/show-app.tsx';

let till: FakeTill;

beforeEach(async () => {
  till = createFakeTill();
  await showApp(till);
});

const row = (docNo: string) => page.getByRole('option', { name: new RegExp(docNo) });

describe('earlier receipts', () => {
  it('peers-27: the list says how much there is, and turns on by keys', async () => {
    await userEvent.keyboard('{Control>}e{/Control}');
    await expect.element(page.getByText('1 – 50 of 240 receipts')).toBeVisible();
    await userEvent.keyboard('{PageDown}');
    await expect.element(page.getByText('51 – 100 of 240 receipts')).toBeVisible();
    await userEvent.keyboard('{PageUp}');
    await expect.element(row('0417-02-A-000240')).toBeVisible();
  });

  it('is found, opened and copied by keys alone, and left to the sale', async () => {
    await page.getByRole('button', { name: /Receipts/ }).click();
    await expect
      .element(page.getByRole('textbox', { name: /Number of the receipt/ }))
      .toHaveFocus();
    await userEvent.keyboard('000137');
    await expect.element(page.getByText('1 receipt', { exact: true })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('group', { name: 'Receipt preview' })).toBeVisible();
    await userEvent.keyboard('{F7}');
    await expect.element(page.getByText('Copy 1 goes to the printer.')).toBeVisible();
    expect(callsOf(till, 'print-copy')).toEqual([{ docNo: '0417-02-A-000137' }]);
    await userEvent.keyboard('{Escape}{Escape}');
    await expect.element(page.getByRole('button', { name: /^Pay/ })).toBeVisible();
  });

  it('says so where nothing fits or head office cannot be asked', async () => {
    await userEvent.keyboard('{Control>}e{/Control}');
    await userEvent.keyboard('999999');
    await expect.element(page.getByText(/No receipt of this till fits/)).toBeVisible();
    const next = 'The line is down. Without it only this till’s own receipts can be found.';
    till.refuse('find-receipts', { kind: 'line-down', next });
    await userEvent.keyboard('{F5}');
    await expect.element(page.getByText(next)).toBeVisible();
  });

  it('dom-A4: a copy that needs a signature asks for it, then prints', async () => {
    await userEvent.keyboard('{Control>}e{/Control}');
    await row('0417-02-A-000240').click();
    await expect.element(page.getByRole('group', { name: 'Receipt preview' })).toBeVisible();
    till.refuse('print-copy', { kind: 'needs-approval', next: 'Somebody must sign for a copy.' });
    await userEvent.keyboard('{F7}');
    await expect.element(page.getByText('Somebody must sign for a copy.')).toBeVisible();
    await userEvent.keyboard('203{Tab}1234{Enter}');
    await expect.element(page.getByText('Copy 1 goes to the printer.')).toBeVisible();
    expect(callsOf(till, 'print-copy').at(-1)).toEqual({
      docNo: '0417-02-A-000240',
      approver: { number: '203', pin: '1234' },
    });
  });
});

describe('dom-O1: a scanned square', () => {
  const SQUARE = 'EV1/0417-02-A-000117/2026-11-21/1353/EUR/0123456789ABCDEF';

  it('opens its receipt from the sale, and sells nothing', async () => {
    scan(SQUARE);
    await expect.element(page.getByText('0417-02-A-000117').first()).toBeVisible();
    expect(callsOf(till, 'open-receipt')).toEqual([{ code: SQUARE }]);
    expect(callsOf(till, 'scan')).toEqual([]);
  });

  it('says why one that this till did not write is not opened', async () => {
    till.refuse('open-receipt', {
      kind: 'mac-differs',
      next: 'This till did not write this square.',
    });
    scan(SQUARE);
    await expect.element(page.getByText('This till did not write this square.')).toBeVisible();
  });

  it('an article scanned among receipts finds those it is on', async () => {
    await page.getByRole('button', { name: /Receipts/ }).click();
    await expect.element(page.getByText('1 – 50 of 240 receipts')).toBeVisible();
    scan('4006381333931');
    const wanted = { by: 'article', text: '4006381333931' };
    await expect.poll(() => callsOf(till, 'find-receipts').at(-1)).toMatchObject(wanted);
    expect(callsOf(till, 'scan')).toEqual([]);
  });
});
