import type { Sale } from '../../../domain/sale.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { HostLink } from '../host-link.ts';
import { printReceipt } from '../selling/print-receipt.ts';
import type { ReceiptOf } from '../selling/receipt-of.ts';
import type { SigningDesk } from './signing-desk.ts';

/**
 * A document's paper with its signature, or with the words that it has none. The drawer opens at once:
 * only the paper waits, two seconds at most (TSE4).
 */
export async function printSigned(
  host: Pick<HostLink, 'invoke'>,
  doc: DocRow,
  receiptOf: ReceiptOf,
  signing: Pick<SigningDesk, 'forPaper'>,
): Promise<void> {
  // The document's body is the sale this till wrote.
  const sale = doc.body as Sale;
  const opens = receiptOf(sale).some(({ kind }) => kind === 'drawer');
  const drawer = opens
    ? printReceipt(host, `${doc.docNo}-drawer`, [{ kind: 'drawer' }])
    : Promise.resolve();
  const opened = drawer.then(
    () => undefined,
    (error: unknown) => error,
  );
  const seal = await signing.forPaper(doc);
  const receipt = receiptOf(sale, undefined, seal).filter(({ kind }) => kind !== 'drawer');
  await printReceipt(host, doc.docNo, receipt);
  if ((await opened) !== undefined) throw new Error('the drawer was not opened');
}
