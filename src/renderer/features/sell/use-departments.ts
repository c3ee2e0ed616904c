import { useEffect, useState } from 'react';
import type { TillCommands } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';

export type Department = TillCommands['departments']['answer'][number];

/** Departments with their tiles; undefined while loading. Asked again when the catalogue changed. */
export function useDepartments(): Department[] | undefined {
  const till = useTill();
  const isReady = useTillView((view) => view.catalogue.ready);
  const updatedMs = useTillView((view) => view.catalogue.updatedMs);
  const [departments, setDepartments] = useState<Department[]>();
  useEffect(() => {
    if (!isReady) return undefined;
    let isShown = true;
    void till.call('departments', {}).then((answer) => {
      if (isShown) setDepartments(answer);
    });
    return () => {
      isShown = false;
    };
  }, [till, isReady, updatedMs]);
  return departments;
}
