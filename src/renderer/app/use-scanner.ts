import { useEffect, useEffectEvent } from 'react';
import { beepRefused, play } from '../shared/look/sounds.ts';
import { isDialogOpen } from '../shared/keys/use-keys.ts';
import { useNoticeStore, useTold } from '../shared/notices.tsx';
import { showProblem } from '../shared/notice-store.ts';
import { scanTaker } from '../shared/scanner/scan-target.ts';
import { RECEIPT_CODE } from '../shared/receipts-api.ts';
import { listenForScans } from '../shared/scanner/listen-for-scans.ts';
import { useTill } from '../shared/till-context.tsx';
import type { ShellStore } from './shell-store.ts';
import { say } from '../shared/words/say.ts';

/**
 * Sends scans to the worker wherever the focus is, each at once and in the order they came; there a
 * scan after a sale starts the next basket.
 */
export function useScanner(shell: ShellStore): void {
  const till = useTill();
  const told = useTold();
  const notices = useNoticeStore();

  function refuse(words: string): void {
    beepRefused();
    showProblem(notices, words);
  }

  async function sell(code: string, readMs: number): Promise<void> {
    if (await told(till.call('scan', { code, readMs }))) play('taken');
  }

  const onScan = useEffectEvent((code: string, readMs: number) => {
    const take = scanTaker();
    if (take !== undefined && take(code, readMs) !== 'not-mine') return;
    if (isDialogOpen() || shell.getState().isPaying || shell.getState().over === 'close') {
      // Adding goods under an open question or payment would change what was just asked.
      refuse(say('Nothing was scanned. Finish or leave this first, then scan again.'));
      return;
    }
    if (RECEIPT_CODE.test(code) || shell.getState().over === 'receipts') {
      shell.setState({ over: 'receipts', scanned: { code } });
      return;
    }
    if (shell.getState().over === 'sync') shell.setState({ over: undefined });
    void sell(code, readMs);
  });

  const onGarbled = useEffectEvent(() => {
    refuse(say('The scanner sent no whole code. Nothing was added; scan it again.'));
  });

  const isWanted = useEffectEvent(() => {
    const { at } = till.view().phase;
    return (at === 'selling' || at === 'sold') && shell.getState().dialog !== 'scanner';
  });

  useEffect(
    () =>
      listenForScans(window, {
        isWanted: () => isWanted(),
        profile: () => shell.getState().scanner,
        scanned: (code, atMs) => onScan(code, atMs),
        garbled: () => onGarbled(),
      }),
    [shell],
  );
}
