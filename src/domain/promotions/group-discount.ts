import { unreachable } from '../assert.ts';
import { partOf } from './percent.ts';
import type { RuleReward } from './promotion-rule.ts';
import { unitDiscount } from './unit-discount.ts';

/**
 * What one application takes off (vec-promo-P4), from the rule itself and not from the search. Prices
 * stand in the order of the reward: slots one after the other, bought goods before their reward, and
 * dearest first where the cheapest are the reward.
 */
export function groupDiscount(reward: RuleReward, prices: readonly number[]): number {
  const off = (from: number, percentOff: (price: number) => number): number =>
    prices.slice(from).reduce((discount, price) => discount + percentOff(price), 0);
  const sum = off(0, (price) => price);
  switch (reward.kind) {
    case 'single':
      return off(0, (price) => unitDiscount(price, reward.off));
    case 'n-for-price':
    case 'bundle':
      return Math.max(0, sum - reward.price);
    case 'cheapest-off':
      return off(reward.buy, (price) => partOf(price, reward.off));
    case 'other-off':
      return off(reward.buy.qty, (price) => partOf(price, reward.off));
    case 'tiered': {
      const tier = reward.tiers.findLast(({ min }) => min <= prices.length);
      return tier === undefined ? 0 : off(0, (price) => partOf(price, tier.off));
    }
    default:
      return unreachable(reward);
  }
}
