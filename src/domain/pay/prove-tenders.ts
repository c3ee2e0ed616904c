import type { Sale } from '../sale.ts';
import { isCash, type SaleTender } from './sale-tender.ts';

/** What is wrong with the tenders of a document. */
export type TenderFault = 'tender-change' | 'tender-sum' | 'tender-slip';

/** Change fits what was given, tenders fit the total, and nothing is told of a card that must not be. */
export function findTenderFault({
  tenders,
  totals,
  cash_rounding,
}: Pick<Sale, 'tenders' | 'totals' | 'cash_rounding'>): TenderFault | undefined {
  if (!tenders.every(changeIsRight)) return 'tender-change';
  const paid = tenders.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  if (paid !== BigInt(totals.gross) + BigInt(cash_rounding)) return 'tender-sum';
  return tenders.every(slipIsRight) ? undefined : 'tender-slip';
}

function changeIsRight({ type, tendered, amount, change }: SaleTender): boolean {
  if (change < 0 || BigInt(amount) + BigInt(change) !== BigInt(tendered)) return false;
  return change === 0 || isCash(type);
}

/** Four figures of a card at most (dom-Y3); and a rate that is one. */
function slipIsRight(tender: SaleTender): boolean {
  if (tender.type === 'card') {
    const { last4, treated_as_paid_by: signed } = tender.card;
    return /^\d{4}$/.test(last4) || (last4 === '' && signed !== undefined);
  }
  if (tender.type === 'foreign-cash') return /^\d+(\.\d+)?$/.test(tender.foreign.rate);
  return true;
}
