import { useEffect, useState } from 'react';
import type { QuickPageView } from '../../shared/quick-keys-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';

const NONE: QuickPageView[] = [];

/** Pages, and what they were asked for after. */
type Held = { updatedMs: number | undefined; revision: number; pages: QuickPageView[] };

/** The store's pages of quick keys; asked again when they or the articles changed. */
export function useQuickKeys(): QuickPageView[] {
  const till = useTill();
  const isReady = useTillView((view) => view.catalogue.ready);
  const updatedMs = useTillView((view) => view.catalogue.updatedMs);
  const revision = useTillView((view) => view.quickKeys);
  const [held, setHeld] = useState<Held>();
  useEffect(() => {
    if (!isReady) return undefined;
    let isShown = true;
    async function load(): Promise<void> {
      const pages = await till.call('quick-keys', { isFresh: false });
      if (isShown) setHeld((old) => keepIfSame(old, { updatedMs, revision, pages }));
    }
    void load();
    return () => {
      isShown = false;
    };
  }, [till, isReady, updatedMs, revision]);
  return held?.pages ?? NONE;
}

/** Mostly the same pages: those need not be drawn anew. */
function keepIfSame(old: Held | undefined, asked: Held): Held {
  return JSON.stringify(old?.pages) === JSON.stringify(asked.pages) ? (old ?? asked) : asked;
}
