import type { BasketArticle } from '../../../domain/basket.ts';
import { minor } from '../../../domain/money.ts';
import { sayToCustomer } from '../../shared/words/say.ts';

/** Of no catalogue: a card is no goods. */
const ARTICLE = 'gift-card';
const TAX_CLASS = 'untaxed';

/** The line that puts value on a card: a liability, untaxed until it is spent (dom-I7). */
export function giftLine(code: string, amount: number): BasketArticle {
  return {
    article: ARTICLE,
    // As goods are named: in the store's language, on screen, on paper and in the document.
    name: sayToCustomer('Gift card ••{ending}', { ending: code.slice(-4) }),
    unitPrice: minor(amount),
    taxCodes: [],
    taxClass: TAX_CLASS,
    discountable: false,
    // No row of the price book prices it.
    priceStamp: { hlc: 0, origin: '' },
    storedValue: { type: 'gift-card', code },
  };
}
