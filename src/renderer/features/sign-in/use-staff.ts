import { useEffect, useState } from 'react';
import type { TillCommands } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';

export type Staff = TillCommands['staff-list']['answer'];

/** People who may sign in here; undefined while loading. Asked again when head-office data came. */
export function useStaff(): Staff | undefined {
  const till = useTill();
  const updatedMs = useTillView((view) => view.catalogue.updatedMs);
  const [held, setHeld] = useState<{ updatedMs: number | undefined; staff: Staff }>();
  useEffect(() => {
    let isShown = true;
    async function load(): Promise<void> {
      const staff = await till.call('staff-list', {});
      if (isShown) setHeld({ updatedMs, staff });
    }
    void load();
    return () => {
      isShown = false;
    };
  }, [till, updatedMs]);
  return held?.staff;
}
