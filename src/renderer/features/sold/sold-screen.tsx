import { Check, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SoldView } from '../../shared/till-api.ts';
import { showDone, showRefusal } from '../../shared/notice-store.ts';
import { useNotice, useNoticeStore, useTold } from '../../shared/notices.tsx';
import { useTill } from '../../shared/till-context.tsx';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useMailReceipt } from '../../shared/mail/use-mail-receipt.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { ReceiptPreview } from '../../shared/ui/receipt-preview.tsx';
import { say, sayLater } from '../../shared/words/say.ts';
import './sold-screen.css';

/** A second press of the key that paid must not hide the change; people press twice within this. */
const PAID_JUST_NOW_MS = 450;

/** Sold and stored: how much to give back, until the next customer. */
export function SoldScreen({ sale }: { sale: SoldView }) {
  const goOn = useNextCustomer();
  const printCopy = usePrintCopy(sale.docNo);
  const notice = useNotice();
  const mail = useMailReceipt(sale.isTraining ? undefined : sale.docNo);
  useKeys({ F9: mail.ask });
  return (
    <main className="sold">
      <section className="sold-receipt" aria-label={say('Receipt')}>
        <ReceiptPreview receipt={sale.receipt} />
      </section>
      <section className="sold-change" aria-live="polite">
        <p className="sold-stored">
          <Check size={18} aria-hidden="true" /> {storedWords(sale)} · {sale.docNo}
        </p>
        {sale.journal === 'failed' ? (
          <div className="sold-risk" role="alert">
            <TriangleAlert aria-hidden="true" />
            <div>
              <h2>{say('The second copy of this sale is missing')}</h2>
              <p>{sayLater(sale.next)}</p>
            </div>
          </div>
        ) : undefined}
        <h1>{headOf(sale)}</h1>
        <p className="sold-amount">
          <MoneyText amount={amountOf(sale)} />
        </p>
        <dl className="sold-sums">
          <Sum label={say('Total')} amount={sale.total} />
          {sale.cashRounding === 0 ? undefined : (
            <Sum
              label={say('Cash rounding')}
              amount={sale.cashRounding}
              sign={sale.cashRounding > 0 ? '+' : ''}
            />
          )}
          {sale.paid.length > 1 ? (
            sale.paid.map(({ words, amount }, at) => <Sum key={at} label={words} amount={amount} />)
          ) : (
            <Sum label={sale.paid[0]?.words ?? say('Given')} amount={sale.tendered} />
          )}
        </dl>
      </section>
      <footer className="sold-actions">
        <MessageLine message={notice} hint={say('Scanning the next article also goes on.')} />
        {mail.button}
        {sale.isTraining ? undefined : (
          <Button keyCap="F7" onPress={printCopy}>
            {say('Print a copy')}
          </Button>
        )}
        <Button look="primary" className="sold-next" keyCap="Enter" onPress={goOn}>
          {say('Next customer')}
        </Button>
      </footer>
      {mail.dialog}
    </main>
  );
}

function storedWords({ isTraining, total }: SoldView): string {
  if (isTraining) return say('Practised, nothing sold');
  return total < 0 ? say('Taken back and stored') : say('Sold and stored');
}

/** What the amount is: money that goes out is never called change. */
function headOf({ tendered, change, cashOut, credit, isTraining }: SoldView): string {
  if (isTraining) return tendered < 0 ? say('Would be paid out') : say('Would be the change');
  if (credit > 0 && cashOut > 0) return say('Pay the customer, and give the slip');
  if (credit > 0) return say('Give the slip to the customer');
  if (tendered < 0)
    return cashOut > 0 ? say('Pay the customer') : say('The card has its money back');
  return change === 0 ? say('No change to give') : say('Change');
}

/** What goes to the customer: a voucher that pays leaves credit and never change. */
function amountOf({ tendered, change, cashOut, credit }: SoldView): number {
  const out = cashOut || credit;
  return tendered < 0 ? out || -tendered : out || change;
}

function Sum({ label, amount, sign = '' }: { label: string; amount: number; sign?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {sign}
        <MoneyText amount={amount} />
      </dd>
    </div>
  );
}

/** Prints the receipt once more; the copy's number is told. */
function usePrintCopy(docNo: string): () => void {
  const till = useTill();
  const notices = useNoticeStore();

  async function print(): Promise<void> {
    const answer = await till.call('print-copy', { docNo });
    if (answer.ok)
      showDone(notices, say('Copy {copy} goes to the printer.', { copy: answer.copy }));
    else showRefusal(notices, answer);
  }

  const start = (): void => void print();
  useKeys({ F7: start });
  return start;
}

/** Goes on once, and not by the second half of a double press on the key or button that paid. */
function useNextCustomer(): () => void {
  const till = useTill();
  const told = useTold();
  const shownAt = useRef(0);
  const isGoing = useRef(false);
  useEffect(() => {
    shownAt.current = performance.now();
  }, []);

  async function leave(): Promise<void> {
    isGoing.current = true;
    await told(till.call('next-customer', {}));
    isGoing.current = false;
  }

  function goOn(): void {
    if (isGoing.current || performance.now() - shownAt.current < PAID_JUST_NOW_MS) return;
    void leave();
  }

  useKeys({ Enter: goOn, ' ': goOn, F12: goOn });
  return goOn;
}
