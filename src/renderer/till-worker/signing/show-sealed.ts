import type { DocumentSignedBody } from '../../../contracts/signing-device.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { Receipts } from '../selling/receipt-of.ts';
import type { TillDesk } from '../till-desk.ts';

/** The receipt on screen says of its signature what its paper says. */
export function showSealed(
  desk: Pick<TillDesk, 'sold' | 'showPeople'>,
  { receiptOf }: Receipts,
  { docNo, body }: DocRow,
  seal: DocumentSignedBody,
): void {
  if (desk.sold?.docNo !== docNo) return;
  // The document's body is the sale this till wrote.
  desk.sold = { ...desk.sold, receipt: receiptOf(body as Sale, undefined, seal) };
  desk.showPeople();
}
