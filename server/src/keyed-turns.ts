/**
 * Runs of one key go one after the other, those of different keys side by side: so whoever makes much
 * work for one thing waits for himself, not others for him.
 */
export function keyedTurns(): <T>(key: string, run: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  const after = async <T>(before: Promise<unknown> | undefined, run: () => Promise<T>) => {
    await before?.catch(() => undefined);
    return run();
  };
  const forget = async (key: string, turn: Promise<unknown>): Promise<void> => {
    await turn.catch(() => undefined);
    if (tails.get(key) === turn) tails.delete(key);
  };
  return (key, run) => {
    const turn = after(tails.get(key), run);
    tails.set(key, turn);
    void forget(key, turn);
    return turn;
  };
}
