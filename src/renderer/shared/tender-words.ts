import type { SaleTender, TenderType } from '../../domain/pay/sale-tender.ts';
import type { OfferedTender } from '../../domain/pay/settle-tenders.ts';

/** What people call a tender. */
export const TENDER_WORDS: Record<TenderType, string> = {
  cash: 'Cash',
  card: 'Card',
  'foreign-cash': 'Foreign cash',
  'gift-card': 'Gift card',
  'store-credit': 'Store credit',
  voucher: 'Voucher',
};

/** A tender in one line: "Visa ••1234", "Cash USD", "Gift card ••0042". */
export function tenderWords(tender: SaleTender | OfferedTender): string {
  switch (tender.type) {
    case 'cash':
      return TENDER_WORDS.cash;
    case 'card': {
      const { scheme, last4, treated_as_paid_by: signed } = tender.card;
      return signed === undefined ? `${scheme} ••${last4}` : `${TENDER_WORDS.card}, signed for`;
    }
    case 'foreign-cash':
      return `${TENDER_WORDS.cash} ${tender.foreign.currency}`;
    default:
      return `${TENDER_WORDS[tender.type]} ••${tender.code.slice(-4)}`;
  }
}
