import { useCallback, useEffect, useRef, useState } from 'react';
import type { Static, TSchema } from 'typebox';
import { ask, type Failed } from './ask.ts';

export type Asked<T> = {
  /** The last good answer; kept while later ones fail. */
  value: T | undefined;
  failed: Failed | undefined;
  again: () => void;
  /** Takes an answer that came another way. */
  put: (value: T) => void;
};

/** Asks now and every `everyMs` while the page is seen. Another path begins anew. */
export function useAsked<T extends TSchema>(
  path: string,
  schema: T,
  everyMs: number,
): Asked<Static<T>> {
  const [state, setState] = useState<{
    path: string;
    value: Static<T> | undefined;
    failed: Failed | undefined;
  }>({ path, value: undefined, failed: undefined });
  const turn = useRef(0);
  const put = useCallback(
    (value: Static<T>) => {
      turn.current += 1;
      setState({ path, value, failed: undefined });
    },
    [path],
  );
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    const hear = async (): Promise<void> => {
      const answer = await ask(path, schema);
      // A later question, or another path, has the word.
      if (mine !== turn.current) return;
      setState((before) =>
        answer.ok
          ? { path, value: answer.value, failed: undefined }
          : { path, value: before.path === path ? before.value : undefined, failed: answer.failed },
      );
    };
    void hear();
  }, [path, schema]);
  useEffect(() => {
    again();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') again();
    }, everyMs);
    return () => {
      clearInterval(timer);
      turn.current += 1;
    };
  }, [again, everyMs]);
  const isOld = state.path !== path;
  return {
    value: isOld ? undefined : state.value,
    failed: isOld ? undefined : state.failed,
    again,
    put,
  };
}
