import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadOwnLanguages, saveOwnLanguages } from './own-languages.ts';
import { languageOf } from './languages.ts';
import {
  later,
  localeOfWords,
  onSpeak,
  say,
  sayLater,
  sayLaterToCustomer,
  sayToCustomer,
  speak,
} from './say.ts';
import { sayAnswer, sayView } from './say-view.ts';

const ENGLISH = { language: 'en', words: {} } as const;
const GERMAN = {
  language: 'de',
  words: {
    Cash: 'Bar',
    'Sign in first.': 'Melden Sie sich zuerst an.',
    '{count, plural, one {# line} other {# lines}}':
      '{count, plural, one {# Zeile} other {# Zeilen}}',
    'Copy {copy} goes to the printer.': 'Kopie {copy} geht an den Drucker.',
  },
} as const;
const FRENCH = { language: 'fr', words: { Cash: 'Espèces' } } as const;

afterEach(() => speak({ own: ENGLISH, store: ENGLISH }));

describe('say', () => {
  it('LANG5: English needs no catalogue, and counts', () => {
    expect(say('Cash')).toBe('Cash');
    expect(say('{count, plural, one {# line} other {# lines}}', { count: 1 })).toBe('1 line');
    expect(say('{count, plural, one {# line} other {# lines}}', { count: 2 })).toBe('2 lines');
  });

  it('LANG3: who is at the till and the customer each hear their own language', () => {
    speak({ own: GERMAN, store: FRENCH });
    expect(say('Cash')).toBe('Bar');
    expect(sayToCustomer('Cash')).toBe('Espèces');
    expect(sayLater(later('Cash'))).toBe('Bar');
    expect(sayLaterToCustomer(later('Cash'))).toBe('Espèces');
    expect(say('Copy {copy} goes to the printer.', { copy: 2 })).toBe(
      'Kopie 2 geht an den Drucker.',
    );
  });

  it('LANG4: names of days are said in the language of who reads, in the store’s way where it can', () => {
    expect(localeOfWords('de-DE')).toBe('en-GB');
    expect(localeOfWords('en-CA')).toBe('en-CA');
    speak({ own: FRENCH, store: GERMAN });
    expect(localeOfWords('de-DE')).toBe('fr');
    expect(localeOfWords('fr-CA')).toBe('fr-CA');
  });

  it('LANG4: no language’s separators stand in a count', () => {
    speak({ own: GERMAN, store: GERMAN });
    expect(say('{count, plural, one {# line} other {# lines}}', { count: 12_345 })).toBe(
      '12345 Zeilen',
    );
  });

  it('LANG5: what is in no catalogue is said in English', () => {
    speak({ own: FRENCH, store: FRENCH });
    expect(say('Copy {copy} goes to the printer.', { copy: 2 })).toBe(
      'Copy 2 goes to the printer.',
    );
  });

  it('LANG8: a sentence of somebody else is said where it is known, and else as it came', () => {
    speak({ own: GERMAN, store: GERMAN });
    const refusal = { ok: false, kind: 'not-signed-in', next: 'Sign in first.' } as const;
    expect(sayAnswer(refusal)).toEqual({ ...refusal, next: 'Melden Sie sich zuerst an.' });
    expect(sayAnswer({ ok: true, warning: 'a { of some error' })).toEqual({
      ok: true,
      warning: 'a { of some error',
    });
    expect(sayAnswer([])).toEqual([]);
    const alarm = { id: 1, kind: 'too-old', text: 'Cash', next: '' } as const;
    expect(sayView({ alarms: [alarm] }).alarms).toEqual([{ ...alarm, text: 'Bar' }]);
  });

  it('LANG7: tells of a change once, until nobody listens', () => {
    const heard = vi.fn<() => void>();
    const stop = onSpeak(heard);
    speak({ own: GERMAN, store: GERMAN });
    stop();
    speak({ own: FRENCH, store: GERMAN });
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('what is kept of it', () => {
  it('LANG1: an unknown language of a store is English', () => {
    expect([languageOf(undefined), languageOf('xx'), languageOf('fr')]).toEqual(['en', 'en', 'fr']);
  });

  it('LANG2: who chose what comes back over a restart; what cannot be read is nobody’s choice', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    };
    expect(loadOwnLanguages(storage)).toEqual({});
    saveOwnLanguages(storage, { '104': 'de', '203': 'es' });
    expect(loadOwnLanguages(storage)).toEqual({ '104': 'de', '203': 'es' });
    storage.setItem('languages', '{"104":"xx","203":"fr"}');
    expect(loadOwnLanguages(storage)).toEqual({ '203': 'fr' });
    storage.setItem('languages', 'not JSON');
    expect(loadOwnLanguages(storage)).toEqual({});
  });
});
