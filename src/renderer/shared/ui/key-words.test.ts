import { afterEach, expect, test } from 'vitest';
import de from '../../words/de.json' with { type: 'json' };
import fr from '../../words/fr.json' with { type: 'json' };
import { keyWords } from './key-words.ts';
import { speak } from '../words/say.ts';

const ENGLISH = { language: 'en', words: {} } as const;

afterEach(() => speak({ own: ENGLISH, store: ENGLISH }));

test('LANG10: a key is named as the keyboard of who stands there has it', () => {
  expect(['Ctrl+K', 'Del', 'F5'].map(keyWords)).toEqual(['Ctrl+K', 'Del', 'F5']);
  const german = { language: 'de', words: de } as const;
  speak({ own: german, store: ENGLISH });
  expect(['Ctrl+← →', 'Ctrl+K', 'Del', 'Alt+1', 'F5', '+'].map(keyWords)).toEqual([
    'Strg+← →',
    'Strg+K',
    'Entf',
    'Alt+1',
    'F5',
    '+',
  ]);
  speak({ own: { language: 'fr', words: fr }, store: german });
  expect(['Enter', 'Esc', 'Del'].map(keyWords)).toEqual(['Entrée', 'Échap', 'Suppr']);
});
