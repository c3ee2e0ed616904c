import type { ReactNode } from 'react';
import { ShieldCheck } from 'lucide-react';
import { ReceiptPreview } from '../../shared/ui/receipt-preview.tsx';
import type { OpenedReceipt } from './use-opened-receipt.ts';
import { say } from '../../shared/words/say.ts';

/** The receipt as it was printed, and what happened to it since. */
export function ReceiptDetail({ opened, below }: { opened: OpenedReceipt; below?: ReactNode }) {
  const { view, problem, isOpening } = opened;
  if (view === undefined) {
    return (
      <section className="receipts-detail" aria-label={say('Receipt')} aria-live="polite">
        <p className="find-empty">
          {problem ?? (isOpening ? say('Opening …') : say('Choose a receipt, or scan its square.'))}
        </p>
      </section>
    );
  }
  const since = [
    ...(view.isOfThisTill
      ? []
      : [say('From till {till}, told by head office', { till: view.till })]),
    ...(view.returnedBy.length === 0
      ? []
      : [
          say('Taken back in part or whole: {returnedBy}', {
            returnedBy: view.returnedBy.join(', '),
          }),
        ]),
    ...(view.copies === 0
      ? []
      : [
          say('{copies, plural, one {# copy printed} other {# copies printed}}', {
            copies: view.copies,
          }),
        ]),
  ];
  return (
    <section className="receipts-detail" aria-label={say('Receipt')}>
      {view.isVerified ? (
        <p className="receipts-verified">
          <ShieldCheck size={18} aria-hidden="true" /> {say('The square is this till’s own')}
        </p>
      ) : undefined}
      {since.map((words) => (
        <p key={words} className="receipts-since">
          {words}
        </p>
      ))}
      <ReceiptPreview key={view.docNo} receipt={view.receipt} />
      {below}
    </section>
  );
}
