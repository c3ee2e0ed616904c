import type { SaleTender, TenderType } from '../../domain/pay/sale-tender.ts';
import type { OfferedTender } from '../../domain/pay/settle-tenders.ts';
import { later, sayLater, type Words } from './words/say.ts';

/** What people call a tender. */
export const TENDER_WORDS: Record<TenderType, Words> = {
  cash: later('Cash'),
  card: later('Card'),
  'foreign-cash': later('Foreign cash'),
  'gift-card': later('Gift card'),
  'store-credit': later('Store credit'),
  voucher: later('Voucher'),
};

/** A tender in one line: "Visa ••1234", "Cash USD", "Gift card ••0042". */
export function tenderWords(
  tender: SaleTender | OfferedTender,
  to: (words: Words) => string = sayLater,
): string {
  switch (tender.type) {
    case 'cash':
      return to(TENDER_WORDS.cash);
    case 'card': {
      const { scheme, last4, treated_as_paid_by: signed } = tender.card;
      return signed === undefined ? `${scheme} ••${last4}` : to(later('Card, signed for'));
    }
    case 'foreign-cash':
      return `${to(TENDER_WORDS.cash)} ${tender.foreign.currency}`;
    default:
      return `${to(TENDER_WORDS[tender.type])} ••${tender.code.slice(-4)}`;
  }
}
