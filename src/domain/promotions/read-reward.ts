import { err, ok, type Result } from '../result.ts';
import { percentFraction } from './percent.ts';
import type { PoolNumber } from './pool-index.ts';
import type { ItemPromotion, PromotionPool } from './promotion.ts';
import type { RuleReward, Tier, UnitOff } from './promotion-rule.ts';

/** Why a promotion is left out of a book. */
export type PromotionProblem = 'duplicate-id' | 'bad-percent' | 'bad-amount' | 'bad-count';

export type Read<Rule> = Result<Rule, PromotionProblem>;

/** Reads what an item promotion takes and gives; `add` indexes a pool. */
export function readReward(
  promotion: ItemPromotion,
  add: (pool: PromotionPool) => PoolNumber,
): Read<RuleReward> {
  switch (promotion.type) {
    case 'percentOff': {
      const off = percentFraction(promotion.percent);
      return off === undefined
        ? err('bad-percent')
        : ok(single(add(promotion.pool), { kind: 'percent', off }));
    }
    case 'amountOff': {
      const { amount, pool } = promotion;
      return isAmount(amount)
        ? ok(single(add(pool), { kind: 'amount', amount }))
        : err('bad-amount');
    }
    case 'fixedPrice': {
      const { price, pool } = promotion;
      return isAmount(price) ? ok(single(add(pool), { kind: 'price', price })) : err('bad-amount');
    }
    case 'nForPrice': {
      const { n, price, pool } = promotion;
      if (!isCount(n, 1)) return err('bad-count');
      return isAmount(price)
        ? ok({ kind: 'n-for-price', pool: add(pool), n, price })
        : err('bad-amount');
    }
    case 'buyXGetY':
      return buyXGetY(promotion, add);
    case 'bundle': {
      const { price, slots } = promotion;
      if (slots.length === 0 || slots.some(({ qty }) => !isCount(qty, 1))) return err('bad-count');
      if (!isAmount(price)) return err('bad-amount');
      return ok({
        kind: 'bundle',
        price,
        slots: slots.map(({ pool, qty }) => ({ pool: add(pool), qty })),
      });
    }
    case 'tieredPercent': {
      const tiers: Tier[] = [];
      for (const { min, percent } of promotion.tiers) {
        const off = percentFraction(percent);
        if (off === undefined) return err('bad-percent');
        tiers.push({ min, off });
      }
      if (tiers.length === 0 || tiers.some(({ min }) => !isCount(min, 1))) return err('bad-count');
      tiers.sort((a, b) => a.min - b.min);
      return ok({ kind: 'tiered', pool: add(promotion.pool), tiers });
    }
  }
}

function buyXGetY(
  { buy, get }: Extract<ItemPromotion, { readonly type: 'buyXGetY' }>,
  add: (pool: PromotionPool) => PoolNumber,
): Read<RuleReward> {
  const off = percentFraction(get.percent);
  if (off === undefined) return err('bad-percent');
  if (!isCount(buy.qty, 0) || !isCount(get.qty, 1)) return err('bad-count');
  if (get.pool === undefined) {
    return ok({ kind: 'cheapest-off', pool: add(buy.pool), buy: buy.qty, get: get.qty, off });
  }
  return ok({
    kind: 'other-off',
    buy: { pool: add(buy.pool), qty: buy.qty },
    get: { pool: add(get.pool), qty: get.qty },
    off,
  });
}

function single(pool: PoolNumber, off: UnitOff): RuleReward {
  return { kind: 'single', pool, off, takesWeighed: off.kind === 'percent' };
}

/** Whether it can be a limit of applications; Infinity is none. */
export function isLimit(limit: number): boolean {
  return limit === Number.POSITIVE_INFINITY || (Number.isSafeInteger(limit) && limit >= 0);
}

/** Whether it is an amount that can be paid or taken off. */
export function isAmount(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0;
}

function isCount(count: number, least: number): boolean {
  return Number.isSafeInteger(count) && count >= least && count <= MOST_UNITS_A_DEAL;
}

/** More units than this in one application is a typing error. */
const MOST_UNITS_A_DEAL = 10_000;
