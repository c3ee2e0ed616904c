import { cardsOf } from '../../../domain/after/refund-under-way.ts';
import type { Basket } from '../../../domain/basket.ts';
import { sharesFor, type BackLine } from '../../../domain/exchange/basket-exchange.ts';
import { minor, type Minor } from '../../../domain/money.ts';
import { settleTenders } from '../../../domain/pay/settle-tenders.ts';
import { isWholePieces } from '../../../domain/quantity.ts';
import type { SaleLine } from '../../../domain/sale.ts';
import type { CashPolicy } from '../../../domain/tender.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import { tenderWords } from '../../shared/tender-words.ts';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { sayLater } from '../../shared/words/say.ts';

/** A line that comes back, as it was paid: its reductions are in its total already. */
export function backView({ lineId, line }: BackLine, index: CatalogueIndex): LineView {
  const { article, name, qty_milli, unit_price, tax, return_reason: reason } = line;
  return {
    lineId,
    article,
    name,
    qtyMilli: qty_milli,
    unit: unitOf(line, index),
    unitPrice: unit_price,
    total: line.ext + line.line_discount + line.doc_discount,
    savings: [],
    named: undefined,
    hasDiscount: false,
    isDiscountable: false,
    isDeposit: false,
    back: reason === undefined ? '' : sayLater(AFTER_WORDS[reason]),
    taxLabel: Object.keys(tax).join(' '),
  };
}

/**
 * What the article is sold by: a whole kilogram is no piece. A pack whose label named the price is one;
 * of an article that is gone from the catalogue only the figure is left to tell.
 */
function unitOf({ article, label, qty_milli }: SaleLine, index: CatalogueIndex): LineView['unit'] {
  if (label !== undefined) return 'piece';
  return index.article(article)?.data.unit ?? (isWholePieces(qty_milli) ? 'piece' : 'kg');
}

/** Where the money of an exchange goes that comes to less than nothing. */
export function payOutView(
  { exchange }: Basket,
  balance: Minor,
  policy: CashPolicy,
): Pick<BasketView, 'payOut'> {
  if (exchange === undefined || balance >= 0) return {};
  const due = cardsOf(sharesFor(exchange.shares, minor(0 - balance))) ?? [];
  const cards = due.map(({ card, amount }) => ({
    type: 'card' as const,
    amount: minor(0 - amount),
    card,
  }));
  const toCards = due.reduce((sum, { amount }) => sum + amount, 0);
  const isAll = toCards + balance === 0;
  const settled = settleTenders(balance, isAll ? cards : [...cards, { type: 'cash' }], policy);
  const paid = settled.ok && !isAll ? (settled.value.tenders.at(-1)?.amount ?? 0) : 0;
  return {
    payOut: {
      cash: 0 - paid,
      credit: 0 - balance - toCards,
      cards: due.map(({ card, amount }) => ({
        words: tenderWords({ type: 'card', amount, card }),
        amount,
      })),
    },
  };
}
