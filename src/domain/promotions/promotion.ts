import type { Minor } from '../money.ts';

/*
 * Promotions as head office publishes them: JSON-safe, percentages as exact decimal texts ("12.5").
 * The fields are those of the shared vectors, so that a vector is a promotion.
 */

/** Which goods a rule is about (vec-promo-P3): all, or some, without the excluded ones. */
export type PromotionPool = {
  readonly all?: boolean;
  readonly skus?: readonly string[];
  readonly tags?: readonly string[];
  readonly excludeSkus?: readonly string[];
};

/** Store-local wall clock without a zone; starts are inclusive, ends exclusive (vec-promo-P2). */
export type PromotionWindow = {
  readonly from?: string;
  readonly to?: string;
  readonly hours?: { readonly from: string; readonly to: string };
  /** ISO weekdays, 1 = Monday, of the day on which the hours start. */
  readonly days?: readonly number[];
};

/** Who may have it, and when. */
export type PromotionTerms = {
  readonly id: string;
  /** Higher ones take their units first; 0 when left out. */
  readonly priority?: number;
  readonly memberOnly?: boolean;
  readonly coupon?: string;
  readonly window?: PromotionWindow;
};

/** What one application takes and gives (vec-promo-P4). */
export type ItemReward =
  | { readonly type: 'percentOff'; readonly percent: string; readonly pool: PromotionPool }
  | { readonly type: 'amountOff'; readonly amount: Minor; readonly pool: PromotionPool }
  | { readonly type: 'fixedPrice'; readonly price: Minor; readonly pool: PromotionPool }
  | {
      readonly type: 'nForPrice';
      readonly n: number;
      readonly price: Minor;
      readonly pool: PromotionPool;
    }
  | {
      readonly type: 'buyXGetY';
      readonly buy: { readonly pool: PromotionPool; readonly qty: number };
      /** Without a pool the reward is the cheapest of the bought goods themselves. */
      readonly get: {
        readonly qty: number;
        readonly percent: string;
        readonly pool?: PromotionPool;
      };
    }
  | {
      readonly type: 'bundle';
      readonly price: Minor;
      readonly slots: readonly { readonly pool: PromotionPool; readonly qty: number }[];
    }
  | {
      readonly type: 'tieredPercent';
      readonly pool: PromotionPool;
      readonly tiers: readonly { readonly min: number; readonly percent: string }[];
    };

/** Deals on goods; each unit is in one of them at most. */
export type ItemPromotion = PromotionTerms &
  ItemReward & { readonly stage?: 'item'; readonly maxApplications?: number };

/** A percentage on what is left of each line, such as a staff discount (vec-promo-P7). */
export type StackPromotion = PromotionTerms & {
  readonly stage: 'stack';
  readonly percent: string;
  readonly pool: PromotionPool;
};

/** A reward for spending enough (vec-promo-P8). */
export type BasketPromotion = PromotionTerms & {
  readonly stage: 'basket';
  readonly pool: PromotionPool;
  readonly tiers: readonly SpendTier[];
  readonly stacksOnBasket?: boolean;
};

/** From `spend` on, an amount or a percentage off. */
export type SpendTier = { readonly spend: Minor } & (
  { readonly amount: Minor } | { readonly percent: string }
);

export type Promotion = ItemPromotion | StackPromotion | BasketPromotion;
