import type { BuildWord } from './build-feed.ts';
import { knowsAll, type BuildSequence } from './build-sequence.ts';
import type { BuildSlot, SlotBook } from './build-slots.ts';
import { isSame, whyRefused } from './slot-book.ts';

/**
 * The answer to obey of those that sites gave (BLD4): none that knew less than the one obeyed last, and of
 * the rest the one that knows all that the others do. The first, where each knows something of its own.
 */
export function wordToObey(
  words: readonly BuildWord[],
  held: BuildSequence,
): BuildWord | undefined {
  const fit = words.filter(({ sequence }) => knowsAll(sequence, held));
  return (
    fit.find((word) => fit.every((other) => knowsAll(word.sequence, other.sequence))) ?? fit[0]
  );
}

export type Wanted =
  | { do: 'stay' }
  /** These bytes were left again by themselves: they are not tried a second time. */
  | { do: 'refuse' }
  /** It lies here already. */
  | { do: 'install'; slot: BuildSlot }
  | { do: 'fetch' };

/** What an answer asks of this machine (UPD5). Files that were damaged on this disk are fetched again. */
export function decideBuild(
  book: Pick<SlotBook, 'now' | 'before' | 'next' | 'failed' | 'failed_before'>,
  { version, file }: Pick<BuildWord, 'version' | 'file'>,
  isWhole: (slot: BuildSlot) => boolean,
): Wanted {
  const asked: BuildSlot = { version, hash: file.hash, folder: null };
  if (isSame(book.now, asked)) return { do: 'stay' };
  if (whyRefused(book, asked) !== undefined) return { do: 'refuse' };
  const here = [book.next, book.before].find(
    (slot) => slot !== null && isSame(slot, asked) && isWhole(slot),
  );
  return here ? { do: 'install', slot: here } : { do: 'fetch' };
}
