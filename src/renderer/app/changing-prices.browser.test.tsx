import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

let till: FakeTill;
beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill();
  await showApp(till);
  await till.call('add-article', { article: '1003' });
  await expect.element(page.getByRole('button', { name: 'Discount' })).toBeVisible();
});

const dialog = () => page.getByRole('dialog');
const button = (name: string | RegExp) => dialog().getByRole('button', { name });
const NEEDS = { kind: 'needs-approval', next: 'Somebody with the right must sign for this price.' };

describe('what a cashier changes', () => {
  it('gives a discount by keyboard, with a reason, and none without', async () => {
    await userEvent.keyboard('{F6}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('12,5{Enter}');
    await expect.element(dialog().getByRole('alert')).toHaveTextContent('Choose a reason.');
    expect(callsOf(till, 'change-terms')).toEqual([]);
    await button('Goodwill').click();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    const discount = { kind: 'percent', hundredths: 1250, reason: 'goodwill' };
    expect(callsOf(till, 'change-terms')).toEqual([
      { change: { action: 'line-discount', lineId: '1', discount } },
    ]);
  });

  it('dom-A4: asks for a signature, says why it was none, and sends the same change again', async () => {
    till.refuse('change-terms', NEEDS);
    await userEvent.keyboard('{F7}');
    await dialog()
      .getByLabelText(/^Price each/)
      .fill('99');
    await button('Damaged').click();
    await button(/^Set price/).click();
    await expect.element(dialog().getByText(NEEDS.next)).toBeVisible();
    await expect.element(page.getByLabelText('Number of who signs')).toHaveFocus();
    till.refuse('change-terms', { kind: 'wrong-pin', next: 'Number or PIN is not right.' });
    await userEvent.keyboard('203{Enter}0000{Enter}');
    await expect.element(dialog().getByText('Number or PIN is not right.')).toBeVisible();
    await expect.element(page.getByLabelText('PIN of who signs')).toHaveFocus();
    await userEvent.keyboard('9081{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    const change = {
      action: 'price-override',
      lineId: '1',
      price: { amount: 99, reason: 'damaged' },
    };
    expect(callsOf(till, 'change-terms')).toEqual([
      { change },
      { change, approver: { number: '203', pin: '0000' } },
      { change, approver: { number: '203', pin: '9081' } },
    ]);
  });

  it('dom-A4: a signature that is being checked cannot be left half-way', async () => {
    till.refuse('change-terms', NEEDS);
    await userEvent.keyboard('{F6}50');
    await button('Staff').click();
    await button(/^Give discount/).click();
    await expect.element(page.getByLabelText('Number of who signs')).toHaveFocus();
    const answer = till.hold('change-terms');
    await userEvent.keyboard('203{Enter}9081{Enter}');
    await expect.element(button('Checking …')).toBeDisabled();
    await expect.element(button('Leave as it is')).toBeDisabled();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).toBeVisible();
    answer();
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  it('dom-A4: a step back that takes goods off is signed for on the spot', async () => {
    till.refuse('undo-step', NEEDS);
    await userEvent.keyboard('{F3}');
    await expect.element(page.getByLabelText('Number of who signs')).toHaveFocus();
    await userEvent.keyboard('203{Enter}9081{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(callsOf(till, 'undo-step').at(-1)).toEqual({ approver: { number: '203', pin: '9081' } });
  });

  it('keeps a note, exempts from tax and undoes by Ctrl+Z', async () => {
    await userEvent.keyboard('{F5}');
    await button(/^Note/).click();
    await page.getByLabelText(/^Stands on the receipt/).fill('Gift');
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await userEvent.keyboard('{F5}');
    await button(/^Tax exempt/).click();
    await button('Diplomat').click();
    await button('Sell without tax').click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(() => callsOf(till, 'undo-step')).toHaveLength(1);
    expect(callsOf(till, 'note-sale')).toEqual([{ text: 'Gift' }]);
    expect(callsOf(till, 'change-terms')).toEqual([
      { change: { action: 'tax-exempt', reason: 'diplomat' } },
    ]);
  });
});

describe.each(['F5', 'F6', 'F7', 'approval'])('the question of %s', (key) => {
  it('is accessible, in sight as a whole, with targets of 48 px (dom-A9)', async () => {
    await userEvent.keyboard(`{${key === 'approval' ? 'F6' : key}}`);
    await expect.element(dialog()).toBeVisible();
    if (key === 'approval') {
      till.refuse('change-terms', NEEDS);
      await userEvent.keyboard('50');
      await button('Staff').click();
      await button(/^Give discount/).click();
      await expect.element(page.getByLabelText('PIN of who signs')).toBeVisible();
    }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((one) => one.html) }))).toEqual(
      [],
    );
    const paper = document.querySelector('.dialog-paper')!;
    expect(paper.scrollHeight).toBeLessThanOrEqual(paper.clientHeight + 1);
    const small = Array.from(document.querySelectorAll('button'))
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ one, box }) => box.width > 0 && one.getAttribute('aria-label') !== 'Dismiss')
      .filter(({ box }) => box.height < 48 || box.width < 48);
    expect(small.map(({ one }) => one.textContent)).toEqual([]);
  });
});

const rightOf = (one: Element): number => one.getBoundingClientRect().right;

it('the tools of a line stand in one row of the basket', async () => {
  for (const width of [1366, 1920]) {
    await page.viewport(width, width === 1366 ? 768 : 1080);
    const tools = document.querySelector('.line-tools')!;
    expect(tools.scrollWidth).toBeLessThanOrEqual(tools.clientWidth);
    const clipped = Array.from(tools.children).filter(
      (one) =>
        one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > rightOf(tools),
    );
    expect(clipped.map((one) => one.textContent)).toEqual([]);
  }
});
