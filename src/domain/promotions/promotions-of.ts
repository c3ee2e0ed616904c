import type { LivePromotions } from './basket-savings.ts';
import type { PoolMember, PoolNumber } from './pool-index.ts';
import type { RuleReward } from './promotion-rule.ts';
import { isActive, type PromotionMoment } from './promotion-window.ts';

/** Names of the promotions that are live at the moment and that an article can take part in. */
export function promotionsOf(
  member: PoolMember,
  { book, about }: LivePromotions,
  moment: PromotionMoment,
): string[] {
  const pools = book.pools.poolsOf(member);
  const rules = [
    ...book.items.map(({ terms, reward }) => ({ terms, pools: poolsOfReward(reward) })),
    ...[...book.stacks, ...book.baskets].map(({ terms, pool }) => ({ terms, pools: [pool] })),
  ];
  return rules
    .filter((rule) => rule.pools.some((pool) => pools.has(pool)) && isActive(rule.terms, moment))
    .map(({ terms }) => about.get(terms.id)?.name ?? terms.id);
}

/** The pools that goods of a reward are of. */
export function poolsOfReward(reward: RuleReward): PoolNumber[] {
  switch (reward.kind) {
    case 'other-off':
      return [reward.buy.pool, reward.get.pool];
    case 'bundle':
      return reward.slots.map(({ pool }) => pool);
    default:
      return [reward.pool];
  }
}
