import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { must } from '../../domain/assert.ts';
import { loadWords } from '../shared/words/load-words.ts';
import { speak, type Catalogue } from '../shared/words/say.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { fillBasket } from '../testing/dev-states.ts';
import { SELLING } from '../testing/fake-view.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

const ENGLISH = { language: 'en', words: {} } as const;
const german: Catalogue = await loadWords('de');
const inGerman = (id: string): string => must(german[id], id);
const spoken = (): string => document.documentElement.lang;

async function choose(language: string): Promise<void> {
  await userEvent.keyboard('{F1}');
  await page.getByRole('button', { name: 'Look and sounds' }).click();
  await page.getByRole('button', { name: language }).click();
}

beforeEach(() => localStorage.removeItem('languages'));
afterEach(() => {
  localStorage.removeItem('languages');
  speak({ own: ENGLISH, store: ENGLISH });
});

describe('the language of who is at the till', () => {
  let till: FakeTill;
  beforeEach(async () => {
    till = createFakeTill();
    await fillBasket(till);
    await showApp(till);
  });

  it('LANG7: changes every word at once, and takes nothing down in the middle of a sale', async () => {
    const basket = document.querySelector('.basket-lines');
    const field = must(document.querySelector<HTMLInputElement>('.search input'), 'the search');
    await choose('Deutsch');
    await vi.waitFor(() => expect(spoken()).toBe('de'));
    await expect
      .element(page.getByRole('dialog', { name: inGerman('Look and sounds') }))
      .toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: inGerman('Cancel sale') })).toBeVisible();
    await expect.element(page.getByRole('button', { name: inGerman('Void line') })).toBeVisible();
    await expect
      .element(page.getByRole('region', { name: inGerman('Find articles') }))
      .toBeVisible();
    expect(document.querySelector('.basket-lines')).toBe(basket);
    expect(document.querySelector('.search input')).toBe(field);
    expect(till.view().basket.lines).toHaveLength(5);
  });

  it('LANG2, LANG3: is kept for that person, and the customer hears the store’s', async () => {
    await choose('Deutsch');
    await vi.waitFor(() => expect(spoken()).toBe('de'));
    expect(callsOf(till, 'speak').at(-1)).toMatchObject({
      own: { language: 'de' },
      store: { language: 'en', words: {} },
    });
    till.show({ cashier: undefined, phase: { at: 'signed-out' } });
    await vi.waitFor(() => expect(spoken()).toBe('en'));
    await expect.element(page.getByRole('heading', { name: 'Who is at the till?' })).toBeVisible();
    const other = { number: '203', name: 'Aylin Ç.', role: 'cashier' } as const;
    till.show({ cashier: other, phase: { at: 'selling' } });
    await expect.element(page.getByRole('button', { name: 'Cancel sale' })).toBeVisible();
    till.show({ cashier: SELLING.cashier });
    await expect.element(page.getByRole('button', { name: inGerman('Cancel sale') })).toBeVisible();
    // As after a restart: another page, the same machine.
    speak({ own: ENGLISH, store: ENGLISH });
    await showApp(createFakeTill());
    await vi.waitFor(() => expect(spoken()).toBe('de'));
  });
});

it('LANG1: whoever has not chosen hears the store, also before signing in', async () => {
  const face = must(SELLING.till, 'a till');
  const till = { ...face, language: 'de' } as const;
  await showApp(createFakeTill({ till, cashier: undefined, phase: { at: 'signed-out' } }));
  await expect
    .element(page.getByRole('heading', { name: inGerman('Who is at the till?') }))
    .toBeVisible();
});
