import { useEffect, useState } from 'react';
import type { TillCommands } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';

export type Staff = TillCommands['staff-list']['answer'];

/** People who may sign in here; undefined while loading. Asked again when head-office data came. */
export function useStaff(): Staff | undefined {
  const till = useTill();
  const updatedMs = useTillView((view) => view.catalogue.updatedMs);
  const isReady = useTillView((view) => view.catalogue.ready);
  const [staff, setStaff] = useState<Staff>();
  useEffect(() => {
    let isShown = true;
    void till.call('staff-list', {}).then((list) => {
      if (isShown) setStaff(list);
    });
    return () => {
      isShown = false;
    };
  }, [till, updatedMs, isReady]);
  return staff;
}
