import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { fillBasket } from '../testing/dev-states.ts';
import { callsOf, scan, showApp } from '../testing/show-app.tsx';

/** The fake till has 37.70 on cards, but nothing on those that end in 0. */
const CARD = '0960123456789015';
const NEW_CARD = '0960123456789010';

let till: FakeTill;
beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill();
  await showApp(till);
});

const dialog = () => page.getByRole('dialog');
const says = async (words: string | RegExp): Promise<void> =>
  expect.poll(() => dialog().element().textContent).toMatch(words);
const key = (name: RegExp) => dialog().getByRole('button', { name });

async function pay(): Promise<void> {
  await fillBasket(till);
  await expect.element(page.getByRole('button', { name: /^Pay/ })).toBeEnabled();
  await userEvent.keyboard('{F12}');
  await expect.element(page.getByLabelText('Cash given')).toBeVisible();
}

async function openMore(): Promise<void> {
  await userEvent.keyboard('{F5}');
  await dialog()
    .getByRole('button', { name: /^Gift card/ })
    .click();
  await expect.element(dialog().getByLabelText('Number of the card')).toHaveFocus();
}

describe('paying with a gift card', () => {
  it('VAL1: a scan opens it with its balance; Enter takes what it may pay, once', async () => {
    await pay();
    scan(CARD);
    await says(/••9015/);
    await says('37,70');
    const { balance } = till.view().basket;
    const most = Math.min(balance, 3770);
    await expect.element(dialog().getByLabelText('Take off the card')).toHaveFocus();
    const go = till.hold('take-value');
    await key(/^Take/).dblClick();
    await says('Asking head office');
    go();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'take-value')).toEqual([{ number: CARD, amount: most }]);
    await expect.element(page.getByLabelText('Cash given')).toHaveFocus();
  });

  it('VAL1: keyed with F2, a part of it; a refusal stays with what to do', async () => {
    await pay();
    await userEvent.keyboard('{F2}');
    await dialog().getByLabelText('Number of the card or voucher').fill(CARD);
    await userEvent.keyboard('{Enter}');
    await says('37,70');
    await dialog().getByLabelText('Take off the card').fill('500');
    till.refuse('take-value', { kind: 'not-so-much', next: 'There is not so much on this card.' });
    await userEvent.keyboard('{Enter}');
    await says('There is not so much');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'take-value').at(-1)).toEqual({ number: CARD, amount: 500 });
  });

  it('VAL2: while head office is asked it can be left, and another payment is taken at once', async () => {
    await pay();
    const go = till.hold('ask-value');
    scan(CARD);
    await says('Head office is asked');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'leave-value')).toHaveLength(1);
    await page.getByLabelText('Cash given').fill('10000');
    await userEvent.keyboard('{Enter}');
    expect(callsOf(till, 'pay-cash')).toHaveLength(1);
    go();
  });

  it('GIFT7: an empty card, and one nobody can ask about, pay nothing and say why', async () => {
    await pay();
    scan(NEW_CARD);
    await says('Nothing is on this card');
    await expect.element(key(/^Take/)).toBeDisabled();
    await key(/^Another one/).click();
    await expect.element(dialog().getByLabelText('Number of the card or voucher')).toHaveFocus();
    till.refuse('ask-value', { kind: 'no-gift-card', next: 'This is no gift card of ours.' });
    scan(CARD);
    await says('no gift card of ours');
  });

  it('VAL4: goods scanned while paying are refused as ever', async () => {
    await pay();
    scan('4001234567890');
    await expect.element(page.getByText(/Nothing was scanned/)).toBeVisible();
    expect(callsOf(till, 'ask-value')).toEqual([]);
  });
});

describe('paying with a voucher', () => {
  const VOUCHER = `0960${'1'.repeat(29)}5`;

  it('VOUCH3: a scan shows its value and what becomes of its rest; Enter takes it as a whole', async () => {
    await pay();
    scan(VOUCHER);
    await says(/Voucher ••1115/);
    await says('50,00');
    await expect.element(dialog().getByLabelText('Pays of this sale')).toHaveFocus();
    // There is no part to key.
    await userEvent.keyboard('7');
    const { balance } = till.view().basket;
    await says(balance < 5000 ? 'is given as store credit' : 'is used up');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    const amount = Math.min(balance, 5000);
    expect(callsOf(till, 'take-value')).toEqual([{ number: VOUCHER, amount }]);
  });

  it('VOUCH2: used before, it pays nothing and says so; keyed with all its figures it is asked for', async () => {
    await pay();
    await userEvent.keyboard('{F2}');
    const field = dialog().getByLabelText('Number of the card or voucher');
    await field.fill(`${VOUCHER.slice(0, -1)}0`);
    await userEvent.keyboard('{Enter}');
    await says('was used before');
    await expect.element(key(/^Take/)).toBeDisabled();
    expect((await axe.run(dialog().element())).violations).toEqual([]);
  });
});

describe('behind More', () => {
  it('VAL3: a card is looked at, and loaded by a line', async () => {
    await openMore();
    scan(CARD);
    await says('37,70');
    await expect.element(key(/^Load/)).toBeDisabled();
    await dialog().getByLabelText('Put on the card').fill('5000');
    await key(/^Load 50,00/).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'load-value')).toEqual([{ number: CARD, amount: 5000 }]);
  });

  it('VAL3: a new card is sold; the newest of two scans counts', async () => {
    await openMore();
    const go = till.hold('ask-value');
    scan(CARD);
    await expect.poll(() => callsOf(till, 'ask-value')).toHaveLength(1);
    scan(NEW_CARD);
    await expect.poll(() => callsOf(till, 'ask-value')).toHaveLength(2);
    go();
    await says(/••9010/);
    await says('A new card');
    await dialog().getByLabelText('Put on the card').fill('2500');
    await key(/^Sell with 25,00/).click();
    await expect.poll(() => callsOf(till, 'load-value')).toHaveLength(1);
  });

  it('VAL2: left while head office is asked for a load, the till is told to load nothing', async () => {
    await openMore();
    scan(CARD);
    await says('37,70');
    await dialog().getByLabelText('Put on the card').fill('5000');
    const go = till.hold('load-value');
    await key(/^Load 50,00/).click();
    await says('Asking head office');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'leave-value')).toHaveLength(1);
    go();
  });

  it('is not there where the store has no gift cards', async () => {
    const face = till.view().till;
    if (face !== undefined) till.show({ till: { ...face, giftCards: undefined } });
    await userEvent.keyboard('{F5}');
    await expect.element(key(/^Price check/)).toBeVisible();
    expect(key(/^Gift card/).elements()).toEqual([]);
  });
});

it.each([
  [1366, 768],
  [1920, 1080],
] as const)('nothing is cut off at %i × %i, and nothing bars anybody', async (width, height) => {
  await page.viewport(width, height);
  await pay();
  scan(CARD);
  await says('37,70');
  for (const part of document.querySelectorAll('.dialog button, .dialog p, .pay-actions button')) {
    expect([part.textContent, part.scrollWidth <= part.clientWidth + 1]).toEqual([
      part.textContent,
      true,
    ]);
  }
  for (const button of document.querySelectorAll('.dialog button:not([hidden])')) {
    expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(48);
  }
  // Colours still change for a moment while the dialog comes.
  await expect
    .poll(async () => {
      const { violations } = await axe.run(dialog().element());
      return violations.map(({ id }) => id);
    })
    .toEqual([]);
});
