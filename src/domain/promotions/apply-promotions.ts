import { assert } from '../assert.ts';
import { minor, type Minor } from '../money.ts';
import { multiply, rational, round, type Rational, type RoundingMode } from '../rational.ts';
import { itemStage, type LineSaving } from './item-stage.ts';
import { basketStage, stackStage } from './net-stages.ts';
import type { PromotionBook } from './promotion-book.ts';
import { isActive, type PromotionMoment } from './promotion-window.ts';

/** A line as promotions see it. Quantities are not negative: what comes back has its own amounts. */
export type PromotionLine = {
  readonly id: string;
  readonly sku: string;
  readonly tags: readonly string[];
  readonly qty: Rational;
  readonly unitPrice: Minor;
  /** Sold by weight, also where the weight is a whole number: one unit, at what it comes to. */
  readonly isWeighed?: boolean;
};

/** What one promotion takes off one line. */
export type PromotionSaving = { readonly promotion: string; readonly amount: Minor };

/** A line with its promotions: net = regular less the three discounts, never below nothing. */
export type PromotedLine = {
  readonly id: string;
  readonly regular: Minor;
  readonly itemDiscount: Minor;
  readonly stackDiscount: Minor;
  readonly basketDiscount: Minor;
  readonly net: Minor;
  /** In the order they were given; their sum is the three discounts'. */
  readonly savings: readonly PromotionSaving[];
};

export type PromotedBasket = {
  readonly lines: readonly PromotedLine[];
  /** Discount by promotion, only those above nothing (vec-promo-P9). */
  readonly promotions: Readonly<Record<string, Minor>>;
  readonly totalDiscount: Minor;
  readonly total: Minor;
  /** False when the search met its bound: the discounts are right, but may not be the best. */
  readonly isExact: boolean;
};

/** How the search is bounded, and how the price of a weighed line is rounded. */
export type PromotionSettings = {
  /** States that one basket may cost. */
  readonly searchStates?: number;
  readonly rounding?: RoundingMode;
};

/**
 * Everyday shopping needs some hundreds of states. Where nearly all promotions compete for all goods a
 * small basket is searched to the end, and a large one does not make the customer wait: 5,000 states
 * are some milliseconds.
 */
function statesFor(units: number): number {
  return Math.min(60_000, Math.max(5000, Math.floor(600_000 / (units + 1))));
}

/** Prices a basket with every promotion that is live, best for the customer (vec-promo-P1 to P9). */
export function applyPromotions(
  book: PromotionBook,
  moment: PromotionMoment,
  lines: readonly PromotionLine[],
  settings: PromotionSettings = {},
): PromotedBasket {
  assert(
    lines.every(({ qty }) => qty.num >= 0n),
    'promotions are for goods that are sold',
  );
  const units = lines.map((line) => unitsOf(line, settings.rounding ?? 'half-up'));
  const regular = units.map(({ price, count }) => price * count);
  const linesOf = poolLines(book, lines);
  const live = <Rule extends { readonly terms: Parameters<typeof isActive>[0] }>(
    rules: readonly Rule[],
  ): Rule[] => rules.filter(({ terms }) => isActive(terms, moment));
  const goods = {
    price: units.map(({ price }) => price),
    left: units.map(({ count }) => count),
    weighed: units.map(({ isWeighed }) => isWeighed),
    linesOf,
  };
  const count = units.reduce((sum, line) => sum + line.count, 0);
  const budget = { states: settings.searchStates ?? statesFor(count) };
  const items = itemStage(live(book.items), goods, budget);
  const nets = [...regular];
  for (const { line, amount } of items.savings) nets[line] = (nets[line] ?? 0) - amount;
  const stacked = stackStage(live(book.stacks), nets, linesOf);
  const baskets = basketStage(live(book.baskets), nets, linesOf);
  const stages = [items.savings, stacked, baskets] as const;
  return { ...report(lines, regular, stages), isExact: items.isExact };
}

type LineUnits = { readonly price: number; readonly count: number; readonly isWeighed: boolean };

/** Whole quantities are that many units, a weighed line is one (vec-promo-P1). */
function unitsOf(
  { qty, unitPrice, isWeighed = false }: PromotionLine,
  mode: RoundingMode,
): LineUnits {
  if (!isWeighed && qty.num % qty.den === 0n) {
    return { price: unitPrice, count: Number(qty.num / qty.den), isWeighed: false };
  }
  const price = Number(round(multiply(qty, rational(BigInt(unitPrice))), mode));
  return { price, count: 1, isWeighed: true };
}

/** Lines by pool, for the pools that the basket meets. */
function poolLines(
  { pools }: PromotionBook,
  lines: readonly PromotionLine[],
): (pool: number) => readonly number[] {
  const byPool = new Map<number, number[]>();
  for (const [at, line] of lines.entries()) {
    for (const pool of pools.poolsOf(line)) {
      const met = byPool.get(pool);
      if (met === undefined) byPool.set(pool, [at]);
      else met.push(at);
    }
  }
  return (pool) => byPool.get(pool) ?? NO_LINES;
}

const NO_LINES: readonly number[] = [];

function report(
  lines: readonly PromotionLine[],
  regular: readonly number[],
  stages: readonly [readonly LineSaving[], readonly LineSaving[], readonly LineSaving[]],
): Omit<PromotedBasket, 'isExact'> {
  const byPromotion = new Map<string, number>();
  const discounts = stages.map(() => lines.map(() => 0));
  const byLine = lines.map(() => new Map<string, number>());
  for (const [stage, savings] of stages.entries()) {
    for (const { promotion, line, amount } of savings) {
      byPromotion.set(promotion, (byPromotion.get(promotion) ?? 0) + amount);
      const own = byLine[line];
      own?.set(promotion, (own.get(promotion) ?? 0) + amount);
      const stageDiscounts = discounts[stage] ?? [];
      stageDiscounts[line] = (stageDiscounts[line] ?? 0) + amount;
    }
  }
  const promoted = lines.map(({ id }, at): PromotedLine => {
    const [item = 0, stack = 0, basket = 0] = discounts.map((ofStage) => ofStage[at] ?? 0);
    return {
      id,
      regular: minor(regular[at] ?? 0),
      itemDiscount: minor(item),
      stackDiscount: minor(stack),
      basketDiscount: minor(basket),
      net: minor((regular[at] ?? 0) - item - stack - basket),
      savings: [...(byLine[at] ?? [])].flatMap(([promotion, amount]) =>
        amount > 0 ? [{ promotion, amount: minor(amount) }] : [],
      ),
    };
  });
  const total = promoted.reduce((sum, { net }) => sum + net, 0);
  const whole = regular.reduce((sum, amount) => sum + amount, 0);
  return {
    lines: promoted,
    promotions: Object.fromEntries(
      [...byPromotion].flatMap(([id, amount]) => (amount > 0 ? [[id, minor(amount)]] : [])),
    ),
    totalDiscount: minor(whole - total),
    total: minor(total),
  };
}
