import { useEffect, useState } from 'react';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { ZHit } from '../../shared/close-api.ts';
import { momentText } from '../../shared/format/moment-text.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { showDone } from '../../shared/notice-store.ts';
import { sheetOfPaper } from '../../shared/print/sheet-of-paper.ts';
import { SaveButtons } from '../../shared/print/save-buttons.tsx';
import { useSheet } from '../../shared/print/use-sheet.tsx';
import { useNotice, useNoticeStore, useTold } from '../../shared/notices.tsx';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { ReceiptPreview } from '../../shared/ui/receipt-preview.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { say } from '../../shared/words/say.ts';
import './close.css';

/** Shifts that were closed at this till; each is printed once more as a copy only (dom-Z1). */
export function ZsDialog({ onClose }: { onClose: () => void }) {
  const zs = useZs();
  const notice = useNotice();
  useKeys(
    zs.signature === undefined
      ? {
          F7: zs.print,
          F8: () => zs.saveAs('pdf'),
          F9: () => zs.saveAs('csv'),
          ArrowDown: () => zs.move(1),
          ArrowUp: () => zs.move(-1),
        }
      : {},
    'dialog',
  );
  if (zs.signature !== undefined) return zs.signature;
  return (
    <Dialog title={say('Z reports')} onClose={onClose}>
      {zs.paper}
      <div className="close-zs">
        <ZList zs={zs} />
        <div className="close-report">
          {zs.doc === undefined ? undefined : <ReceiptPreview receipt={zs.doc} />}
        </div>
      </div>
      <MessageLine
        message={notice}
        hint={say('A report is printed or saved as a copy, and each copy is counted.')}
      />
      <div className="dialog-actions">
        <Button isStacked keyCap="Esc" autoFocus onPress={onClose}>
          {say('Back to the sale')}
        </Button>
        <SaveButtons isDisabled={zs.doc === undefined || zs.isBusy} onSave={zs.saveAs} />
        <Button
          isStacked
          look="primary"
          keyCap="F7"
          isDisabled={zs.doc === undefined || zs.isBusy}
          onPress={zs.print}
        >
          {say('Print a copy')}
        </Button>
      </div>
    </Dialog>
  );
}

function ZList({ zs }: { zs: ReturnType<typeof useZs> }) {
  const { locale } = useMoneySetting();
  const till = useTillView((view) => view.till);
  if (zs.hits === undefined) return <p className="is-loading">{say('One moment, please')}</p>;
  if (zs.hits.length === 0) return <p>{say('No shift was closed at this till yet.')}</p>;
  return (
    <ul className="close-hits" aria-label={say('Z reports')}>
      {zs.hits.map((hit) => (
        <li key={hit.zId}>
          <Button aria-pressed={hit.zId === zs.chosen} onPress={() => zs.choose(hit.zId)}>
            <span className="close-hit">
              <strong>{hit.number}</strong>
              <small>{till === undefined ? '' : momentText(hit.closedMs, till)}</small>
            </span>
            <span className="figures">
              {formatMoney(hit.net, { locale, currency: hit.currency })}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function useZs() {
  const till = useTill();
  const told = useTold();
  const notices = useNoticeStore();
  const signed = useSigned();
  const files = useSheet();
  const [hits, setHits] = useState<readonly ZHit[]>();
  const [chosen, setChosen] = useState<string>();
  const [doc, setDoc] = useState<ReceiptDoc>();

  async function choose(zId: string): Promise<void> {
    setChosen(zId);
    const answer = await till.call('show-z', { zId });
    if (answer.ok) setDoc(answer.doc);
    else await told(Promise.resolve(answer));
  }

  async function load(): Promise<void> {
    const found = await till.call('list-zs', {});
    setHits(found);
    const [first] = found;
    if (first !== undefined) await choose(first.zId);
  }
  useEffect(() => {
    void load();
    // Once: the list is of when it was opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  function move(step: 1 | -1): void {
    const at = hits?.findIndex(({ zId }) => zId === chosen) ?? -1;
    const next = hits?.[at + step];
    if (next !== undefined) void choose(next.zId);
  }

  function print(): void {
    if (chosen === undefined) return;
    signed.ask(
      (approver) => till.call('print-z', { zId: chosen, ...approver }),
      ({ copy }) => showDone(notices, say('Copy {copy} is printed.', { copy })),
    );
  }

  /** A file is a copy as paper is: told and counted before it is there. */
  function saveAs(form: 'pdf' | 'csv'): void {
    const number = hits?.find(({ zId }) => zId === chosen)?.number;
    if (chosen === undefined || number === undefined || files.isSaving) return;
    signed.ask(
      (approver) => till.call('print-z', { zId: chosen, toFile: true, ...approver }),
      ({ doc: copied, copy }) => {
        const title = say('Z report {number}', { number });
        const name = `${number}-copy-${String(copy)}`;
        void files.save(form, sheetOfPaper(copied, { name, title, head: number }));
      },
    );
  }

  return {
    saveAs,
    paper: files.paper,
    hits,
    chosen,
    doc,
    choose: (zId: string) => void choose(zId),
    move,
    print,
    isBusy: signed.isAsking || files.isSaving,
    signature: signed.dialog,
  };
}
