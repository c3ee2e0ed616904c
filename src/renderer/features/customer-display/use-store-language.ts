import { useEffect } from 'react';
import type { CustomerView } from '../../shared/customer-view.ts';
import { loadWords } from '../../shared/words/load-words.ts';
import { speak } from '../../shared/words/say.ts';
import { useLanguage } from '../../shared/words/use-language.ts';

/** The customer's page speaks the store's language, whatever the cashier chose (LANG3). */
export function useStoreLanguage(view: CustomerView | undefined): void {
  const language = view === undefined || view.at === 'closed' ? undefined : view.language;
  useLanguage();
  useEffect(() => {
    let isWanted = true;
    async function change(): Promise<void> {
      if (language === undefined) return;
      const words = await loadWords(language);
      if (!isWanted) return;
      const ofStore = { language, words };
      speak({ own: ofStore, store: ofStore });
      document.documentElement.lang = language;
    }
    void change();
    return () => {
      isWanted = false;
    };
  }, [language]);
}
