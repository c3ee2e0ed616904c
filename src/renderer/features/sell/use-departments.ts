import { useEffect, useState } from 'react';
import type { TillCommands } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';

export type Department = TillCommands['departments']['answer'][number];

type Held = { updatedMs: number | undefined; departments: Department[] };

/** Departments with their tiles; undefined while loading. Asked again when the catalogue changed. */
export function useDepartments(): Department[] | undefined {
  const till = useTill();
  const isReady = useTillView((view) => view.catalogue.ready);
  const updatedMs = useTillView((view) => view.catalogue.updatedMs);
  const [held, setHeld] = useState<Held>();
  useEffect(() => {
    if (!isReady) return undefined;
    let isShown = true;
    async function load(): Promise<void> {
      const departments = await till.call('departments', {});
      if (isShown) setHeld((old) => keepIfSame(old, { updatedMs, departments }));
    }
    void load();
    return () => {
      isShown = false;
    };
  }, [till, isReady, updatedMs]);
  return held?.departments;
}

/** Asked again with each customer, mostly for the same tiles: those need not be drawn anew. */
function keepIfSame(old: Held | undefined, asked: Held): Held {
  if (old === undefined) return asked;
  return JSON.stringify(old.departments) === JSON.stringify(asked.departments) ? old : asked;
}
