import type { ReceiptDoc, ReceiptLine } from '../../../contracts/receipt-doc.ts';
import { say } from '../words/say.ts';
import './receipt-preview.css';

/** The receipt as it is printed: the same texts as on paper, without its commands (RCP1). */
export function ReceiptPreview({ receipt }: { receipt: ReceiptDoc }) {
  return (
    // A long receipt scrolls, so the keyboard must reach it.
    <div className="receipt" role="group" aria-label={say('Receipt preview')} tabIndex={0}>
      <ol>
        {receipt.map((line, index) => (
          // Lines are printed once and never reordered: their place is their identity.
          <Line key={index} line={line} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line }: { line: ReceiptLine }) {
  switch (line.kind) {
    case 'text':
      return (
        <li data-kind="text" data-weight={line.weight}>
          <span>{line.text}</span>
        </li>
      );
    case 'pair':
    case 'total':
      return (
        <li data-kind={line.kind} data-weight={line.kind === 'pair' ? line.weight : undefined}>
          <span>{line.left}</span>
          <span className="money">{line.right}</span>
        </li>
      );
    case 'copy':
    case 'qr':
      return (
        <li data-kind={line.kind}>
          <span>{line.text}</span>
        </li>
      );
    case 'rule':
      return <li data-kind="rule" aria-hidden="true" />;
    case 'cut':
      return <li data-kind="cut" aria-hidden="true" />;
    case 'drawer':
      return undefined;
  }
}
