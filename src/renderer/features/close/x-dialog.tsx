import { useEffect, useState } from 'react';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { showDone } from '../../shared/notice-store.ts';
import { useNotice, useNoticeStore } from '../../shared/notices.tsx';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { ReceiptPreview } from '../../shared/ui/receipt-preview.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import type { Approver } from '../../shared/terms-api.ts';
import { say } from '../../shared/words/say.ts';
import './close.css';

/** The figures of the running shift (X): nothing is closed by looking. */
export function XDialog({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const notices = useNoticeStore();
  const notice = useNotice();
  const signed = useSigned();
  const [doc, setDoc] = useState<ReceiptDoc>();
  const [word, setWord] = useState<{ approver?: Approver }>({});
  const { ask } = signed;

  useEffect(() => {
    ask(
      async (approver) => {
        const answer = await till.call('x-report', { prints: false, ...approver });
        // Who signed to look has signed for the paper too.
        if (answer.ok) setWord(approver);
        return answer;
      },
      (answer) => setDoc(answer.doc),
      onClose,
    );
    // Once: figures that change under who reads them would be read wrong.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const print = (): void => {
    if (doc === undefined) return;
    ask(
      (approver) => till.call('x-report', { prints: true, ...word, ...approver }),
      (answer) => {
        setDoc(answer.doc);
        showDone(notices, say('The report is printed.'));
      },
    );
  };
  useKeys(signed.dialog === undefined ? { F7: print } : {}, 'dialog');
  if (signed.dialog !== undefined) return signed.dialog;
  return (
    <Dialog title={say('X report')} onClose={onClose}>
      <div className="close-report">
        {doc === undefined ? (
          <p className="is-loading">{say('One moment, please')}</p>
        ) : (
          <ReceiptPreview receipt={doc} />
        )}
      </div>
      <MessageLine message={notice} hint={say('The shift goes on.')} />
      <div className="dialog-actions">
        <Button keyCap="Esc" autoFocus onPress={onClose}>
          {say('Back to the sale')}
        </Button>
        <Button
          look="primary"
          keyCap="F7"
          isDisabled={doc === undefined || signed.isAsking}
          onPress={print}
        >
          {say('Print')}
        </Button>
      </div>
    </Dialog>
  );
}
