import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { receiptText } from '../../../contracts/receipt-layout.ts';
import type { HostLink } from '../host-link.ts';

/** Columns of the text file that is kept of each receipt. */
const FILE_COLUMNS = 42;

/** Hands a receipt to the host; throws where the host could not keep it. Paper comes when it comes. */
export async function printReceipt(
  host: Pick<HostLink, 'invoke'>,
  name: string,
  doc: ReceiptDoc,
): Promise<void> {
  const answer = await host.invoke('receipt.print', {
    doc_no: name,
    text: receiptText(doc, FILE_COLUMNS),
    doc,
    open_drawer: doc.some(({ kind }) => kind === 'drawer'),
  });
  if (!answer.ok) throw new Error(answer.kind);
}
