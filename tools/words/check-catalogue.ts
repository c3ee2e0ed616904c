import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { compileWords, type Compiled } from '../../src/renderer/shared/words/compile-words.ts';
import type { Catalogue } from '../../src/renderer/shared/words/say.ts';

/** What is wrong with a language's catalogue (LANG5): sentences that miss or nobody says, and others' holes. */
export function checkCatalogue(
  language: string,
  words: Catalogue,
  ids: ReadonlyMap<string, string>,
): string[] {
  const missing = [...ids].filter(([id]) => !Object.hasOwn(words, id));
  return [
    ...missing.map(([id, where]) => `${where} is not in ${language}.json: ${id}`),
    ...Object.entries(words).flatMap(([id, said]) =>
      ids.has(id) ? faultsOf(language, id, said) : [`${language}.json: nobody says: ${id}`],
    ),
  ];
}

/** English as well: both readers of messages agree on it. */
export function checkEnglish(ids: Iterable<string>): string[] {
  return [...ids].flatMap((id) => readFaults('English', id));
}

function faultsOf(language: string, id: string, said: string): string[] {
  const read = readFaults(language, said);
  if (read.length > 0) return read;
  if (said.trim() === '' || said !== said.trim()) return [`${language}: blank at an end: ${said}`];
  return holes(id) === holes(said) ? [] : [`${language}: other placeholders: ${said}`];
}

/** What ships is read by our own small reader; Lingui's must read the same out of it. */
function readFaults(language: string, message: string): string[] {
  try {
    const own = JSON.stringify(compileWords(message));
    const same = own === JSON.stringify(compileMessageOrThrow(message));
    return same ? [] : [`${language}: two readers read this as two: ${message}`];
  } catch (error) {
    return [`${language}: ${String(error)}`];
  }
}

/** Names with their kinds and plural cases, sorted: "[count plural one,other] [name]". */
function holes(message: string): string {
  const found = new Set<string>();
  const walk = (parts: Compiled): void => {
    for (const part of parts) {
      if (typeof part === 'string') continue;
      const [name, , cases] = part;
      if (cases === undefined) {
        found.add(`[${name}]`);
        continue;
      }
      const { offset: _, ...told } = cases;
      found.add(`[${name} plural ${Object.keys(told).sort().join()}]`);
      for (const inner of Object.values(told)) if (inner !== undefined) walk(inner);
    }
  };
  walk(compileWords(message));
  return [...found].sort().join(' ');
}
