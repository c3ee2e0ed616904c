import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEV_STATES } from '../testing/dev-states.ts';
import { createFakeTill } from '../testing/fake-till-client.ts';
import { OFFLINE } from '../testing/fake-view.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';
import { must } from '../../domain/assert.ts';

async function open(state: string) {
  const till = await must(DEV_STATES[state], state)();
  await showApp(till);
  return till;
}

describe('signing in', () => {
  it('goes from number to PIN to the shift by Enter, and masks the PIN', async () => {
    const till = await open('sign-in');
    await expect.element(page.getByRole('textbox', { name: /Your number/ })).toHaveFocus();
    await userEvent.keyboard('104{Enter}');
    await expect.element(page.getByLabelText('PIN', { exact: true })).toHaveFocus();
    await userEvent.keyboard('4711');
    await expect.element(page.getByText('●●●●')).toBeVisible();
    expect(document.body.textContent).not.toContain('4711');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => callsOf(till, 'sign-in')).toEqual([{ number: '104', pin: '4711' }]);
    await expect.element(page.getByRole('textbox', { name: 'Float in the drawer' })).toHaveFocus();
  });

  it('says how long to wait, forgets the PIN and keeps the number (dom-A2)', async () => {
    const till = await open('sign-in');
    till.refuse('sign-in', { kind: 'throttled', next: 'Wrong PIN. Try again in 30 seconds.' });
    await page.getByRole('button', { name: /Jonas/ }).click();
    await userEvent.keyboard('0000{Enter}');
    await expect.element(page.getByText('Wrong PIN. Try again in 30 seconds.')).toBeVisible();
    await expect.element(page.getByRole('textbox', { name: /Your number/ })).toHaveValue('117');
    await expect.element(page.getByLabelText('PIN', { exact: true })).toHaveValue('');
  });

  it('opens the shift with the float in minor units', async () => {
    const till = await open('open-shift');
    await expect.element(page.getByRole('textbox', { name: 'Float in the drawer' })).toHaveFocus();
    await userEvent.keyboard('15000');
    await expect.element(page.getByText('150,00 €')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => callsOf(till, 'open-shift')).toEqual([{ float: 15_000 }]);
  });

  it('takes nine figures and says so where somebody keys more, at the keys of the pad too', async () => {
    const till = await open('open-shift');
    const float = page.getByRole('textbox', { name: 'Float in the drawer' });
    const seven = page.getByRole('button', { name: '7', exact: true });
    await float.fill('123456789');
    await expect.element(seven).toBeDisabled();
    await expect.element(page.getByText('9 figures at most')).not.toBeInTheDocument();
    await float.fill('1234567890');
    await expect.element(page.getByText('9 figures at most')).toBeVisible();
    await expect.element(page.getByText('1.234.567,89 €')).toBeVisible();
    await float.fill('12');
    await expect.element(page.getByText('9 figures at most')).not.toBeInTheDocument();
    await seven.click();
    await expect.element(page.getByText('1,27 €')).toBeVisible();
    expect(callsOf(till, 'open-shift')).toEqual([]);
  });
});

describe('signing out', () => {
  it('EX7 peers-18 is never held up by what waits; one line says how much and that it is safe', async () => {
    const till = createFakeTill({ sync: OFFLINE });
    await showApp(till);
    await userEvent.keyboard('{F8}');
    await expect
      .element(page.getByText(/^12 sales are not at head office yet. They stay safe on this till/))
      .toBeVisible();
    await expect.element(page.getByRole('textbox', { name: /Your number/ })).toHaveFocus();
    expect(document.querySelector('[data-risk], [role="alertdialog"]')).toBeNull();
  });

  it('EX7 says nothing of it where nothing waits', async () => {
    await open('sign-in');
    await expect.element(page.getByRole('textbox', { name: /Your number/ })).toHaveFocus();
    expect(document.body.textContent).not.toContain('not at head office');
  });
});

describe('enrolling', () => {
  it('forgives the code’s form and shows a refusal', async () => {
    const till = await open('enrol');
    till.refuse('enrol', { kind: 'used', next: 'This code was used. Ask IT for a new one.' });
    await expect.element(page.getByRole('textbox', { name: 'Code' })).toHaveFocus();
    await userEvent.keyboard('a7k2m9qx4tbw1{Enter}');
    await expect.poll(() => callsOf(till, 'enrol')).toEqual([{ code: 'A-7K2M-9QX4-TBW1' }]);
    await expect.element(page.getByText('This code was used. Ask IT for a new one.')).toBeVisible();
  });
});

describe('where the sales are', () => {
  it('is one calm sentence, with everything behind it one press away', async () => {
    const till = createFakeTill({ sync: OFFLINE });
    await showApp(till);
    const sentence = 'Offline · 12 sales safe on this till · oldest 4 min';
    await page.getByRole('button', { name: sentence }).click();
    await expect.element(page.getByRole('heading', { name: sentence })).toBeVisible();
    await expect.element(page.getByText('Does not answer')).toBeVisible();
    await userEvent.keyboard('{F5}');
    await expect.poll(() => callsOf(till, 'check-line')).toHaveLength(1);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('combobox')).toHaveFocus();
  });

  it('sends a parked record again once, and says why it cannot', async () => {
    const till = createFakeTill({ sync: OFFLINE });
    const answer = till.hold('send-again');
    await showApp(till);
    await userEvent.keyboard('{F10}');
    await expect.element(page.getByText('Head office holds no article 990017')).toBeVisible();
    const again = page.getByRole('button', { name: 'Send again no. 1198' });
    await again.click();
    await expect.element(again).toBeDisabled();
    answer();
    await expect.element(again).toBeEnabled();
    expect(callsOf(till, 'send-again')).toEqual([{ stream: 'a3f1', seq: 1198 }]);
  });
});

describe('keys', () => {
  it('are told to assistive technology, and F1 lists the pilot’s key where it is on', async () => {
    await open('sell-flag');
    const pay = page.getByRole('button', { name: /^Pay/ });
    await expect.element(pay).toHaveAttribute('aria-keyshortcuts', 'F12');
    await userEvent.keyboard('{F1}');
    await expect.element(page.getByText('Cash, exact amount')).toBeVisible();
    const close = page.getByRole('dialog').getByRole('button', { name: 'Close' });
    await expect.element(close).toHaveAttribute('aria-keyshortcuts', 'Escape');
  });

  it('of a pilot that is off are not listed', async () => {
    await open('sell');
    await userEvent.keyboard('{F1}');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(document.body.textContent).not.toContain('Cash, exact amount');
  });
});

describe('alarms', () => {
  it('are red only for money at risk, and go when understood', async () => {
    const till = await open('sell-flag');
    await expect.element(page.getByText('The receipt was not printed.')).toBeVisible();
    const risks = Array.from(
      document.querySelectorAll('.alarm[data-risk]'),
      (one) => one.textContent,
    );
    expect(risks).toHaveLength(1);
    expect(risks[0]).toContain('second copy');
    await page.getByRole('button', { name: /Understood: The receipt/ }).click();
    await expect.poll(() => callsOf(till, 'dismiss-alarm')).toEqual([{ id: 1 }]);
    await expect.element(page.getByText('The receipt was not printed.')).not.toBeInTheDocument();
  });
});
