import type { ItemPromotion, PromotionPool } from '../promotions/promotion.ts';

/** A unit as the brute force sees it: goods of one piece, never weighed. */
export type BruteUnit = {
  readonly sku: string;
  readonly tags: readonly string[];
  readonly price: number;
};

/**
 * The largest total discount of one priority, by trying every set of applications that rule
 * vec-promo-P4 allows. Written from the rule without any code of the engine; for up to eight units.
 */
export function bruteForce(
  promotions: readonly ItemPromotion[],
  units: readonly BruteUnit[],
): number {
  const all = 2 ** units.length;
  const applications = promotions.map((promotion) =>
    Array.from({ length: all }, (_, set) => discountOf(promotion, membersOf(units, set))),
  );
  const known = new Map<string, number>();
  const best = (free: number, used: readonly number[]): number => {
    if (free === 0) return 0;
    const key = `${free}/${used.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const first = free & -free;
    let most = best(free - first, used);
    for (const [at, discounts] of applications.entries()) {
      if ((used[at] ?? 0) >= (promotions[at]?.maxApplications ?? units.length)) continue;
      const next = used.map((count, other) => (other === at ? count + 1 : count));
      for (let set = free; set > 0; set = (set - 1) & free) {
        const discount = discounts[set] ?? 0;
        if ((set & first) === 0 || discount <= 0) continue;
        most = Math.max(most, discount + best(free - set, next));
      }
    }
    known.set(key, most);
    return most;
  };
  return best(
    all - 1,
    promotions.map(() => 0),
  );
}

/** Discount of one application that uses exactly these units; 0 when there is none. */
function discountOf(promotion: ItemPromotion, units: readonly BruteUnit[]): number {
  const prices = units.map(({ price }) => price).sort((a, b) => b - a);
  const sum = prices.reduce((total, price) => total + price, 0);
  const [price = 0] = prices;
  const isIn = (pool: PromotionPool): boolean => units.every((unit) => fits(pool, unit));
  switch (promotion.type) {
    case 'percentOff':
      return units.length === 1 && isIn(promotion.pool) ? percent(price, promotion.percent) : 0;
    case 'amountOff':
      return units.length === 1 && isIn(promotion.pool) ? Math.min(promotion.amount, price) : 0;
    case 'fixedPrice':
      return units.length === 1 && isIn(promotion.pool) ? Math.max(0, price - promotion.price) : 0;
    case 'nForPrice':
      return units.length === promotion.n && isIn(promotion.pool) ? sum - promotion.price : 0;
    case 'buyXGetY': {
      const { buy, get } = promotion;
      if (units.length !== buy.qty + get.qty) return 0;
      const { pool } = get;
      if (pool === undefined) return isIn(buy.pool) ? off(prices.slice(buy.qty), get.percent) : 0;
      const slots = [
        { pool: buy.pool, qty: buy.qty },
        { pool, qty: get.qty },
      ];
      return mostOver(fillings(slots, units), ([, rewards = []]) =>
        off(
          rewards.map((unit) => unit.price),
          get.percent,
        ),
      );
    }
    case 'bundle':
      return mostOver(fillings(promotion.slots, units), () => sum - promotion.price);
    case 'tieredPercent': {
      const reached = promotion.tiers.filter(({ min }) => min <= units.length);
      const top = reached.reduce<(typeof reached)[number] | undefined>(
        (highest, tier) => (highest === undefined || tier.min > highest.min ? tier : highest),
        undefined,
      );
      return top !== undefined && isIn(promotion.pool) ? off(prices, top.percent) : 0;
    }
  }
}

type Slots = readonly { readonly pool: PromotionPool; readonly qty: number }[];

/** Every way to fill the slots with exactly these units. */
function fillings(slots: Slots, units: readonly BruteUnit[]): BruteUnit[][][] {
  if (units.length !== slots.reduce((sum, { qty }) => sum + qty, 0)) return [];
  let ways: BruteUnit[][][] = [slots.map(() => [])];
  for (const unit of units) {
    ways = ways.flatMap((way) =>
      slots.flatMap(({ pool, qty }, slot) =>
        fits(pool, unit) && (way[slot]?.length ?? 0) < qty
          ? [way.map((held, at) => (at === slot ? [...held, unit] : held))]
          : [],
      ),
    );
  }
  return ways;
}

function mostOver<Way>(ways: readonly Way[], discount: (way: Way) => number): number {
  return ways.reduce((most, way) => Math.max(most, discount(way)), 0);
}

function fits({ all, skus, tags, excludeSkus }: PromotionPool, unit: BruteUnit): boolean {
  const named = skus?.includes(unit.sku) === true || tags?.some((tag) => unit.tags.includes(tag));
  return (all === true || named === true) && excludeSkus?.includes(unit.sku) !== true;
}

function off(prices: readonly number[], text: string): number {
  return prices.reduce((sum, price) => sum + percent(price, text), 0);
}

/** Whole percentages only: the tests draw no others. */
function percent(price: number, text: string): number {
  return Math.floor((price * Number(text) * 2 + 100) / 200);
}

function membersOf(units: readonly BruteUnit[], set: number): BruteUnit[] {
  return units.filter((_, at) => (set & (1 << at)) !== 0);
}
