import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { DocumentSignedBody } from '../../../contracts/signing-device.ts';
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
  signing: Pick<SigningDesk, 'forPaper' | 'isLeftOver'>,
): Promise<void> {
  // The document's body is the sale this till wrote.
  const sale = doc.body as Sale;
  // For one that an earlier life left over it has opened then: not again, with nobody at the till.
  const opens = !signing.isLeftOver(doc) && receiptOf(sale).some(({ kind }) => kind === 'drawer');
  const drawer = opens
    ? printReceipt(host, `${doc.docNo}-drawer`, [{ kind: 'drawer' }])
    : Promise.resolve();
  const opened = drawer.then(
    () => undefined,
    (error: unknown) => error,
  );
  const seal = await signing.forPaper(doc);
  const receipt = withSeal(sale, receiptOf, seal).filter(({ kind }) => kind !== 'drawer');
  await printReceipt(host, doc.docNo, receipt);
  if ((await opened) !== undefined) throw new Error('the drawer was not opened');
}

/** Paper there is in any case: a signature that cannot be shown is none to the customer (TSE4). */
function withSeal(sale: Sale, receiptOf: ReceiptOf, seal: DocumentSignedBody): ReceiptDoc {
  try {
    return receiptOf(sale, undefined, seal);
  } catch {
    const { signed: _, ...rest } = seal;
    return receiptOf(sale, undefined, rest);
  }
}
