import { isWithoutReceipt } from '../../../domain/after/document-kind.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';

/** A day has fewer; more than these would long be beyond any limit. */
const MOST = 2000;

/**
 * The worth of what came back that day while head office could not be asked, minor units (dom-O2). What
 * documents took back counts, not how often somebody signed: goods may come off an exchange again.
 */
export function offlineRefunds(finder: DocFinder, day: string): Promise<number> {
  return refundsOf(finder, day, ({ acts = [] }) =>
    acts.some(({ action }) => action === 'return-offline'),
  );
}

/** The worth of what came back that day at this till without a receipt, minor units (dom-T2). */
export function unprovenRefunds(finder: DocFinder, day: string): Promise<number> {
  return refundsOf(finder, day, isWithoutReceipt);
}

async function refundsOf(
  finder: DocFinder,
  day: string,
  counts: (sale: Sale) => boolean,
): Promise<number> {
  const { docs } = await finder.page('took-back', '', { day }, { offset: 0, limit: MOST });
  return docs
    .map(({ body }) => body as Sale)
    .filter(counts)
    .flatMap(({ lines }) => lines)
    .reduce((sum, { qty_milli, gross }) => sum - (qty_milli < 0 ? gross : 0), 0);
}
