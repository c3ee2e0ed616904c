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

  it('F1 lists the keys of the receipts, and leaves one where one was', async () => {
    await userEvent.keyboard('{Control>}e{/Control}');
    await row('0417-02-A-000238').click();
    await userEvent.keyboard('{F1}');
    const keys = page.getByRole('dialog', { name: 'Keys of this screen' });
    await expect.element(keys.getByText('Return goods')).toBeVisible();
    await userEvent.keyboard('{F4}{Escape}');
    await expect.element(keys).not.toBeInTheDocument();
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await expect.element(row('0417-02-A-000238')).toHaveAttribute('aria-selected', 'true');
  });

  it('dom-Y2: a card is found by four figures; of its number nothing is asked or kept', async () => {
    await userEvent.keyboard('{Control>}e{/Control}');
    await page.getByRole('textbox', { name: /Number of the receipt/ }).fill('4111111111111111');
    await expect
      .element(page.getByRole('textbox', { name: /Number of the receipt/ }))
      .toHaveValue('');
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await page.getByRole('textbox', { name: /Last four figures/ }).fill('42x4 2424');
    await expect
      .element(page.getByRole('textbox', { name: /Last four figures/ }))
      .toHaveValue('4242');
    scan('ö4111111111111111´29122011000');
    await expect.element(page.getByRole('textbox', { name: /Article number/ })).toHaveValue('');
    expect(JSON.stringify(callsOf(till, 'find-receipts'))).not.toContain('1111');
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

describe('goods that come back', () => {
  async function open(docNo: string): Promise<void> {
    await page.getByRole('button', { name: /Receipts/ }).click();
    await row(docNo).click();
    await expect.element(page.getByRole('group', { name: 'Receipt preview' })).toBeVisible();
  }

  it('dom-T1: are chosen, given a reason and paid out once for two presses', async () => {
    await open('0417-02-A-000240');
    await userEvent.keyboard('{F4}');
    const question = page.getByRole('dialog', { name: /Return/ });
    await expect.element(question.getByText(/2 of 3 left/)).toBeVisible();
    const pay = question.getByRole('button', { name: /Pay out/ });
    await expect.element(pay).toBeDisabled();
    const more = question.getByRole('button', { name: /More of/ });
    await more.click();
    await more.click();
    await question.getByRole('button', { name: /Faulty/ }).click();
    await expect.element(pay).toBeEnabled();
    const go = till.hold('return-goods');
    await userEvent.keyboard('{F12}{F12}');
    go();
    await expect.element(page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
    expect(callsOf(till, 'return-goods')).toEqual([
      { docNo: '0417-02-A-000240', lines: [{ line: '1', qtyMilli: 2000, reason: 'faulty' }] },
    ]);
  });

  it('CRED1: as store credit by F4, once, and a second press prints and pays nothing', async () => {
    await open('0417-02-A-000240');
    await userEvent.keyboard('{F4}');
    const question = page.getByRole('dialog', { name: /Return/ });
    const credit = question.getByRole('button', { name: /^Store credit/ });
    await expect.element(credit).toBeDisabled();
    await userEvent.keyboard('{F4}');
    await question.getByRole('button', { name: /More of/ }).click();
    await question.getByRole('button', { name: /Faulty/ }).click();
    await expect.element(credit).toBeEnabled();
    const go = till.hold('return-goods');
    await userEvent.keyboard('{F4}{F4}');
    go();
    const lines = [{ line: '1', qtyMilli: 1000, reason: 'faulty' }];
    await expect
      .poll(() => callsOf(till, 'return-goods'))
      .toEqual([{ docNo: '0417-02-A-000240', lines, asCredit: true }]);
    await expect
      .element(page.getByRole('heading', { name: 'Give the slip to the customer' }))
      .toBeVisible();
  });

  it('dom-A4: what needs a signature keeps what was chosen, and no figure of the PIN chooses a reason', async () => {
    await open('0417-02-A-000240');
    await userEvent.keyboard('{F4}');
    await userEvent.keyboard('+1');
    await expect.element(page.getByRole('button', { name: /Pay out/ })).toBeEnabled();
    till.refuse('return-goods', { kind: 'needs-approval', next: 'Somebody must sign.' });
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByText('Somebody must sign.')).toBeVisible();
    await expect.element(page.getByLabelText('Number of who signs')).toHaveFocus();
    await userEvent.keyboard('203{Tab}1234{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
    expect(callsOf(till, 'return-goods').at(-1)).toEqual({
      docNo: '0417-02-A-000240',
      lines: [{ line: '1', qtyMilli: 1000, reason: 'changed-mind' }],
      approver: { number: '203', pin: '1234' },
    });
  });

  it('a refusal closes the question and says what to do', async () => {
    await open('0417-02-A-000240');
    await userEvent.keyboard('{F4}');
    await userEvent.keyboard('+1');
    await expect.element(page.getByRole('button', { name: /Pay out/ })).toBeEnabled();
    till.refuse('return-goods', { kind: 'more-than-sold', next: 'So much is not left.' });
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByText('So much is not left.')).toBeVisible();
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });
});

describe('rights before the sale', () => {
  it('dom-A4: a line that may not be voided alone is signed for', async () => {
    await till.call('add-article', { article: '1003' });
    till.refuse('void-line', { kind: 'needs-approval', next: 'Somebody must sign for goods.' });
    await userEvent.keyboard('{Delete}');
    await expect.element(page.getByText('Somebody must sign for goods.')).toBeVisible();
    await userEvent.keyboard('203{Tab}1234{Enter}');
    await expect.poll(() => callsOf(till, 'void-line')).toHaveLength(2);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('dom-A6: the drawer opens with a reason and not without', async () => {
    await userEvent.keyboard('{F5}');
    await page.getByRole('button', { name: 'Open the drawer' }).click();
    const question = page.getByRole('alertdialog', { name: 'Open the drawer?' });
    await userEvent.keyboard('{F12}');
    expect(callsOf(till, 'open-drawer')).toEqual([]);
    await question.getByRole('button', { name: /Change money/ }).click();
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByText('The drawer opens.')).toBeVisible();
    expect(callsOf(till, 'open-drawer')).toEqual([{ reason: 'change' }]);
  });
});
