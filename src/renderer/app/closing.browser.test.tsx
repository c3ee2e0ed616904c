import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { must } from '../../domain/assert.ts';
import { DEV_STATES } from '../testing/dev-states.ts';
import type { FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

async function openClose() {
  const till = await must(DEV_STATES['sell'], 'sell')();
  await showApp(till);
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: 'Close the shift' }).click();
  await expect.element(page.getByText('Not finished, and no reason to wait:')).toBeVisible();
  return till;
}

const field = (name: string) => page.getByRole('textbox', { name });
const NEXT = { name: /Next shift/ };

/** Buttons that are not wholly in the window. */
const cutOff = (): string[] =>
  [...document.querySelectorAll('main button:not([hidden])')]
    .filter((one) => one.getBoundingClientRect().bottom > window.innerHeight)
    .map((one) => one.textContent);

const DRAWER = { cashier: '105', openedMs: 1_795_330_000_000, isSuspended: false };

describe('closing one of several drawers', () => {
  it('CUP14 dom-Z9 asks which one, the own first; the other is asked for by its shift', async () => {
    const till = await must(DEV_STATES['sell'], 'sell')();
    till.show({ drawers: [{ ...DRAWER, shiftId: 's2' }] });
    await showApp(till);
    await userEvent.keyboard('{F5}');
    await page.getByRole('button', { name: 'Close the shift' }).click();
    await expect.element(page.getByRole('button', { name: 'Your drawer' })).toHaveFocus();
    expect(callsOf(till, 'tell-close')).toEqual([]);
    await page.getByRole('button', { name: /^Drawer of 105, open since/ }).click();
    await expect.element(page.getByRole('button', { name: /^Count the drawer/ })).toBeVisible();
    expect(callsOf(till, 'tell-close')).toEqual([{ shiftId: 's2' }]);
  });

  it('CUP14 dom-Z9 who has no drawer is asked for a float, and F9 leads to those that are open', async () => {
    const till = await must(DEV_STATES['open-shift'], 'open-shift')();
    await showApp(till);
    await expect.element(page.getByRole('button', { name: /^Open shift/ })).toBeVisible();
    expect(document.body.textContent).not.toContain('Close a drawer');
    till.show({ drawers: [{ ...DRAWER, shiftId: 's2' }] });
    await expect.element(page.getByRole('button', { name: /^Close a drawer/ })).toBeVisible();
    await page.viewport(1366, 768);
    expect(cutOff()).toEqual([]);
    await userEvent.keyboard('{F9}');
    await expect.element(page.getByText('Which drawer is counted?')).toBeVisible();
    expect(document.body.textContent).not.toContain('Your drawer');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: /^Close a drawer/ })).toBeVisible();
  });
});

describe('closing the shift', () => {
  it('peers-28 peers-35 says what is open, counts blind by keyboard alone, recounts, and shows the Z', async () => {
    const till = await openClose();
    await expect.element(page.getByText('2 parked sales')).toBeVisible();
    await userEvent.keyboard('{F12}');
    await expect.element(field('500,00 0,00')).toHaveFocus();
    expect(document.body.textContent).not.toContain('212,35');
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('1');
    await expect.element(page.getByText('100,00 €')).toBeVisible();
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByRole('heading', { name: 'The count is off' })).toBeVisible();
    await expect.element(page.getByText('−112,35 €')).toBeVisible();
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByText('Choose why the count is off.')).toBeVisible();
    await userEvent.keyboard('{F4}');
    await expect.element(page.getByRole('heading', { name: 'Count number 2' })).toBeVisible();
    await field('50,00 0,00').fill('2');
    await field('10,00 0,00').fill('1');
    await field('2,00 0,00').fill('1');
    await field('0,20 0,00').fill('1');
    await field('0,10 0,00').fill('1');
    await field('0,05 0,00').fill('1');
    await field('Card 0,00 €').fill('4250');
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByRole('heading', { name: 'The count is right' })).toBeVisible();
    till.refuse('close-shift', { kind: 'store-failed', next: 'The shift is still open.' });
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByText('The shift is still open.')).toBeVisible();
    await field('Number of the bag').fill('B 17');
    await userEvent.keyboard('{F12}');
    await expect.element(page.getByText('The shift is closed: 0417-02-A-Z0012')).toBeVisible();
    expect(callsOf(till, 'close-shift').at(-1)).toEqual({
      shiftId: 's1',
      nextFloat: 15_000,
      bag: 'B 17',
    });
    await page.getByRole('button', NEXT).click();
    await expect.element(field('Float in the drawer')).toHaveFocus();
  });

  it('dom-Z13: a count far off wants a reason and a second person; a double press asks once', async () => {
    const till = await openClose();
    await page.getByRole('button', { name: 'Count the drawer' }).click();
    await field('50,00 0,00').fill('1');
    await page.getByRole('button', { name: 'This is the count' }).dblClick();
    await expect.element(page.getByText('A second person signs').first()).toBeVisible();
    expect(callsOf(till, 'declare-count')).toHaveLength(1);
    await page.getByRole('button', { name: /Nobody knows/ }).click();
    till.refuse('close-shift', { kind: 'needs-approval', next: 'Somebody must sign.' });
    await page.getByRole('button', { name: /^Close the shift/ }).click();
    await page.getByRole('textbox', { name: 'Number of who signs' }).fill('900');
    await page.getByLabelText('PIN of who signs').fill('4321');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', NEXT)).toBeVisible();
    expect(callsOf(till, 'close-shift').at(-1)).toMatchObject({
      reason: 'not-known',
      approver: { number: '900', pin: '4321' },
    });
  });

  it('peers-28 who is alone closes a count far off all the same, after it was said what that means', async () => {
    const till = await openClose();
    await page.getByRole('button', { name: 'Count the drawer' }).click();
    await field('50,00 0,00').fill('1');
    await page.getByRole('button', { name: 'This is the count' }).click();
    await page.getByRole('button', { name: /Nobody knows/ }).click();
    await userEvent.keyboard('{F6}');
    await expect.element(page.getByText(/nobody signed for the difference/)).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(callsOf(till, 'close-shift')).toEqual([]);
    await userEvent.keyboard('{F6}');
    await page.getByRole('button', { name: 'Close without a signature' }).click();
    await expect.element(page.getByRole('button', NEXT)).toBeVisible();
    expect(callsOf(till, 'close-shift').at(-1)).toMatchObject({
      reason: 'not-known',
      isUnsigned: true,
    });
  });

  it('peers-29 left in the middle of a count it goes on there, by touch with the pad', async () => {
    const till = await openClose();
    await page.getByRole('button', { name: 'Count the drawer' }).click();
    await field('20,00 0,00').click();
    await page.getByRole('button', { name: '4', exact: true }).click();
    await expect.element(page.getByText('80,00 €')).toBeVisible();
    await expect.poll(() => callsOf(till, 'keep-count').length).toBe(1);
    await page.getByRole('button', { name: 'Go on later' }).click();
    await expect.element(page.getByLabelText('Scan or search')).toBeVisible();
    await userEvent.keyboard('{F5}');
    await page.getByRole('button', { name: 'Close the shift' }).click();
    await expect.element(field('20,00 80,00')).toHaveValue('4');
  });
});

it('dom-Z10: a shift of yesterday is offered to be closed, put off with one press, and nothing is in the way of a sale', async () => {
  const till = await must(DEV_STATES['old-shift'], 'old-shift')();
  await showApp(till);
  await expect.element(page.getByText('The shift of 2026-11-21 is still open.')).toBeVisible();
  expect(document.querySelector('[role="dialog"]')).toBeNull();
  await page.getByRole('button', { name: 'Later' }).click();
  expect(callsOf(till, 'put-off-close')).toEqual([{}]);
  await page.getByRole('button', { name: 'Close it now' }).click();
  await expect.element(page.getByRole('heading', { name: 'Close the shift' })).toBeVisible();
});

it('dom-Z1: X is read and printed, a Z printed once more as a copy', async () => {
  const till = await must(DEV_STATES['sell-empty'], 'sell-empty')();
  await showApp(till);
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: 'X report' }).click();
  await expect.element(page.getByText('599,85')).toBeVisible();
  await userEvent.keyboard('{F7}');
  await expect.element(page.getByText('The report is printed.').first()).toBeVisible();
  expect(callsOf(till, 'x-report')).toEqual([{ prints: false }, { prints: true }]);
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: 'Z reports' }).click();
  await expect.element(page.getByRole('button', { name: /Z0012/ })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard('{F7}');
  await expect.element(page.getByText('Copy 1 is printed.').first()).toBeVisible();
  expect(callsOf(till, 'print-z')).toEqual([{ zId: 'z11' }]);
  await userEvent.keyboard('{F9}');
  await expect.element(page.getByText(/^Saved as .*Z0011-copy-1\.csv$/).first()).toBeVisible();
  expect(callsOf(till, 'print-z').at(-1)).toEqual({ zId: 'z11', toFile: true });
  expect(till.saved).toMatchObject([{ name: '0417-02-A-Z0011-copy-1' }]);
  expect(till.saved[0]?.csv).toContain('Net turnover,"599,85"');
});

it('dom-Z8: the next float is what the last shift left, or counted piece by piece', async () => {
  const till = await must(DEV_STATES['open-shift'], 'open-shift')();
  await showApp(till);
  await userEvent.keyboard('{F4}');
  await field('100,00 0,00').fill('1');
  await field('5,00 0,00').fill('2');
  await userEvent.keyboard('{F12}');
  await expect
    .poll(() => callsOf(till, 'open-shift'))
    .toEqual([
      {
        float: 11_000,
        pieces: [
          { value: 500, count: 2 },
          { value: 10_000, count: 1 },
        ],
      },
    ]);
});

it('dom-Z8: what the last shift left is taken as it stands, and a figure keyed takes its place', async () => {
  const till = await must(DEV_STATES['open-shift'], 'open-shift')();
  const left: FakeTill = {
    ...till,
    async call(command, arg) {
      const answer = await till.call(command, arg);
      return command === 'proposed-float' ? Object.assign(answer, { float: 5000 }) : answer;
    },
  };
  await showApp(left);
  await expect.element(page.getByText('The last shift left 50,00 €.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Open shift/ })).toBeEnabled();
  await field('Float in the drawer').fill('7');
  await expect.element(page.getByText('0,07 €')).toBeVisible();
  await field('Float in the drawer').fill('');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => callsOf(till, 'open-shift')).toEqual([{ float: 5000 }]);
});

it('dom-Z9: a shift is suspended from More, and taken over with what was counted, or without', async () => {
  const till = await must(DEV_STATES['suspended-shift'], 'suspended-shift')();
  await showApp(till);
  await expect.element(page.getByRole('heading', { name: 'The shift is suspended' })).toBeVisible();
  await expect.element(page.getByText(/^105 locked the drawer/)).toBeVisible();
  till.refuse('take-over-shift', { kind: 'store-failed', next: 'Free disk space.' });
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Free disk space.')).toBeVisible();
  await userEvent.keyboard('21235{Enter}');
  await expect.element(page.getByLabelText('Scan or search')).toBeVisible();
  expect(callsOf(till, 'take-over-shift')).toEqual([{}, { counted: 21_235 }]);
  await userEvent.keyboard('{F5}');
  await page.getByRole('button', { name: 'Suspend the shift' }).click();
  await expect.poll(() => till.view().phase.at).toBe('signed-out');
});
