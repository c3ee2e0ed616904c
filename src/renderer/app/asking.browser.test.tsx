import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { QuestionView } from '../shared/ask-api.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, scan, showApp } from '../testing/show-app.tsx';

let till: FakeTill;
beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill();
  await showApp(till);
});

const AGE: QuestionView = {
  id: 1,
  article: '7001',
  name: 'Gin 0,7 l',
  about: 'age',
  minAge: 18,
  bornBy: '2008-11-22',
};
const WEIGHT: QuestionView = {
  id: 2,
  article: '2001',
  name: 'Tomaten, Rispe',
  about: 'weight',
  price: 299,
  least: 1,
  most: 99_999,
};
const PRICE: QuestionView = {
  id: 3,
  article: '8001',
  name: 'Geschenkverpackung',
  about: 'price',
  min: 100,
  max: 2000,
  unit: 'piece',
};
const dialog = () => page.getByRole('dialog');
const question = () => page.getByRole('alertdialog');
/** Part of what somebody reads there. */
const says = async (where: { element: () => Element }, words: string | RegExp): Promise<void> =>
  expect.poll(() => where.element().textContent).toMatch(words);
const answers = () => callsOf(till, 'answer-question');

describe('a question of an article', () => {
  it('ASK2: says the birth date; Enter and Escape are a no, only its own key is a yes', async () => {
    till.show({ question: AGE });
    await says(question(), 'born on or before');
    await says(question(), '22.11.2008');
    await expect.element(question().getByRole('button', { name: /^No, not shown/ })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{F12}');
    const no = { id: 1, answer: { about: 'age', isOldEnough: false } };
    expect(answers()).toEqual([no, no, { id: 1, answer: { about: 'age', isOldEnough: true } }]);
    expect(callsOf(till, 'pay-cash')).toEqual([]);
  });

  it('ASK3: a double click answers once, and the next question comes with an empty field', async () => {
    till.show({ question: AGE });
    const go = till.hold('answer-question');
    await question()
      .getByRole('button', { name: /^Yes, 18/ })
      .dblClick();
    expect(answers()).toHaveLength(1);
    go();
    till.show({ question: WEIGHT });
    await expect.element(dialog().getByLabelText(/^Grams/)).toHaveFocus();
    await expect.element(dialog().getByLabelText(/^Grams/)).toHaveValue('');
  });

  it('ASK4: grams by keys or pad, what they come to, and the bounds where they are not kept', async () => {
    till.show({ question: WEIGHT });
    await says(dialog(), /Grams · 1 to 99.999 g/);
    await dialog()
      .getByLabelText(/^Grams/)
      .fill('0');
    await userEvent.keyboard('{Enter}');
    await says(dialog().getByRole('alert'), /1 to 99.999 g/);
    expect(answers()).toEqual([]);
    await dialog()
      .getByLabelText(/^Grams/)
      .fill('');
    for (const digit of ['7', '4', '2'])
      await dialog().getByRole('button', { name: digit, exact: true }).click();
    await says(dialog(), '2,22');
    await dialog().getByRole('button', { name: /^Add/ }).click();
    expect(answers()).toEqual([{ id: 2, answer: { about: 'weight', grams: 742 } }]);
  });

  it('ASK5: a price is asked within the bounds that stand there', async () => {
    till.show({ question: PRICE });
    const field = dialog().getByLabelText(/^Price each · 1,00.€ to 20,00.€/);
    await field.fill('2001');
    await userEvent.keyboard('{Enter}');
    await says(dialog().getByRole('alert'), /1,00.€ to 20,00.€/);
    till.refuse('answer-question', { kind: 'bad-price', next: 'Key a price inside the bounds.' });
    await field.fill('500');
    await userEvent.keyboard('{Enter}');
    await says(dialog().getByRole('alert'), 'inside the bounds');
    await userEvent.keyboard('{Escape}');
    expect(answers()).toEqual([
      { id: 3, answer: { about: 'price', amount: 500 } },
      { id: 3, answer: { about: 'leave' } },
    ]);
  });

  it('dom-A10: a scan meanwhile is refused aloud, with words in the question itself', async () => {
    till.show({ question: WEIGHT });
    await expect.element(dialog()).toBeVisible();
    scan('4001000000013');
    await says(dialog().getByRole('alert'), 'Nothing was scanned');
    expect(callsOf(till, 'scan')).toEqual([]);
    await expect.element(dialog().getByLabelText(/^Grams/)).toHaveValue('');
  });
});

describe('the price check (ASK7)', () => {
  it('takes scans while it is open, sells nothing, and gives the sale back', async () => {
    await userEvent.keyboard('{F5}');
    await dialog()
      .getByRole('button', { name: /^Price check/ })
      .click();
    await expect.element(page.getByLabelText('Scan or search for a price')).toHaveFocus();
    scan('4001000000013');
    await expect.poll(() => callsOf(till, 'ask-price')).toEqual([{ code: '4001000000013' }]);
    await says(dialog(), 'Roggenbrötchen');
    await says(dialog(), '0,55');
    scan('9999999999994');
    await says(dialog().getByRole('alert'), 'Unknown code');
    expect(dialog().element().textContent).not.toMatch('0,55');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    expect([callsOf(till, 'scan'), callsOf(till, 'add-article')]).toEqual([[], []]);
    scan('4001000000013');
    await expect.poll(() => callsOf(till, 'scan')).toHaveLength(1);
  });

  it('is found behind More and by name, by keyboard alone, and is accessible', async () => {
    await userEvent.keyboard('{Control>}p{/Control}');
    await page.getByLabelText('Scan or search for a price').fill('tomat');
    await expect.element(dialog().getByRole('option', { name: /^Tomaten/ })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    await userEvent.keyboard('{Enter}');
    await says(dialog().getByRole('status'), /2,99.€ \/ kg/);
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    expect(violations.map(({ id }) => id)).toEqual([]);
    const paper = document.querySelector('.dialog-paper')!;
    expect(paper.scrollHeight).toBeLessThanOrEqual(paper.clientHeight + 1);
  });
});
