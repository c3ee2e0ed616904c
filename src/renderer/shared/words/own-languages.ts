import { LANGUAGES, type Language } from './languages.ts';

/** Number of staff -> the language they chose at this till (LANG2). */
export type OwnLanguages = Readonly<Record<string, Language>>;

const NAME = 'languages';

/** What was chosen on this machine; nobody's choice where nothing was or it cannot be read. */
export function loadOwnLanguages(storage: Pick<Storage, 'getItem'>): OwnLanguages {
  try {
    const read: unknown = JSON.parse(storage.getItem(NAME) ?? '{}');
    return Object.fromEntries(
      Object.entries(read ?? {}).filter(([, language]) =>
        LANGUAGES.some((one) => one === language),
      ),
    );
  } catch {
    return {};
  }
}

/** Kept over restarts. */
export function saveOwnLanguages(storage: Pick<Storage, 'setItem'>, chosen: OwnLanguages): void {
  storage.setItem(NAME, JSON.stringify(chosen));
}
