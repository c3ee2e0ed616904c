import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findWords } from './find-words.ts';

/** `where` is `file:line`. */
export type SourceWords = { ids: Map<string, string>; faults: string[] };

/** Whatever a person at the till may read. */
const SCREENS = 'src/renderer/**/*.{ts,tsx}';
/** The host's sentences go through the page, which says them: they stand in the catalogues as they are. */
const HOST = 'src/{main,contracts,domain/oplog,sync}/**/*.ts';
const NOT_READ = /\.test\.tsx?$|\/testing\/|\/testing-|shared\/words\/|recovery-page\.ts$/;
const SENTENCE = /^\p{Lu}[^–{]*\.$/u;
/** Told to whoever mends the till, or to other machines. */
const FOR_MENDERS: readonly string[] = [
  'not enrolled, or not a site of this region',
  'disk took a part',
  'no answer within – ms',
];

/** Every sentence of the till, and what is not said as it should be (LANG5, LANG6). */
export function readSource(root: string): SourceWords {
  const ids = new Map<string, string>();
  const faults: string[] = [];
  for (const file of filesOf(root, SCREENS)) {
    const { text, where } = reader(root, file);
    const found = findWords(file, text);
    for (const { id, at } of found.ids) ids.set(id, where(at));
    for (const { why, at } of found.faults) faults.push(`${where(at)} ${why}`);
    for (const { text: words, at } of found.unsaid) {
      if (!FOR_MENDERS.includes(words)) faults.push(`${where(at)} nobody says: ${words}`);
    }
    if (/\bmemo\(/.test(text) && /\bsay(Later)?\(/.test(text) && !text.includes('useLanguage()')) {
      faults.push(`${file} is memo, says words and does not ask useLanguage (LANG7)`);
    }
  }
  for (const file of filesOf(root, HOST)) {
    const { text, where } = reader(root, file);
    for (const { text: words, at } of findWords(file, text).unsaid) {
      if (SENTENCE.test(words)) ids.set(words, where(at));
    }
  }
  return { ids, faults };
}

function filesOf(root: string, pattern: string): string[] {
  return globSync(pattern, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !NOT_READ.test(file))
    .sort();
}

function reader(root: string, file: string) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const where = (at: number): string => `${file}:${text.slice(0, at).split('\n').length}`;
  return { text, where };
}
