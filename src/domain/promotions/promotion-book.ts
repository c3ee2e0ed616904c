import { err, ok } from '../result.ts';
import { isAmount, isLimit, readReward, type PromotionProblem, type Read } from './read-reward.ts';
import { percentFraction } from './percent.ts';
import type { BasketRule, ItemRule, StackRule, UnitOff } from './promotion-rule.ts';
import { PoolIndex } from './pool-index.ts';
import type {
  BasketPromotion,
  ItemPromotion,
  Promotion,
  SpendTier,
  StackPromotion,
} from './promotion.ts';

/** All live promotions, read once and kept until one of them changes. */
export type PromotionBook = {
  readonly pools: PoolIndex;
  /** By falling priority, then in list order. */
  readonly items: readonly ItemRule[];
  readonly stacks: readonly StackRule[];
  readonly baskets: readonly BasketRule[];
  /** A promotion that cannot be read costs nobody the others. */
  readonly refused: readonly { readonly id: string; readonly problem: PromotionProblem }[];
};

/** Reads and indexes promotions. The cost is paid when they change, not when a basket does. */
export function readPromotions(promotions: readonly Promotion[]): PromotionBook {
  const pools = new PoolIndex();
  const items: ItemRule[] = [];
  const stacks: StackRule[] = [];
  const baskets: BasketRule[] = [];
  const refused: { id: string; problem: PromotionProblem }[] = [];
  const ids = new Set<string>();
  for (const promotion of promotions) {
    const read = ids.has(promotion.id)
      ? err('duplicate-id' as const)
      : promotion.stage === 'stack'
        ? keep(stacks, stackRule(promotion, pools))
        : promotion.stage === 'basket'
          ? keep(baskets, basketRule(promotion, pools))
          : keep(items, itemRule(promotion, pools));
    ids.add(promotion.id);
    if (!read.ok) refused.push({ id: promotion.id, problem: read.error });
  }
  const byPriority = (a: { priority: number }, b: { priority: number }): number =>
    b.priority - a.priority;
  return {
    pools,
    items: items.sort(byPriority),
    stacks: stacks.sort(byPriority),
    baskets,
    refused,
  };
}

function keep<Rule>(rules: Rule[], read: Read<Rule>): Read<Rule> {
  if (read.ok) rules.push(read.value);
  return read;
}

function stackRule(promotion: StackPromotion, pools: PoolIndex): Read<StackRule> {
  const off = percentFraction(promotion.percent);
  if (off === undefined) return err('bad-percent');
  const { priority = 0, pool } = promotion;
  return ok({ terms: promotion, priority, pool: pools.add(pool), off });
}

function basketRule(promotion: BasketPromotion, pools: PoolIndex): Read<BasketRule> {
  const tiers: { spend: number; off: UnitOff }[] = [];
  for (const tier of promotion.tiers) {
    const off = spendOff(tier);
    if (!off.ok) return off;
    tiers.push({ spend: tier.spend, off: off.value });
  }
  if (tiers.some(({ spend }) => !isAmount(spend))) return err('bad-amount');
  tiers.sort((a, b) => b.spend - a.spend);
  const stacks = promotion.stacksOnBasket === true;
  return ok({ terms: promotion, pool: pools.add(promotion.pool), stacks, tiers });
}

function spendOff(tier: SpendTier): Read<UnitOff> {
  if ('amount' in tier) {
    return isAmount(tier.amount) ? ok({ kind: 'amount', amount: tier.amount }) : err('bad-amount');
  }
  const off = percentFraction(tier.percent);
  return off === undefined ? err('bad-percent') : ok({ kind: 'percent', off });
}

function itemRule(promotion: ItemPromotion, pools: PoolIndex): Read<ItemRule> {
  const { priority = 0, maxApplications = Number.POSITIVE_INFINITY } = promotion;
  if (!isLimit(maxApplications)) return err('bad-count');
  const reward = readReward(promotion, (pool) => pools.add(pool));
  return reward.ok
    ? ok({ terms: promotion, priority, maxApplications, reward: reward.value })
    : reward;
}
