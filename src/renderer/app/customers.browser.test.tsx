import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, scan, showApp } from '../testing/show-app.tsx';

let till: FakeTill;
beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill();
  await showApp(till);
});
async function openByTouch(): Promise<void> {
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('button', { name: /^Customer/ }).click();
  await expect.element(field()).toHaveFocus();
}
const dialog = () => page.getByRole('dialog', { name: 'Customer' });
const field = () => dialog().getByRole('combobox');
const status = () => dialog().getByRole('status');
const says = (words: string | RegExp) =>
  expect.poll(() => status().element().textContent).toMatch(words);
const shown = () => callsOf(till, 'show-member');

describe('the customer of a sale', () => {
  it('CUS2: typed by name, chosen by arrows and Enter, once however often it is pressed', async () => {
    await userEvent.keyboard('{Control>}u{/Control}');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('ann');
    await says('3 customers');
    await userEvent.keyboard('{ArrowDown}{Enter}{Enter}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(shown()).toEqual([{ code: '2950000000020' }]);
    expect(callsOf(till, 'scan')).toEqual([]);
    await expect.element(page.getByLabelText('Scan or search')).toHaveFocus();
  });

  it('CUS2, peers-27: by touch; a long list says how long, nobody says what to do', async () => {
    await openByTouch();
    await userEvent.fill(field(), 'muller');
    await says(/^30 of 1240 customers/);
    const { violations } = await axe.run(dialog().element());
    expect(violations.map(({ id }) => id)).toEqual([]);
    await userEvent.fill(field(), 'xyz');
    await says(/^Nobody by these words/);
    await userEvent.fill(field(), 'weyland');
    await dialog().getByRole('option').click();
    await expect.poll(shown).toEqual([{ code: '2950000000037' }]);
  });

  it('a card that is scanned here counts here; what is none is told and the dialog stays', async () => {
    await openByTouch();
    till.refuse('show-member', { kind: 'no-member-card', next: 'This is no member card.' });
    scan('4006381333931');
    await expect.element(dialog().getByText('This is no member card.')).toBeVisible();
    scan('2950000000013');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(shown()).toEqual([{ code: '4006381333931' }, { code: '2950000000013' }]);
  });

  it('dom-Y2: a payment card that is typed here does not stay', async () => {
    await openByTouch();
    await userEvent.fill(field(), '4111 1111 1111 1111');
    await expect.element(field()).toHaveValue('');
    expect(JSON.stringify(callsOf(till, 'find-customers'))).not.toContain('4111');
  });
});
