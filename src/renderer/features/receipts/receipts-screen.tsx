import { useEffect, useEffectEvent, useRef } from 'react';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTypingGoesTo } from '../../shared/keys/use-typing-goes-to.ts';
import { useNotice } from '../../shared/notices.tsx';
import { RECEIPT_CODE } from '../../shared/receipts-api.ts';
import { useMailReceipt } from '../../shared/mail/use-mail-receipt.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { FindReceipts } from './find-receipts.tsx';
import { ReceiptDetail } from './receipt-detail.tsx';
import { ReceiptList } from './receipt-list.tsx';
import { useCopy } from './use-copy.tsx';
import { useFoundReceipts } from './use-found-receipts.ts';
import { useNoReceipt } from './use-no-receipt.tsx';
import { useOpenedReceipt } from './use-opened-receipt.ts';
import { useUndoing } from './use-undoing.tsx';
import { say } from '../../shared/words/say.ts';
import './receipts.css';

type ReceiptsScreenProps = {
  /** A receipt's square opens it, any other code looks for receipts with that article. */
  scanned: { readonly code: string } | undefined;
  onBack: () => void;
};

/** Earlier receipts: find one, look at it, print it once more. */
export function ReceiptsScreen({ scanned, onBack }: ReceiptsScreenProps) {
  const field = useRef<HTMLInputElement>(null);
  const found = useFoundReceipts();
  const opened = useOpenedReceipt();
  const notice = useNotice();
  const chosen = opened.view?.docNo;
  const copy = useCopy(opened);
  const mail = useMailReceipt(opened.view?.isOfThisTill === true ? chosen : undefined);
  const undoing = useUndoing(opened, onBack);
  const noReceipt = useNoReceipt(onBack);
  useTypingGoesTo(field);

  const onScan = useEffectEvent((code: string) => {
    if (RECEIPT_CODE.test(code)) opened.open({ code });
    else found.ask({ by: 'article', text: code });
  });
  useEffect(() => {
    if (scanned !== undefined) onScan(scanned.code);
  }, [scanned]);

  function move(step: 1 | -1): void {
    const hits = found.page?.hits ?? [];
    const at = hits.findIndex(({ docNo }) => docNo === chosen);
    const next = hits[at < 0 ? 0 : Math.min(Math.max(at + step, 0), hits.length - 1)];
    if (next !== undefined && next.docNo !== chosen) opened.open({ docNo: next.docNo });
  }

  useKeys({
    Escape: onBack,
    F2: () => field.current?.focus(),
    F5: () => found.ask({ ofStore: !found.query.ofStore }),
    F4: undoing.askReturn,
    F6: noReceipt.ask,
    F7: copy.print,
    F8: undoing.askVoid,
    F9: mail.ask,
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => found.turn(1),
    PageUp: () => found.turn(-1),
  });

  return (
    <main className="receipts">
      <h1 className="only-heard">{say('Receipts')}</h1>
      <section className="receipts-side" aria-label={say('Find a receipt')}>
        <FindReceipts found={found} field={field} onMove={move} onBack={onBack} />
        <ReceiptList found={found} chosen={chosen} onChoose={(docNo) => opened.open({ docNo })} />
      </section>
      <ReceiptDetail opened={opened} below={mail.button} />
      <footer className="receipts-actions">
        <BesideReceipt
          opened={opened}
          copy={copy}
          undoing={undoing}
          noReceipt={noReceipt}
          onBack={onBack}
        />
        <MessageLine message={notice} />
        <Button
          look="primary"
          className="sell-pay"
          keyCap="F4"
          isDisabled={!undoing.canReturn}
          onPress={undoing.askReturn}
        >
          {say('Return goods')}
        </Button>
      </footer>
      {copy.dialog}
      {mail.dialog}
      {undoing.dialog}
      {noReceipt.dialog}
    </main>
  );
}

type BesideReceiptProps = {
  opened: ReturnType<typeof useOpenedReceipt>;
  copy: ReturnType<typeof useCopy>;
  undoing: ReturnType<typeof useUndoing>;
  noReceipt: ReturnType<typeof useNoReceipt>;
  onBack: () => void;
};

/** What is done here beside the return of goods on a receipt. */
function BesideReceipt({ opened, copy, undoing, noReceipt, onBack }: BesideReceiptProps) {
  return (
    <>
      <Button isStacked className="sell-action" keyCap="Esc" onPress={onBack}>
        {say('Back')}
      </Button>
      <Button isStacked className="sell-action" keyCap="F6" onPress={noReceipt.ask}>
        {say('No receipt')}
      </Button>
      <Button
        isStacked
        className="sell-action"
        keyCap="F7"
        isDisabled={opened.view?.isOfThisTill !== true}
        onPress={copy.print}
      >
        {say('Print a copy')}
      </Button>
      <Button
        isStacked
        className="sell-action"
        keyCap="F8"
        isDisabled={!undoing.canVoid}
        onPress={undoing.askVoid}
      >
        {say('Undo this sale')}
      </Button>
    </>
  );
}
