import { minor, sumMinor, type Minor } from '../money.ts';
import { isStoredValue, type SaleTender } from '../pay/sale-tender.ts';
import type { Sale } from '../sale.ts';

/** What goes back against one tender of the sale: `value` of goods, before any cash is rounded. */
export type RefundShare = { readonly tender: SaleTender; readonly value: Minor };

/** What of a sale says how its goods were paid. */
type PaidSale = Pick<Sale, 'lines' | 'tenders' | 'cash_rounding'>;

/**
 * How much of the goods each tender of a sale paid for: its amount, cash without what rounding added, and
 * without what put value on a card. Such value never comes back for money, so together they are exactly
 * the goods that can (GIFT4): the last money taken paid for it, as a card that holds value pays for none.
 */
function tenderValues({ lines, tenders, cash_rounding: rounding }: PaidSale): RefundShare[] {
  const lastCash = tenders.findLastIndex(({ type }) => type === 'cash' || type === 'foreign-cash');
  const values = tenders.map(({ amount }, at) => amount - (at === lastCash ? rounding : 0));
  let loaded: number = sumMinor(lines.flatMap((line) => (line.stored_value ? [line.gross] : [])));
  for (const isValue of [false, true]) {
    for (let at = tenders.length - 1; at >= 0; at -= 1) {
      const tender = tenders[at];
      if ((tender !== undefined && isStoredValue(tender)) !== isValue) continue;
      const paid = Math.min(loaded, Math.max(0, values[at] ?? 0));
      values[at] = (values[at] ?? 0) - paid;
      loaded -= paid;
    }
  }
  return tenders.map((tender, at) => ({ tender, value: minor(values[at] ?? 0) }));
}

/**
 * What a refund gives back against which tender: the last one taken is given back first (dom-O3). Of a
 * sale `before` was refunded earlier and `now` is refunded; each step is a stretch of the same row of
 * tenders, so that all steps together give each tender back exactly what it paid.
 */
export function refundPlan(sale: PaidSale, before: Minor, now: Minor): RefundShare[] {
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
