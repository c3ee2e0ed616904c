import { minor, type Minor } from '../money.ts';
import type { SaleTender } from '../pay/sale-tender.ts';
import type { Sale } from '../sale.ts';

/** What goes back against one tender of the sale: `value` of goods, before any cash is rounded. */
export type RefundShare = { readonly tender: SaleTender; readonly value: Minor };

/**
 * How much of the goods each tender of a sale paid for: its amount, cash without what rounding added.
 * Together they are exactly the total.
 */
export function tenderValues(sale: Pick<Sale, 'tenders' | 'cash_rounding'>): RefundShare[] {
  const { tenders, cash_rounding: rounding } = sale;
  const lastCash = tenders.findLastIndex(({ type }) => type === 'cash' || type === 'foreign-cash');
  return tenders.map((tender, at) => ({
    tender,
    value: minor(tender.amount - (at === lastCash ? rounding : 0)),
  }));
}

/**
 * What a refund gives back against which tender: the last one taken is given back first (dom-O3). Of a
 * sale `before` was refunded earlier and `now` is refunded; each step is a stretch of the same row of
 * tenders, so that all steps together give each tender back exactly what it paid.
 */
export function refundPlan(
  sale: Pick<Sale, 'tenders' | 'cash_rounding'>,
  before: Minor,
  now: Minor,
): RefundShare[] {
  const until = before + now;
  const shares: RefundShare[] = [];
  let from = 0;
  for (const { tender, value } of tenderValues(sale).reverse()) {
    // An exchange that paid out took nothing there.
    if (value <= 0) continue;
    const to = from + value;
    const share = Math.min(to, until) - Math.max(from, before);
    if (share > 0) shares.push({ tender, value: minor(share) });
    from = to;
  }
  return shares;
}
