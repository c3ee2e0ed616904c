import type { ReactNode } from 'react';
import { showDone } from '../../shared/notice-store.ts';
import { useNoticeStore } from '../../shared/notices.tsx';
import { useTill } from '../../shared/till-context.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import type { OpenedReceipt } from './use-opened-receipt.ts';
import { say } from '../../shared/words/say.ts';

/** Prints the receipt that is open once more; its number is told. */
export function useCopy({ view, open }: OpenedReceipt): { print: () => void; dialog: ReactNode } {
  const till = useTill();
  const notices = useNoticeStore();
  const signed = useSigned();

  function print(): void {
    if (view?.isOfThisTill !== true) return;
    const { docNo } = view;
    signed.ask(
      (approver) => till.call('print-copy', { docNo, ...approver }),
      ({ copy }) => {
        showDone(notices, say('Copy {copy} goes to the printer.', { copy }));
        open({ docNo });
      },
    );
  }

  return { print, dialog: signed.dialog };
}
