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

/**
 * Asks now, and again `everyMs` after each answer while the page is seen: a slow site is waited for, and
 * has one question at a time. Another path begins anew.
 */
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
    type Timer = ReturnType<typeof setTimeout> | undefined;
    const run = { isOver: false, isAsking: false, timer: undefined as Timer };
    const hear = async (): Promise<void> => {
      if (run.isAsking) return;
      clearTimeout(run.timer);
      run.isAsking = true;
      const before = puts.current;
      const answer = await ask(path, schema);
      run.isAsking = false;
      if (run.isOver) return;
      run.timer = setTimeout(look, everyMs);
      if (before !== puts.current) return;
      setState((last) =>
        answer.ok
          ? { path, value: answer.value, failed: undefined }
          : { path, value: last.path === path ? last.value : undefined, failed: answer.failed },
      );
    };
    const look = (): void => {
      if (document.visibilityState === 'visible') void hear();
      else run.timer = setTimeout(look, everyMs);
    };
    wake.current = () => void hear();
    void hear();
    return () => {
      run.isOver = true;
      clearTimeout(run.timer);
    };
  }, [path, schema, everyMs]);
  const again = useCallback(() => wake.current(), []);
  const isOld = state.path !== path;
  return {
    value: isOld ? undefined : state.value,
    failed: isOld ? undefined : state.failed,
    again,
    put,
  };
}
