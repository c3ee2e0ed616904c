import type { SoldView } from '../../shared/till-api.ts';

/** The receipt as it is printed, as plain rows. */
export function ReceiptPreview({ sale }: { sale: SoldView }) {
  return (
    // A long receipt scrolls, so the keyboard must reach it.
    <div className="receipt" role="group" aria-label="Receipt preview" tabIndex={0}>
      <ol>
        {sale.receipt.map((row, index) => (
          // Rows are printed once and never reordered: their place is their identity.
          <li key={index} data-kind={row.kind}>
            <span>{row.left}</span>
            <span className="money">{row.right}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
