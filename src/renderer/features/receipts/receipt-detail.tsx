import type { ReactNode } from 'react';
import { ShieldCheck } from 'lucide-react';
import { ReceiptPreview } from '../../shared/ui/receipt-preview.tsx';
import type { OpenedReceipt } from './use-opened-receipt.ts';

/** The receipt as it was printed, and what happened to it since. */
export function ReceiptDetail({ opened, below }: { opened: OpenedReceipt; below?: ReactNode }) {
  const { view, problem, isOpening } = opened;
  if (view === undefined) {
    return (
      <section className="receipts-detail" aria-label="Receipt" aria-live="polite">
        <p className="find-empty">
          {problem ?? (isOpening ? 'Opening …' : 'Choose a receipt, or scan its square.')}
        </p>
      </section>
    );
  }
  const since = [
    ...(view.isOfThisTill ? [] : [`From till ${view.till}, told by head office`]),
    ...(view.returnedBy.length === 0
      ? []
      : [`Taken back in part or whole: ${view.returnedBy.join(', ')}`]),
    ...(view.copies === 0
      ? []
      : [view.copies === 1 ? '1 copy printed' : `${view.copies} copies printed`]),
  ];
  return (
    <section className="receipts-detail" aria-label="Receipt">
      {view.isVerified ? (
        <p className="receipts-verified">
          <ShieldCheck size={18} aria-hidden="true" /> The square is this till’s own
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
