import { useEffect, useEffectEvent } from 'react';
import { beepRefused } from '../shared/beep.ts';
import { isDialogOpen } from '../shared/keys/use-keys.ts';
import { useNoticeStore, useTold } from '../shared/notices.tsx';
import { showRefusal } from '../shared/notice-store.ts';
import { listenForScans } from '../shared/scanner/listen-for-scans.ts';
import { useTill } from '../shared/till-context.tsx';
import type { ShellStore } from './shell-store.ts';

/** Sends scans to the worker wherever the focus is; a scan after a sale starts the next basket. */
export function useScanner(shell: ShellStore): void {
  const till = useTill();
  const told = useTold();
  const notices = useNoticeStore();

  const onScan = useEffectEvent(async (code: string) => {
    const { at } = till.view().phase;
    if (isDialogOpen() || shell.getState().isPaying) {
      // Adding goods under an open question or payment would change what was just asked.
      beepRefused();
      const next = 'Nothing was scanned. Finish or leave this first, then scan again.';
      showRefusal(notices, { ok: false, kind: 'busy', next });
      return;
    }
    if (shell.getState().over === 'sync') shell.setState({ over: undefined });
    const isReady = at === 'selling' || (await told(till.call('next-customer', {})));
    if (isReady) await told(till.call('scan', { code }));
  });

  const isWanted = useEffectEvent(() => {
    const { at } = till.view().phase;
    return at === 'selling' || at === 'sold';
  });

  useEffect(
    () =>
      listenForScans(window, {
        isWanted: () => isWanted(),
        scanned: (code) => void onScan(code),
      }),
    [],
  );
}
