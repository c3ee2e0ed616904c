import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

const FLAG = [{ key: 'sell-quick-cash', variant: 'on', value: true }];

let till: FakeTill;

/** One croissant and one bun, 1.95 exactly; the smallest coin as given. */
async function open(cashStep: number, flags: typeof FLAG = []): Promise<void> {
  till = createFakeTill({ flags }, cashStep);
  await till.call('add-article', { article: '1003' });
  await till.call('add-article', { article: '4001' });
  await showApp(till);
  await expect.element(page.getByRole('combobox')).toHaveFocus();
}

const given = () => page.getByRole('textbox', { name: 'Cash given' });
const take = () => page.getByRole('button', { name: /^Take/ });

async function startPaying(): Promise<void> {
  await userEvent.keyboard('{F12}');
  await expect.element(given()).toHaveFocus();
}

describe('paying', () => {
  beforeEach(() => open(5));

  it('shows what cash settles beside the exact total (dom-C5)', async () => {
    await startPaying();
    await expect.element(page.getByText('2,90 €', { exact: true }).first()).toBeVisible();
    await expect
      .element(page.getByText('Exact total 2,89 € · cash rounding +0,01 €'))
      .toBeVisible();
  });

  it('shows the change before anything is taken', async () => {
    await startPaying();
    await userEvent.keyboard('{F5}');
    await expect.element(page.getByText('Change2,10 €')).toBeVisible();
    expect(callsOf(till, 'pay-cash')).toEqual([]);
  });

  it('takes nothing while money is missing', async () => {
    await startPaying();
    await userEvent.keyboard('100{Enter}');
    await expect.element(page.getByText('Still missing1,90 €')).toBeVisible();
    await expect.element(take()).toBeDisabled();
    expect(callsOf(till, 'pay-cash')).toEqual([]);
  });

  it('pays once when Enter comes twice, and the change stays on screen', async () => {
    const answer = till.hold('pay-cash');
    await startPaying();
    await userEvent.keyboard('{F5}{Enter}{Enter}');
    expect(callsOf(till, 'pay-cash')).toEqual([{ tendered: 500 }]);
    // As the screen comes, and not when a busy machine gets to it: the press that is still on its way.
    const early = pressWhenShown('Change');
    answer();
    await early;
    await expect.element(page.getByRole('heading', { name: 'Change' })).toBeVisible();
    expect(callsOf(till, 'next-customer')).toEqual([]);
    expect(callsOf(till, 'pay-cash')).toHaveLength(1);
  });

  it('pays once on a double click', async () => {
    await startPaying();
    await userEvent.keyboard('{F11}');
    await take().dblClick();
    await expect.element(page.getByRole('heading', { name: 'No change to give' })).toBeVisible();
    expect(callsOf(till, 'pay-cash')).toEqual([{ tendered: 290 }]);
    expect(callsOf(till, 'next-customer')).toEqual([]);
  });

  it('dom-C5: takes a part, asks for the rest, and gives the part back', async () => {
    await startPaying();
    await userEvent.keyboard('100{F4}');
    await expect.element(page.getByRole('heading', { name: 'Still to pay in cash' })).toBeVisible();
    await expect.element(page.getByText('1,90 €', { exact: true }).first()).toBeVisible();
    await expect.element(given()).toHaveValue('');
    expect(callsOf(till, 'take-part')).toEqual([{ tendered: 100 }]);
    await page.getByRole('button', { name: 'Give back Cash' }).click();
    await expect.element(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
    await userEvent.keyboard('100{F4}');
    await expect.element(page.getByRole('list', { name: 'Taken so far' })).toBeVisible();
    await userEvent.keyboard('{F11}{Enter}');
    await expect.element(page.getByRole('heading', { name: 'No change to give' })).toBeVisible();
    expect(callsOf(till, 'pay-cash')).toEqual([{ tendered: 190 }]);
  });

  it('dom-Y4: a double press of the card key charges once, and the screen can be left', async () => {
    const answer = till.hold('pay-card');
    await startPaying();
    await userEvent.keyboard('{F10}{F10}');
    expect(callsOf(till, 'pay-card')).toEqual([{}]);
    answer();
    await expect
      .element(page.getByRole('heading', { name: 'The customer pays at the terminal' }))
      .toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('combobox')).toHaveFocus();
    await userEvent.keyboard('{F12}{F9}');
    expect(callsOf(till, 'cancel-card')).toHaveLength(1);
  });

  it('dom-Y4: where nobody knows there are three ways on, two of them signed for', async () => {
    await startPaying();
    await userEvent.keyboard('{F10}');
    till.show({
      card: {
        at: 'unknown',
        amount: 289,
        reference: 'ref-1',
        isTakingBack: false,
        isRefund: false,
      },
    });
    const choices = page.getByRole('group', { name: 'What to do' }).getByRole('button');
    await expect.poll(() => choices.elements()).toHaveLength(3);
    await userEvent.keyboard('{F7}');
    await userEvent.keyboard('900{Enter}1234{Enter}');
    await expect
      .poll(() => callsOf(till, 'treat-card'))
      .toEqual([{ as: 'not-paid', approver: { number: '900', pin: '1234' } }]);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('The card was declined.')).toBeVisible();
    await expect.element(given()).toHaveFocus();
  });

  it('takes money of another currency, with its rate in sight', async () => {
    await startPaying();
    await userEvent.keyboard('{F3}');
    await expect.element(page.getByText('To pay 2,73 CHF · 1 CHF is 1,06 EUR')).toBeVisible();
    await userEvent.keyboard('1000{Enter}');
    await expect
      .poll(() => callsOf(till, 'take-foreign'))
      .toEqual([{ currency: 'CHF', amount: 1000 }]);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('charges a card with a part of what is open where that was keyed', async () => {
    await startPaying();
    await userEvent.keyboard('100{F10}');
    expect(callsOf(till, 'pay-card')).toEqual([{ amount: 100 }]);
  });

  it('keeps the amount and shows the next step when it is refused', async () => {
    till.refuse('pay-cash', {
      kind: 'disk-full',
      next: 'The disk is full. Call IT, then pay again.',
    });
    await startPaying();
    await userEvent.keyboard('1000{Enter}');
    await expect
      .element(page.getByText('The disk is full. Call IT, then pay again.'))
      .toBeVisible();
    await expect.element(given()).toHaveValue('1000');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => callsOf(till, 'pay-cash')).toHaveLength(2);
  });

  it('goes back to the sale with nothing changed', async () => {
    await startPaying();
    await userEvent.keyboard('{F5}{Escape}');
    await expect.element(page.getByRole('combobox')).toHaveFocus();
    expect(till.view().basket.lines).toHaveLength(2);
  });
});

describe('the exact-cash key', () => {
  it('is not there without its flag', async () => {
    await open(5);
    await expect.element(page.getByRole('button', { name: /^Pay/ })).toBeVisible();
    await userEvent.keyboard('{F11}');
    expect(document.body.textContent).not.toContain('Cash exact');
    expect(callsOf(till, 'pay-cash')).toEqual([]);
  });

  it('pays exactly what cash settles in one step, once', async () => {
    await open(5, FLAG);
    await expect.element(page.getByRole('button', { name: 'Cash exact 2,90 €' })).toBeVisible();
    await userEvent.keyboard('{F11}{F11}');
    await expect.element(page.getByRole('heading', { name: 'No change to give' })).toBeVisible();
    expect(callsOf(till, 'pay-cash')).toEqual([{ tendered: 290 }]);
  });
});

/** Enter, at the moment a heading with these words stands in the page. */
function pressWhenShown(words: string): Promise<void> {
  return new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      const shown = [...document.querySelectorAll('h1, h2')].some((h) => h.textContent === words);
      if (!shown) return;
      watch.disconnect();
      const key = { key: 'Enter', bubbles: true, cancelable: true };
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', key));
      resolve();
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}
