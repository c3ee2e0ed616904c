import { expect, test } from 'vitest';
import { checkCatalogue, checkEnglish } from './check-catalogue.ts';
import { findWords } from './find-words.ts';

const IMPORT = "import { later, say } from './say.ts';\n";
const unsaid = (code: string): string[] =>
  findWords('a.tsx', IMPORT + code).unsaid.map(({ text }) => text);
const ids = (...all: string[]) => new Map(all.map((id) => [id, 'a.tsx:1']));

test.each([
  ['const a = <p>Sign in</p>;', 'Sign in'],
  ['const a = <p>Till {till}</p>;', 'Till'],
  ['const a = <B label="Your number" />;', 'Your number'],
  ["const a = <B aria-label={isOn ? 'Light' : dark} />;", 'Light'],
  ["const a = { next: 'Scan an article first.' };", 'Scan an article first.'],
  ['const a = `${count} lines`;', '– lines'],
  ["const a = (b: string = 'Back to the sale') => b;", 'Back to the sale'],
])('LANG6: %s is not said', (code, words) => {
  expect(unsaid(code)).toEqual([words]);
});

test.each([
  "const a = <p className='big one'>{say('Sign in')}</p>;",
  "if (key === 'Page Two') say('Sign in');",
  "throw new Error('No such thing here');",
  "type A = 'Some words' | 'Other words';",
  "const a = <kbd>Esc</kbd>; const b = 'Ctrl+K';",
  'const a = <p>{amount} / kg</p>;',
])('LANG6: %s is all right', (code) => {
  expect(unsaid(code)).toEqual([]);
});

test('LANG5: an id is a literal, and what is said later has no values', () => {
  const { ids: found, faults } = findWords(
    'a.ts',
    `${IMPORT}say('A'); say(name); later('B'); later('C {d}'); say('E {f}', { f: say('G') });`,
  );
  expect(found.map(({ id }) => id)).toEqual(['A', 'B', 'C {d}', 'E {f}', 'G']);
  expect(faults.map(({ why }) => why)).toEqual([
    'say of something else than a text',
    'later knows no values',
  ]);
});

test('LANG5: a catalogue has each sentence, no other, and its placeholders and plurals', () => {
  const lines = '{n, plural, one {# line} other {# lines}}';
  const all = ids('Cash', 'Till {till}', lines);
  const good = {
    Cash: 'Bar',
    'Till {till}': 'Kasse {till}',
    [lines]: '{n, plural, one {# Zeile} other {# Zeilen}}',
  };
  expect(checkCatalogue('de', good, all)).toEqual([]);
  const wrong = { 'Till {till}': 'Kasse {kasse}', [lines]: '{n} Zeilen', Card: 'Karte' };
  expect(checkCatalogue('de', wrong, all)).toEqual([
    'a.tsx:1 is not in de.json: Cash',
    'de: other placeholders: Kasse {kasse}',
    'de: other placeholders: {n} Zeilen',
    'de.json: nobody says: Card',
  ]);
  expect(checkCatalogue('de', { ...good, Cash: 'Bar{' }, all)).toHaveLength(1);
  expect(checkEnglish(['Cash', lines, '{n, select, a {b} other {c}}'])).toHaveLength(1);
});
