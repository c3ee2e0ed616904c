import { cardsOf } from '../../../domain/after/refund-under-way.ts';
import type { Basket } from '../../../domain/basket.ts';
import { sharesFor, type BackLine } from '../../../domain/exchange/basket-exchange.ts';
import { minor, type Minor } from '../../../domain/money.ts';
import { settleTenders } from '../../../domain/pay/settle-tenders.ts';
import type { CashPolicy } from '../../../domain/tender.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import { tenderWords } from '../../shared/tender-words.ts';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import { sayLater } from '../../shared/words/say.ts';

/** A line that comes back, as it was paid: its reductions are in its total already. */
export function backView({ lineId, line }: BackLine): LineView {
  const { article, name, qty_milli, unit_price, tax, return_reason: reason } = line;
  return {
    lineId,
    article,
    name,
    qtyMilli: qty_milli,
    unit: qty_milli % 1000 === 0 ? 'piece' : 'kg',
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
      cards: due.map(({ card, amount }) => ({
        words: tenderWords({ type: 'card', amount, card }),
        amount,
      })),
    },
  };
}
