import { useEffect, useState } from 'react';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { showDone } from '../../shared/notice-store.ts';
import { useNotice, useNoticeStore } from '../../shared/notices.tsx';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { sheetOfPaper } from '../../shared/print/sheet-of-paper.ts';
import { SaveButtons } from '../../shared/print/save-buttons.tsx';
import { useSheet } from '../../shared/print/use-sheet.tsx';
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
  const files = useXFiles(doc);
  useKeys(
    signed.dialog === undefined
      ? { F7: print, F8: () => files.save('pdf'), F9: () => files.save('csv') }
      : {},
    'dialog',
  );
  if (signed.dialog !== undefined) return signed.dialog;
  return (
    <Dialog title={say('X report')} onClose={onClose}>
      {files.paper}
      <div className="close-report">
        {doc === undefined ? (
          <p className="is-loading">{say('One moment, please')}</p>
        ) : (
          <ReceiptPreview receipt={doc} />
        )}
      </div>
      <MessageLine message={notice} hint={say('The shift goes on.')} />
      <div className="dialog-actions">
        <Button isStacked keyCap="Esc" autoFocus onPress={onClose}>
          {say('Back to the sale')}
        </Button>
        <SaveButtons isDisabled={files.isResting} onSave={files.save} />
        <Button
          isStacked
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

/** The figures as they are shown, as a file. */
function useXFiles(doc: ReceiptDoc | undefined) {
  const { save, isSaving, paper } = useSheet();
  const face = useTillView((view) => view.till);
  return {
    save: (form: 'pdf' | 'csv'): void => {
      if (doc === undefined || face === undefined || isSaving) return;
      const place = `${face.store}-${face.till}`;
      const name = `${place}-X-${String(Date.now())}`;
      const named = { name, title: say('X report'), head: say('Till {till}', { till: place }) };
      void save(form, sheetOfPaper(doc, named));
    },
    isResting: doc === undefined || isSaving,
    paper,
  };
}
