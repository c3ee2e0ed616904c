import { returnedQuantity, type Returning } from '../../../domain/after/returned-quantity.ts';
import type { Milli } from '../../../domain/quantity.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { notHere } from '../receipts/receipts-refusals.ts';
import type { StoreReceipts } from '../receipts/store-receipts.ts';
import type { Refusal } from '../../shared/till-api.ts';

/** A sale that goods come back of, and what came back of it so far. */
export type Original = {
  ok: true;
  sale: Sale;
  back: ReadonlyMap<string, Milli>;
  /** This till's own document. */
  isOwn: boolean;
  /** Head office could not be asked what other tills took back. */
  isOffline: boolean;
  /** How many documents of this till took goods of it back. */
  returnsSeen: number;
};

type Ports = { finder: DocFinder; atHeadOffice: Pick<StoreReceipts, 'open'> };

/**
 * The sale as it is stored here, or at head office. What this till took back is always known; what
 * other tills took back only while head office answers. That no site knows the sale is such an answer:
 * then no other till can have found it there. One site that is behind is none: another till may have had
 * the sale of the other site.
 */
export async function originalSale(
  { finder, atHeadOffice }: Ports,
  docNo: string,
  ask: 'head-office' | 'this-till-alone' = 'head-office',
): Promise<Original | Refusal> {
  const doc = await finder.named(docNo);
  const told =
    ask === 'head-office' || doc === undefined ? await atHeadOffice.open(docNo) : undefined;
  if (doc === undefined) {
    if (told?.ok !== true) return told ?? notHere(docNo);
    const { sale, returns } = told;
    const back = await returnedOf(finder, sale, returns);
    return { ok: true, sale, ...back, isOwn: false, isOffline: false };
  }
  // The body of a document is the sale this till wrote.
  const sale = doc.body as Sale;
  const back = await returnedOf(finder, sale, told?.ok === true ? told.returns : []);
  const isOffline = told?.ok !== true && told?.kind !== 'no-such-document';
  return { ok: true, sale, ...back, isOwn: true, isOffline };
}

async function returnedOf(
  finder: DocFinder,
  { doc_id }: Sale,
  told: readonly Returning[],
): Promise<Pick<Original, 'back' | 'returnsSeen'>> {
  const own = await finder.returnsOf(doc_id);
  const back = returnedQuantity(doc_id, [...own.map((doc) => doc.body as Sale), ...told]);
  return { back, returnsSeen: own.length };
}
