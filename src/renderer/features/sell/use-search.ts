import { useCallback, useEffect, useState } from 'react';
import { isCardText } from '../../../domain/pay/card-text.ts';
import type { ArticleHit } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';

/** Fewer characters find half the shop. */
const FROM_CHARACTERS = 2;
/**
 * Only a pause in the typing asks, ms: most scanners' keys come faster, and what they typed is out of
 * the field again with the third. A search must not stand before a scan in the worker.
 */
const PAUSE_MS = 16;
/** More are not read at a till; a longer word finds fewer. */
const MOST_HITS = 30;

export type Found = { text: string; hits: ArticleHit[]; total: number };

export type Search = {
  text: string;
  setText: (text: string) => void;
  /** What the text finds; undefined while it is too short or nothing has come yet. */
  found: Found | undefined;
  /** Place of the hit that Enter adds; −1 where the text is a code and Enter asks for that. */
  at: number;
  move: (step: number) => void;
};

/** The search as it is typed. An answer to an older text never replaces a newer one. */
export function useSearch(): Search {
  const till = useTill();
  const [text, keepText] = useState('');
  // A card's number does not even stay in the field (dom-Y2).
  const setText = useCallback((next: string): void => keepText(isCardText(next) ? '' : next), []);
  const [found, setFound] = useState<Found>();
  const [at, setAt] = useState(0);
  const wanted = text.trim();

  useEffect(() => {
    if (wanted.length < FROM_CHARACTERS) return undefined;
    let isWanted = true;
    async function ask(): Promise<void> {
      const answer = await till.call('search', { text: wanted, limit: MOST_HITS });
      if (!isWanted) return;
      setFound({ text: wanted, ...answer });
      setAt(looksLikeCode(wanted) ? -1 : 0);
    }
    const pause = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(pause);
      isWanted = false;
    };
  }, [till, wanted]);

  const shown = wanted.length < FROM_CHARACTERS ? undefined : found;
  const last = (shown?.hits.length ?? 0) - 1;
  return {
    text,
    setText,
    found: shown,
    at: Math.min(at, last),
    move: (step) => setAt(Math.max(0, Math.min(last, at + step))),
  };
}

/** Only figures: a code keyed by hand, from an article number to a barcode. */
export function looksLikeCode(text: string): boolean {
  return /^\d{3,}$/.test(text.trim());
}
