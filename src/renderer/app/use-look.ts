import { useEffect, useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import { saveLook, type LookSetting } from '../shared/look/look-setting.ts';
import { play } from '../shared/look/sounds.ts';
import { wearLook } from '../shared/look/wear-look.ts';
import { useTillView } from '../shared/till-context.tsx';
import type { ShellStore } from './shell-store.ts';

/** The page looks and sounds as this machine is set; a sale that is stored is heard. */
export function useLook(shell: ShellStore): void {
  const look = useStore(shell, (state) => state.look);
  const isSold = useTillView(({ phase }) => phase.at === 'sold');
  // Before the first paint: a dark shop is not lit up by a start.
  useLayoutEffect(() => wearLook(look), [look]);
  useEffect(() => {
    if (isSold) play('done');
  }, [isSold]);
}

/** Worn at once and kept for the next start. */
export function changeLook(shell: ShellStore): (look: LookSetting) => void {
  return (look) => {
    saveLook(localStorage, look);
    shell.setState({ look });
  };
}
