import { unreachable } from '../assert.ts';
import { cheapestOffDeal, limitedSingleDeal, nForPriceDeal } from './block-deal.ts';
import type { Deal } from './deal.ts';
import { unitsOn, type Goods } from './goods.ts';
import type { ItemRule } from './promotion-rule.ts';
import { bundleDeal, otherOffDeal } from './slot-deal.ts';
import { tierDeal } from './tier-deal.ts';

/** The deal of a rule on these goods; none when it cannot be had even once, or is no competition. */
export function dealOf(rule: ItemRule, goods: Goods): Deal | undefined {
  const { reward } = rule;
  switch (reward.kind) {
    case 'single': {
      const units = unitsOn(goods, goods.linesOf(reward.pool));
      return rule.maxApplications < units ? limitedSingleDeal(rule, reward, goods) : undefined;
    }
    case 'n-for-price':
      return nForPriceDeal(rule, reward, goods);
    case 'cheapest-off':
      return cheapestOffDeal(rule, reward, goods);
    case 'other-off':
      return otherOffDeal(rule, reward, goods);
    case 'bundle':
      return bundleDeal(rule, reward, goods);
    case 'tiered':
      return tierDeal(rule, reward, goods);
    default:
      return unreachable(reward);
  }
}
