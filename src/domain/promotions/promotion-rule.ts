import type { Fraction } from './percent.ts';
import type { PoolNumber } from './pool-index.ts';
import type { PromotionTerms } from './promotion.ts';

/** An item promotion whose numbers are read and whose pools are indexed. */
export type ItemRule = {
  readonly terms: PromotionTerms;
  readonly priority: number;
  /** Infinity when nothing limits it. */
  readonly maxApplications: number;
  readonly reward: RuleReward;
};

/** `single` is a rule for one unit; the others take several (vec-promo-P4). */
export type RuleReward =
  | {
      readonly kind: 'single';
      readonly pool: PoolNumber;
      readonly off: UnitOff;
      /** Only a percentage may be taken off a weighed unit (vec-promo-P1). */
      readonly takesWeighed: boolean;
    }
  | {
      readonly kind: 'n-for-price';
      readonly pool: PoolNumber;
      readonly n: number;
      readonly price: number;
    }
  | {
      readonly kind: 'cheapest-off';
      readonly pool: PoolNumber;
      readonly buy: number;
      readonly get: number;
      readonly off: Fraction;
    }
  | {
      readonly kind: 'other-off';
      readonly buy: { readonly pool: PoolNumber; readonly qty: number };
      readonly get: { readonly pool: PoolNumber; readonly qty: number };
      readonly off: Fraction;
    }
  | {
      readonly kind: 'bundle';
      readonly price: number;
      readonly slots: readonly { readonly pool: PoolNumber; readonly qty: number }[];
    }
  | { readonly kind: 'tiered'; readonly pool: PoolNumber; readonly tiers: readonly Tier[] };

/** What one unit loses. */
export type UnitOff =
  | { readonly kind: 'percent'; readonly off: Fraction }
  | { readonly kind: 'amount'; readonly amount: number }
  | { readonly kind: 'price'; readonly price: number };

/** From `min` units on; ascending in a rule. */
export type Tier = { readonly min: number; readonly off: Fraction };

export type StackRule = {
  readonly terms: PromotionTerms;
  readonly priority: number;
  readonly pool: PoolNumber;
  readonly off: Fraction;
};

export type BasketRule = {
  readonly terms: PromotionTerms;
  readonly pool: PoolNumber;
  readonly stacks: boolean;
  /** By falling spend: the first that is reached is the highest. */
  readonly tiers: readonly { readonly spend: number; readonly off: UnitOff }[];
};
