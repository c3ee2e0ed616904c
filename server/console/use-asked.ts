import { useCallback, useEffect, useRef, useState } from 'react';
import type { Static, TSchema } from 'typebox';
import { ask, type Answered, type Failed } from './ask.ts';
import { live, type Poke } from './live.ts';

export type Asked<T> = {
  /** The last good answer; kept while later ones fail. */
  value: T | undefined;
  failed: Failed | undefined;
  again: () => void;
  /** Takes an answer that came another way. */
  put: (value: T) => void;
};

type Timer = ReturnType<typeof setTimeout> | undefined;
type Held<T> = { path: string; value: T | undefined; failed: Failed | undefined };

/** While the page is told of news, the clock asks so much more seldom: only for what ages by itself. */
const LIVE_FACTOR = 4;
/** News of tills come all the time; of rows when somebody did something. Gathered for so long, ms. */
const GATHER_MS: Readonly<Record<Poke, number>> = { ops: 3000, rows: 200 };
const BOTH: readonly Poke[] = ['ops', 'rows'];

/**
 * Asks now, when news of `pokes` come, and again `everyMs` after each answer while the page is seen: a
 * slow site is waited for, and has one question at a time. Another path begins anew. `read` is for an
 * answer of several pages.
 */
export function useAsked<T extends TSchema>(
  path: string,
  schema: T,
  everyMs: number,
  pokes: readonly Poke[] = BOTH,
  read: (path: string, schema: T) => Promise<Answered<Static<T>>> = ask,
): Asked<Static<T>> {
  const [state, setState] = useState<Held<Static<T>>>(() => nothingOf(path));
  /** Rises with each answer that came another way: one that was asked for before it is older. */
  const puts = useRef(0);
  const wake = useRef<() => void>(() => undefined);
  const put = useCallback(
    (value: Static<T>) => {
      puts.current += 1;
      setState({ path, value, failed: undefined });
    },
    [path],
  );
  useEffect(() => {
    const run = {
      isOver: false,
      isAsking: false,
      isDue: false,
      timer: undefined as Timer,
      news: undefined as Timer,
    };
    const wait = (): number => (live.isOpen && pokes.length > 0 ? everyMs * LIVE_FACTOR : everyMs);
    const hear = async (): Promise<void> => {
      if (run.isAsking) return;
      clearTimeout(run.timer);
      run.isAsking = true;
      const before = puts.current;
      const answer = await read(path, schema);
      run.isAsking = false;
      if (run.isOver) return;
      // News that came while the site was answering are not in its answer.
      run.timer = setTimeout(look, run.isDue ? 0 : wait());
      run.isDue = false;
      if (before !== puts.current) return;
      setState((last) =>
        answer.ok
          ? { path, value: answer.value, failed: undefined }
          : { path, value: last.path === path ? last.value : undefined, failed: answer.failed },
      );
    };
    const look = (): void => {
      if (document.visibilityState === 'visible') void hear();
      else run.timer = setTimeout(look, wait());
    };
    // The answer on its way may be older than the news, or than what was done.
    const soon = (): void => {
      run.isDue = run.isAsking;
      void hear();
    };
    const off =
      pokes.length === 0
        ? undefined
        : live.on((kind) => {
            if (!pokes.includes(kind) || run.news !== undefined) return;
            run.news = setTimeout(() => {
              run.news = undefined;
              soon();
            }, GATHER_MS[kind]);
          });
    wake.current = soon;
    void hear();
    return () => {
      run.isOver = true;
      clearTimeout(run.timer);
      clearTimeout(run.news);
      off?.();
    };
  }, [path, schema, everyMs, pokes, read]);
  const again = useCallback(() => wake.current(), []);
  const isOld = state.path !== path;
  return {
    value: isOld ? undefined : state.value,
    failed: isOld ? undefined : state.failed,
    again,
    put,
  };
}

const nothingOf = (path: string) => ({ path, value: undefined, failed: undefined });
