import { useState, type ReactNode } from 'react';
import { POST_VOID_REASONS } from '../../../domain/after/after-reason.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import { useTill } from '../../shared/till-context.tsx';
import { ReasonDialog } from '../../shared/ui/reason-dialog.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import type { OpenedReceipt } from './use-opened-receipt.ts';
import { say } from '../../shared/words/say.ts';

/** Goods of the receipt that is open come back, or all of it is undone; then the pay-out is shown. */
export function useUndoing({ view }: Pick<OpenedReceipt, 'view'>, onPaid: () => void) {
  const till = useTill();
  const signed = useSigned();
  const [about, setAbout] = useState<'return' | 'void'>();
  const canReturn = view?.kind === 'sale' || view?.kind === 'exchange';
  const canVoid = view?.kind === 'sale' && view.isOfThisTill && view.returnedBy.length === 0;
  const close = (): void => setAbout(undefined);

  function question(): ReactNode {
    if (view === undefined || about === undefined) return undefined;
    if (about === 'return') {
      return (
        <ReturnDialog
          view={view}
          isBusy={signed.isAsking}
          signature={signed.dialog}
          onClose={close}
          onExchange={(asked) =>
            signed.ask(
              (approver) => till.call('exchange-goods', { ...asked, ...approver }),
              onPaid,
              close,
            )
          }
          onGiveBack={(asked) =>
            signed.ask(
              (approver) => till.call('return-goods', { ...asked, ...approver }),
              onPaid,
              close,
            )
          }
        />
      );
    }
    return (
      <ReasonDialog
        title={say('Undo this sale?')}
        text={say(
          'All of it is reversed and paid back, today only. The receipt of the sale stays, and a new one says that it was undone.',
        )}
        reasons={POST_VOID_REASONS}
        words={AFTER_WORDS}
        keepWords={say('Leave as it is')}
        doWords={say('Undo the sale')}
        isBusy={signed.isAsking}
        signature={signed.dialog}
        onKeep={close}
        onDo={(reason) =>
          signed.ask(
            (approver) => till.call('post-void', { docNo: view.docNo, reason, ...approver }),
            onPaid,
            close,
          )
        }
      />
    );
  }

  return {
    canReturn,
    canVoid,
    askReturn: (): void => setAbout(canReturn ? 'return' : undefined),
    askVoid: (): void => setAbout(canVoid ? 'void' : undefined),
    dialog: question(),
  };
}
