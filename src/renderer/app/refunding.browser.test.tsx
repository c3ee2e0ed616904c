import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEV_STATES } from '../testing/dev-states.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { FAKE_REFUND } from '../testing/fake-receipts.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';
import { must } from '../../domain/assert.ts';

let till: FakeTill;
async function open(state: string): Promise<void> {
  till = await must(DEV_STATES[state], state)();
  await showApp(till);
}

describe('dom-O3: the card did not take its money back', () => {
  beforeEach(() => open('refund-choice'));

  it('says why, of which card and receipt, and has three ways on', async () => {
    const title = 'The card does not have its money back';
    await expect.element(page.getByRole('heading', { name: title })).toBeVisible();
    await expect.element(page.getByText(FAKE_REFUND.why)).toBeVisible();
    await expect.element(page.getByText('Visa ••4242 · Return of 0417-02-A-000119')).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Try the card again/ })).toHaveFocus();
    const choices = page.getByRole('group', { name: 'What to do' }).getByRole('button');
    expect(choices.elements()).toHaveLength(3);
  });

  it('cash asks why, and for a signature where the right does not reach', async () => {
    till.refuse('go-on-refund', { kind: 'needs-approval', next: 'Somebody must sign for cash.' });
    await userEvent.keyboard('{F11}');
    await expect.element(page.getByRole('alertdialog')).toBeVisible();
    await userEvent.keyboard('{F12}');
    expect(callsOf(till, 'go-on-refund')).toEqual([]);
    await userEvent.keyboard('2{F12}');
    await expect.element(page.getByText('Somebody must sign for cash.')).toBeVisible();
    await userEvent.keyboard('203{Enter}1234{Enter}');
    const way = { do: 'cash', reason: 'card-closed' };
    await expect
      .poll(() => callsOf(till, 'go-on-refund'))
      .toEqual([{ way }, { way, approver: { number: '203', pin: '1234' } }]);
    await expect.element(page.getByRole('combobox')).toBeVisible();
  });

  it('is tried again by one key; what is refused is told and changes nothing', async () => {
    till.refuse('go-on-refund', { kind: 'not-at-choice', next: 'The refund is further on.' });
    await userEvent.keyboard('{F10}');
    await expect.element(page.getByText('The refund is further on.')).toBeVisible();
    expect(callsOf(till, 'go-on-refund')).toEqual([{ way: { do: 'card' } }]);
  });

  it('F1 lists the keys of this screen', async () => {
    await userEvent.keyboard('{F1}');
    const keys = page.getByRole('dialog', { name: 'Keys of this screen' });
    await expect.element(keys.getByText('Try the card again')).toBeVisible();
    await expect.element(keys.getByText('Cancel sale')).not.toBeInTheDocument();
  });

  it('is not left once a card has a part', async () => {
    till.show({ refund: { ...FAKE_REFUND, at: 'choice', canLeave: false } });
    await expect.element(page.getByRole('button', { name: /^No return/ })).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    expect(callsOf(till, 'go-on-refund')).toEqual([]);
  });
});

it('dom-Y4: where nobody knows whether the card has its money there are three ways on', async () => {
  await open('refund-unknown');
  const title = 'Nobody knows yet whether the card has its money back';
  await expect.element(page.getByRole('heading', { name: title })).toBeVisible();
  const choices = page.getByRole('group', { name: 'What to do' }).getByRole('button');
  expect(choices.elements().map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Check again/),
    expect.stringMatching(/^Treat as given back · signature/),
    expect.stringMatching(/^Treat as not given back · signature/),
  ]);
  await userEvent.keyboard('{F7}900{Enter}1234{Enter}');
  await expect
    .poll(() => callsOf(till, 'treat-card'))
    .toEqual([{ as: 'not-paid', approver: { number: '900', pin: '1234' } }]);
});

it('a return that is paid back and not stored is stored by one key', async () => {
  till = createFakeTill({
    refund: { ...FAKE_REFUND, at: 'writing', card: undefined, why: 'Free disk space.' },
  });
  await showApp(till);
  await expect.element(page.getByText('Free disk space.')).toBeVisible();
  await userEvent.keyboard('{F12}');
  expect(callsOf(till, 'go-on-refund')).toEqual([{ way: { do: 'write' } }]);
});
