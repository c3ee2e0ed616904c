import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { TillClient } from '../shared/till-api.ts';
import { useTill, useTillView } from '../shared/till-context.tsx';
import { languageOf, type Language } from '../shared/words/languages.ts';
import { loadWords } from '../shared/words/load-words.ts';
import { saveOwnLanguages } from '../shared/words/own-languages.ts';
import { speak, type Catalogue } from '../shared/words/say.ts';
import { useLanguage } from '../shared/words/use-language.ts';
import type { ShellStore } from './shell-store.ts';

const MACHINE = languageOf(navigator.language.slice(0, 2));

/**
 * The till speaks what whoever is at it chose, and the store's language to everybody else (LANG1,
 * LANG2). Page and worker change together.
 */
export function useSpokenLanguage(shell: ShellStore): string {
  const till = useTill();
  // Before it is enrolled a till knows of no store, only of its machine.
  const ofStore = useTillView((view) => view.till?.language) ?? MACHINE;
  const who = useTillView((view) => view.cashier?.number);
  const chosen = useStore(shell, ({ languages }) => languages);
  const own = (who === undefined ? undefined : chosen[who]) ?? ofStore;
  useEffect(() => {
    let isWanted = true;
    void changeTo(till, own, ofStore, () => isWanted);
    return () => {
      isWanted = false;
    };
  }, [till, own, ofStore]);
  return useLanguage();
}

async function changeTo(
  till: TillClient,
  own: Language,
  ofStore: Language,
  isWanted: () => boolean,
): Promise<void> {
  const [words, wordsOfStore] = await Promise.all([wordsOf(own), wordsOf(ofStore)]);
  if (!isWanted()) return;
  const speech = {
    own: { language: own, words },
    store: { language: ofStore, words: wordsOfStore },
  };
  speak(speech);
  document.documentElement.lang = own;
  await till.call('speak', speech);
}

/** Without its file a language is spoken in English, and the other one all the same. */
async function wordsOf(language: Language): Promise<Catalogue> {
  return loadWords(language).catch(() => ({}));
}

/** Chosen by `who` for this till, at once and for every later sign-in here (LANG2). */
export function changeLanguage(shell: ShellStore, who: string): (language: Language) => void {
  return (language) => {
    const languages = { ...shell.getState().languages, [who]: language };
    saveOwnLanguages(localStorage, languages);
    shell.setState({ languages });
  };
}
