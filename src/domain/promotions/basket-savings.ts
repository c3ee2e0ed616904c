import { liveLines, type Basket, type BasketLine } from '../basket.ts';
import { minor, type Minor } from '../money.ts';
import { quantityValue } from '../quantity.ts';
import type { RoundingMode } from '../rational.ts';
import type { SalePromotion } from '../sale.ts';
import { applyPromotions, type PromotedLine } from './apply-promotions.ts';
import type { PromotionBook } from './promotion-book.ts';
import type { PromotionMoment } from './promotion-window.ts';

/** What promotions take off one line. The parts of `promotions` sum to both discounts. */
export type LineSavings = {
  /** Of the line itself: deals on goods and stacked percentages. */
  readonly lineDiscount: Minor;
  /** The line's share of what the whole basket earned. */
  readonly docDiscount: Minor;
  readonly promotions: readonly SalePromotion[];
};

/** Savings by line; a line without any is not in it. */
export type BasketSavings = ReadonlyMap<string, LineSavings>;

/** Promotions as a till holds them: how they price, and what a receipt says of each. */
export type LivePromotions = {
  readonly book: PromotionBook;
  /** Name and version by promotion. */
  readonly about: ReadonlyMap<string, Omit<SalePromotion, 'amount'>>;
  /** Every coupon that one of them asks for. */
  readonly coupons: ReadonlySet<string>;
};

export const NO_SAVINGS: BasketSavings = new Map();

/**
 * What a basket saves. Goods that must never be reduced take no part, not even in a spend, nor do goods
 * whose price a person named (dom-P10).
 */
export function basketSavings(
  basket: Basket,
  live: LivePromotions,
  moment: PromotionMoment,
  rounding: RoundingMode,
): BasketSavings {
  const lines = liveLines(basket).filter(
    (line) => line.discountable && line.override === undefined,
  );
  if (lines.length === 0) return NO_SAVINGS;
  const promoted = applyPromotions(live.book, moment, lines.map(asGoods), {
    rounding,
  });
  const savings = new Map<string, LineSavings>();
  for (const line of promoted.lines) {
    if (line.net < line.regular) savings.set(line.id, savingsOf(line, live.about));
  }
  return savings;
}

function asGoods({
  lineId,
  article,
  dept,
  qtyMilli,
  unitPrice,
  label,
  byWeight,
}: BasketLine): Parameters<typeof applyPromotions>[2][number] {
  const qty = quantityValue(qtyMilli);
  // A pack that was weighed before counts as what it is: so much, not one piece.
  const isWeighed = byWeight === true || label?.weightMilli !== undefined;
  const tags = dept === undefined ? [] : [dept];
  return { id: lineId, sku: article, tags, qty, unitPrice, isWeighed };
}

function savingsOf(line: PromotedLine, about: LivePromotions['about']): LineSavings {
  return {
    lineDiscount: minor(line.itemDiscount + line.stackDiscount),
    docDiscount: line.basketDiscount,
    promotions: line.savings.map(({ promotion, amount }) => {
      const { id, name, hlc, origin } = about.get(promotion) ?? {
        id: promotion,
        name: promotion,
        hlc: 0,
        origin: '',
      };
      return { id, name, amount, hlc, origin };
    }),
  };
}
