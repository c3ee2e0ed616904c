/** What the till speaks. English stands in the source; each other one has a catalogue. */
export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** As those who speak it call it, for whoever cannot read what is on the screen. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

/** English where none is named, or one that this build does not know (LANG1). */
export function languageOf(text: string | undefined): Language {
  return LANGUAGES.find((one) => one === text) ?? 'en';
}
