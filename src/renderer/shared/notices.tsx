import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { beepRefused } from './look/sounds.ts';
import {
  clearNotice,
  showProblem,
  showRefusal,
  type Notice,
  type NoticeStore,
} from './notice-store.ts';
import type { Done, Refusal } from './till-api.ts';

type Answer = (Done & { warning?: string }) | Refusal;

const NoticeContext = createContext<NoticeStore | undefined>(undefined);

export function NoticeProvider({ store, children }: { store: NoticeStore; children: ReactNode }) {
  return <NoticeContext value={store}>{children}</NoticeContext>;
}

export function useNoticeStore(): NoticeStore {
  const store = useContext(NoticeContext);
  if (store === undefined) throw new Error('no NoticeProvider above this screen');
  return store;
}

/** What is being told at the moment. */
export function useNotice(): Notice | undefined {
  return useStore(useNoticeStore(), (state) => state.notice);
}

/**
 * Takes a command's answer: success clears what was told before, a refusal is shown and heard, and so
 * is a warning of what was done all the same.
 * Answers whether it was done.
 */
export function useTold(): (answer: Promise<Answer>) => Promise<boolean> {
  const store = useNoticeStore();
  return useMemo(
    () => async (answer) => {
      const told = await answer;
      if (!told.ok) {
        beepRefused();
        showRefusal(store, told);
      } else if (told.warning === undefined) {
        clearNotice(store);
      } else {
        beepRefused();
        showProblem(store, told.warning);
      }
      return told.ok;
    },
    [store],
  );
}
