import { milli, type Milli } from '../quantity.ts';
import type { Sale } from '../sale.ts';

/** What of a return counts here. */
export type Returning = Pick<Sale, 'doc_id' | 'returns_of'> & {
  readonly lines: readonly Pick<Sale['lines'][number], 'qty_milli'>[];
};

/**
 * How much of each line of a document came back already, thousandths: the returns that this till holds
 * and those that head office tells of, each counted once (dom-O2).
 */
export function returnedQuantity(
  docId: string,
  returns: readonly Returning[],
): ReadonlyMap<string, Milli> {
  const sums = new Map<string, Milli>();
  const seen = new Set<string>();
  for (const { doc_id, returns_of: of, lines } of returns) {
    if (of?.doc_id !== docId || seen.has(doc_id)) continue;
    seen.add(doc_id);
    for (const [at, line] of of.lines.entries()) {
      const back = Number(lines[at]?.qty_milli ?? 0);
      sums.set(line, milli((sums.get(line) ?? 0) - back));
    }
  }
  return sums;
}
