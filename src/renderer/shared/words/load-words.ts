import type { Language } from './languages.ts';
import type { Catalogue } from './say.ts';

/** Each a file of its own, kept by the page with all the others: it is there without a network. */
const FILES: Readonly<Record<Language, () => Promise<{ default: Catalogue }>>> = {
  en: () => Promise.resolve({ default: {} }),
  de: () => import('../../words/de.json'),
  fr: () => import('../../words/fr.json'),
  es: () => import('../../words/es.json'),
};

/** The catalogue of a language; English has none. */
export async function loadWords(language: Language): Promise<Catalogue> {
  return (await FILES[language]()).default;
}
