import { minor, sumMinor, type Minor } from '../money.ts';
import { isStoredValue, type SaleTender } from '../pay/sale-tender.ts';
import type { Sale } from '../sale.ts';
import { creditId } from '../stored-value/credit-number.ts';

/** What goes back against one tender of the sale: `value` of goods, before any cash is rounded. */
export type RefundShare = { readonly tender: SaleTender; readonly value: Minor };

/** What of a sale says how its goods were paid. */
type PaidSale = Pick<Sale, 'doc_id' | 'lines' | 'tenders' | 'cash_rounding'>;

/** A card or paper that holds value pays for none that is put on a card (GIFT6). */
const holdsValue = (tender: SaleTender): boolean =>
  tender.type === 'voucher' || isStoredValue(tender);

/**
 * How much of the goods each tender of a sale paid for: its amount, cash without what rounding added, a
 * voucher without its rest, and without what put value on a card. Such value never comes back for money, so
 * together they are exactly the goods that can (GIFT4): the last money taken paid for it, as what holds
 * value pays for none.
 */
function tenderValues(sale: PaidSale): RefundShare[] {
  const { lines, tenders, cash_rounding: rounding } = sale;
  const lastCash = tenders.findLastIndex(({ type }) => type === 'cash' || type === 'foreign-cash');
  const values = tenders.map(({ amount }, at) => amount - (at === lastCash ? rounding : 0));
  takeRests(sale, values);
  const loaded: number = sumMinor(lines.flatMap((line) => (line.stored_value ? [line.gross] : [])));
  const isValue = tenders.map(holdsValue);
  const left = takeFrom(values, loaded, (at) => isValue[at] === false);
  takeFrom(values, left, (at) => isValue[at] === true);
  return tenders.map((tender, at) => ({ tender, value: minor(values[at] ?? 0) }));
}

/** What a voucher is worth beyond the sale left it at once, as credit of the same document: it paid no goods. */
function takeRests({ doc_id: docId, tenders }: PaidSale, values: number[]): void {
  for (const [at, tender] of tenders.entries()) {
    const value = values[at] ?? 0;
    if (tender.type !== 'store-credit' || value >= 0 || tender.redemption !== creditId(docId))
      continue;
    // It stands behind the voucher it is of; without one it is what an exchange paid out.
    const left = takeFrom(values, 0 - value, (of) => of < at && tenders[of]?.type === 'voucher');
    values[at] = 0 - left;
  }
}

/** Takes so much from the values that may give it, the last one first; answers what none of them had. */
function takeFrom(values: number[], amount: number, mayGive: (at: number) => boolean): number {
  let left = amount;
  for (let at = values.length - 1; at >= 0; at -= 1) {
    if (!mayGive(at)) continue;
    const part = Math.min(left, Math.max(0, values[at] ?? 0));
    values[at] = (values[at] ?? 0) - part;
    left -= part;
  }
  return left;
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
