import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { ReceiptPreview } from '../../shared/ui/receipt-preview.tsx';
import { say } from '../../shared/words/say.ts';

/** A shift that was closed just now. */
export type Closed = {
  number: string;
  doc: ReceiptDoc;
  isPrinted: boolean;
  deposit: number;
  bag: string;
};

/** The Z that was written, and what is left to do with the money. */
export function ZStep({ closed, onNext }: { closed: Closed; onNext: () => void }) {
  const { number, doc, isPrinted, deposit, bag } = closed;
  const setting = useMoneySetting();
  useKeys({ F12: onNext, Enter: onNext, Escape: onNext });
  return (
    <main className="close">
      <h1>{say('The shift is closed: {number}', { number })}</h1>
      <section className="close-left close-paper">
        <ReceiptPreview receipt={doc} />
      </section>
      <section className="close-right" aria-label={say('What becomes of the money')}>
        <p className="close-sum">
          <span>{say('To be taken out')}</span>
          <strong className="figures">{formatMoney(deposit, setting)}</strong>
        </p>
        {bag === '' ? undefined : (
          <p className="close-sum">
            <span>{say('Bag')}</span>
            <strong>{bag}</strong>
          </p>
        )}
        <p>{say('Take it out of the drawer now; two people sign the paper.')}</p>
      </section>
      <footer className="close-actions">
        <MessageLine
          message={
            isPrinted
              ? undefined
              : {
                  tone: 'problem',
                  text: say('The report was not printed. Print a copy under More (F5), Z reports.'),
                }
          }
          hint={say('The report goes to head office by itself.')}
        />
        <Button look="primary" className="sell-pay" keyCap="F12" autoFocus onPress={onNext}>
          {say('Next shift')}
        </Button>
      </footer>
    </main>
  );
}
