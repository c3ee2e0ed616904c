import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES } from '../../src/renderer/shared/words/languages.ts';
import type { Catalogue } from '../../src/renderer/shared/words/say.ts';
import { checkCatalogue, checkEnglish } from './check-catalogue.ts';
import { readSource } from './read-source.ts';

/**
 * Checks that everything the till says is said in every language (LANG5, LANG6). `--ids` prints the
 * English sentences for translators instead.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const { ids, faults } = readSource(ROOT);

if (process.argv.includes('--ids')) {
  console.log(JSON.stringify([...ids.keys()].sort(), undefined, 2));
} else {
  for (const language of LANGUAGES.filter((one) => one !== 'en')) {
    const file = path.join(ROOT, 'src/renderer/words', `${language}.json`);
    const words = JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
    faults.push(...checkCatalogue(language, words, ids));
  }
  faults.push(...checkEnglish(ids.keys()));
  for (const fault of faults) console.log(fault);
  const checked = ids.size * LANGUAGES.length;
  console.log(`${checked - faults.length} passed, ${faults.length} failed`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
