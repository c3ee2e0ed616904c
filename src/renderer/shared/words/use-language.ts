import { useSyncExternalStore } from 'react';
import { onSpeak, spokenLanguage } from './say.ts';

/**
 * Draws the component again when the language changes, and all below it that is not `memo`; a
 * component that is and says words itself asks as well (LANG7). Nothing is taken down, so what was
 * keyed stays.
 */
export function useLanguage(): string {
  return useSyncExternalStore(onSpeak, spokenLanguage);
}
