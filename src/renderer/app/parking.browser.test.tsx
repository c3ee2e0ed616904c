import axe from 'axe-core';
import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

let till: FakeTill;
beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill();
  await showApp(till);
  await till.call('add-article', { article: '1003' });
});

const dialog = () => page.getByRole('dialog');
const button = (name: string | RegExp) => dialog().getByRole('button', { name });

it('dom-X4: parks under a name and recalls by keyboard alone; the sale is there again', async () => {
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(dialog().getByRole('textbox')).toHaveFocus();
  // Typed as fast as a test types, it would be a scanner's.
  await dialog().getByRole('textbox').fill('Red jacket');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Ready for the next customer')).toBeVisible();
  expect(callsOf(till, 'park-sale')).toEqual([{ name: 'Red jacket' }]);
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(button(/^Red jacket/)).toHaveFocus();
  await expect.element(button(/1,40/)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(page.getByRole('list', { name: 'Lines' })).toBeVisible();
});

it('PARK2: a double click recalls once', async () => {
  await till.call('park-sale', { name: '' });
  await userEvent.keyboard('{F5}');
  await button(/^Parked sales/).click();
  const answer = till.hold('recall-sale');
  await button(/^Without a name/).dblClick();
  answer();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(callsOf(till, 'recall-sale')).toEqual([{ parkId: '1' }]);
});

it('dom-A4: dropping asks first, then for a signature, and says why it was not dropped', async () => {
  await till.call('park-sale', { name: 'Blue hat' });
  await userEvent.keyboard('{F5}');
  await button(/^Parked sales/).click();
  await button('Drop Blue hat').click();
  const question = page.getByRole('alertdialog');
  await expect.element(question.getByRole('button', { name: /^Keep it/ })).toHaveFocus();
  till.refuse('drop-parked', { kind: 'needs-approval', next: 'Somebody must sign for this.' });
  await question.getByRole('button', { name: 'Drop it' }).click();
  await expect.element(page.getByLabelText('Number of who signs')).toHaveFocus();
  await userEvent.keyboard('203{Enter}9081{Enter}');
  await expect.element(page.getByText('No sale is parked.')).toBeVisible();
  expect(callsOf(till, 'drop-parked')).toEqual([
    { parkId: '1' },
    { parkId: '1', approver: { number: '203', pin: '9081' } },
  ]);
});

it('PARK4, dom-X4: a sale of another till is asked for by keyboard alone and gone on with here', async () => {
  await till.call('cancel-basket', {});
  await userEvent.keyboard('{Control>}k{/Control}');
  const ann = button(/^Ann.*till 02/);
  await expect.element(ann).toBeVisible();
  await expect.element(button(/12,99/)).toBeVisible();
  await userEvent.keyboard('{Tab}');
  await expect.element(ann).toHaveFocus();
  const answer = till.hold('take-parked');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog().getByText('Asking till 02 …')).toBeVisible();
  answer();
  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(page.getByRole('list', { name: 'Lines' })).toBeVisible();
  expect(callsOf(till, 'take-parked')).toEqual([{ till: '02', parkId: 'far' }]);
  expect(callsOf(till, 'leave-parked')).toEqual([]);
});

it('PARK6: nobody has to wait for another till: Escape leaves, and the till is told', async () => {
  await till.call('cancel-basket', {});
  await userEvent.keyboard('{Control>}k{/Control}');
  till.hold('take-parked');
  await button(/^Ann.*till 02/).click();
  await expect.element(dialog().getByText('Asking till 02 …')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(callsOf(till, 'leave-parked')).toEqual([{}]);
});

it('PARK6: a till that does not answer is said in words, the list is asked for again, and a second press tries again', async () => {
  await till.call('cancel-basket', {});
  await userEvent.keyboard('{Control>}k{/Control}');
  const next = 'Till 02 does not answer: the sale can still be called up there.';
  till.refuse('take-parked', { kind: 'till-silent', next });
  await button(/^Ann/).click();
  await expect.element(dialog().getByText(next)).toBeVisible();
  expect(callsOf(till, 'store-parked').length).toBe(2);
  expect(callsOf(till, 'take-parked').length).toBe(1);
  // The focus is where it was, so that Escape leaves and Enter tries again.
  await expect.element(button(/^Ann/)).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog()).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>}k{/Control}');
  await button(/^Ann/).click();
  await expect.element(dialog()).not.toBeInTheDocument();
});

it('PARK6: while head office is asked, where it does not answer and where nothing waits, the dialog says so', async () => {
  await till.call('park-sale', { name: 'Blue hat' });
  const answer = till.hold('store-parked');
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(dialog().getByText('Asking head office …')).toBeVisible();
  await expect.element(button(/^Blue hat/)).toHaveFocus();
  till.refuse('store-parked', { kind: 'line-down', next: 'Head office does not answer.' });
  answer();
  await expect.element(dialog().getByText('Head office does not answer.')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog()).not.toBeInTheDocument();
  await till.call('cancel-basket', {});
  await till.call('take-parked', { till: '02', parkId: 'far' });
  await till.call('cancel-basket', {});
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(dialog().getByText('No sale is parked at another till.')).toBeVisible();
});

it('the list is accessible and in sight as a whole, also with many long names', async () => {
  for (let sale = 0; sale < 12; sale += 1) {
    await till.call('add-article', { article: '1003' });
    await till.call('park-sale', { name: 'Wochenendeinkauf der Familie Weidenmüller' });
  }
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(button(/^Wochenend/).first()).toBeVisible();
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((one) => one.html) }))).toEqual([]);
  const paper = document.querySelector('.dialog-paper')!;
  expect(paper.scrollWidth).toBeLessThanOrEqual(paper.clientWidth + 1);
  expect(paper.scrollHeight).toBeLessThanOrEqual(paper.clientHeight + 1);
  const small = Array.from(document.querySelectorAll('.dialog button'))
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ one, box }) => box.width > 0 && one.getAttribute('aria-label') !== 'Dismiss')
    .filter(({ box }) => box.height < 48 || box.width < 48);
  expect(small.map(({ one }) => one.textContent)).toEqual([]);
});
