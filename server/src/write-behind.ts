/**
 * Keeps words of many, written together later: thousands of hellos a minute must not each wait for a disk. The newest
 * word of a key counts. What a crash takes with it the next one says again. One save at a time: one that
 * cannot end must not take the pool's connections one after the other.
 */
export function writeBehind<T>(how: {
  /** So long a word may wait for others to be written with it, ms. */
  gatherMs: number;
  keyOf: (word: T) => string;
  save: (words: readonly T[]) => Promise<void>;
  onError: (error: unknown) => void;
}): (word: T) => void {
  let waiting = new Map<string, T>();
  let isPlanned = false;
  const plan = (): void => {
    if (isPlanned || waiting.size === 0) return;
    isPlanned = true;
    setTimeout(() => void save(), how.gatherMs);
  };
  const save = async (): Promise<void> => {
    const words = [...waiting.values()];
    waiting = new Map();
    await how.save(words).catch(how.onError);
    isPlanned = false;
    plan();
  };
  return (word) => {
    waiting.set(how.keyOf(word), word);
    plan();
  };
}
