import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { speak } from '../shared/words/say.ts';
import { cutWords } from '../testing/cut-words.ts';
import { EVERY_SCREEN, openScreen } from '../testing/every-screen.ts';

const ENGLISH = { language: 'en', words: {} } as const;

beforeAll(() => page.viewport(1366, 768));
afterAll(() => {
  localStorage.removeItem('look');
  speak({ own: ENGLISH, store: ENGLISH });
});

/** German words are the longest of all. */
describe('LANG9: in German at 1366×768', () => {
  it.each(EVERY_SCREEN)('$state $over $dialog is drawn whole', async (screen) => {
    await openScreen(screen, { language: 'de' });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1366);
    expect(cutWords()).toEqual([]);
  });
});
