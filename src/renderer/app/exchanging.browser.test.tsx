import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEV_STATES } from '../testing/dev-states.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';
import { must } from '../../domain/assert.ts';

async function open(): Promise<FakeTill> {
  const till = await must(DEV_STATES['exchange'], 'exchange')();
  await showApp(till);
  return till;
}

describe('dom-E1: goods that come back stand in the basket', () => {
  it('chosen on their receipt they go into the sale by one key, once for two presses', async () => {
    const till = createFakeTill();
    await showApp(till);
    await page.getByRole('button', { name: /Receipts/ }).click();
    await page.getByRole('option', { name: /0417-02-A-000240/ }).click();
    await expect.element(page.getByRole('group', { name: 'Receipt preview' })).toBeVisible();
    await userEvent.keyboard('{F4}');
    await expect.element(page.getByRole('button', { name: /^Exchange/ })).toBeDisabled();
    await userEvent.keyboard('+2');
    await expect.element(page.getByRole('button', { name: /^Exchange/ })).toBeEnabled();
    const go = till.hold('exchange-goods');
    await userEvent.keyboard('{F9}{F9}');
    go();
    await expect.element(page.getByRole('combobox')).toBeVisible();
    expect(callsOf(till, 'exchange-goods')).toEqual([
      { docNo: '0417-02-A-000240', lines: [{ line: '1', qtyMilli: 1000, reason: 'faulty' }] },
    ]);
    expect(callsOf(till, 'return-goods')).toEqual([]);
  });

  it('with a minus and why; they come off, and nothing else is done to them', async () => {
    const till = await open();
    const line = page.getByRole('list', { name: 'Lines' }).getByRole('listitem').first();
    await expect
      .element(line)
      .toHaveTextContent('−1Wanderschuhe Gr. 42−120,00Comes back · Wrong articleS');
    await userEvent.keyboard('{F4}{F6}{F7}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await userEvent.keyboard('{Delete}');
    await expect.poll(() => callsOf(till, 'void-line')).toEqual([{ lineId: 'b1' }]);
    // By touch there is neither a plus nor a minus; keys this fast would be a scanner's.
    await expect
      .element(line.getByRole('button', { name: /^(One more|One less)/ }))
      .not.toBeInTheDocument();
  });

  it('CRED5: F4 pays the difference out as store credit', async () => {
    const till = await open();
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByRole('heading', { name: 'To pay out' })).toBeVisible();
    await userEvent.keyboard('{F4}');
    await expect.poll(() => callsOf(till, 'pay-out')).toEqual([{ asCredit: true }]);
  });

  it('more back than sold: the way of the money is shown, and it is paid out once', async () => {
    const till = await open();
    await page.getByRole('button', { name: /^Pay out/ }).click();
    await expect.element(page.getByRole('heading', { name: 'To pay out' })).toBeVisible();
    await expect.element(page.getByText('Visa ••4242')).toBeVisible();
    const answer = till.hold('pay-out');
    // The key that opened it pays nothing out.
    await userEvent.keyboard('{F12}{Enter}{Enter}');
    await expect.poll(() => callsOf(till, 'pay-out')).toHaveLength(1);
    answer();
    await expect.element(page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
    expect(callsOf(till, 'pay-out')).toHaveLength(1);
  });

  it('what is refused is told, and the sale can be looked at again', async () => {
    const till = await open();
    till.refuse('pay-out', { kind: 'came-back-meanwhile', next: 'Goods came back meanwhile.' });
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByRole('heading', { name: 'To pay out' })).toBeVisible();
    await userEvent.keyboard('{F12}');
    expect(callsOf(till, 'pay-out')).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Goods came back meanwhile.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('combobox')).toHaveFocus();
  });

  it('dom-O2: without head office somebody may have to sign for the pay-out', async () => {
    const till = await open();
    till.refuse('pay-out', { kind: 'needs-approval', next: 'Somebody must sign for this.' });
    await userEvent.keyboard('{F12}{Enter}');
    await expect.element(page.getByText('Somebody must sign for this.')).toBeVisible();
    await userEvent.keyboard('203{Enter}1234{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Pay the customer' })).toBeVisible();
    expect(callsOf(till, 'pay-out')).toEqual([{}, { approver: { number: '203', pin: '1234' } }]);
  });

  it('nothing sold beside it: said before the panel opens, by key and by touch', async () => {
    const till = await open();
    const { lines, ...basket } = till.view().basket;
    till.show({ basket: { ...basket, lines: lines.filter(({ back }) => back !== undefined) } });
    const pay = page.getByRole('button', { name: /^Pay out/ });
    await expect.element(pay).toBeVisible();
    for (const press of [() => userEvent.keyboard('{F12}'), () => pay.click()]) {
      await press();
      await expect.element(page.getByText(/^Nothing is sold beside it\./)).toBeVisible();
      await expect
        .element(page.getByRole('heading', { name: 'To pay out' }))
        .not.toBeInTheDocument();
    }
  });

  it('worth the same: finished without any money', async () => {
    const till = await open();
    const { payOut: _none, ...basket } = till.view().basket;
    till.show({ basket: { ...basket, total: 0, balance: 0, cashDue: 0 } });
    await userEvent.keyboard('{F12}');
    await page.getByRole('button', { name: /^Finish the sale/ }).click();
    await expect.poll(() => callsOf(till, 'pay-cash')).toEqual([{ tendered: 0 }]);
  });
});
