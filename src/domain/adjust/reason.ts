/** Why a price was lowered or a tax left out: a closed set, in words wherever it is shown. */
export const DISCOUNT_REASONS = [
  'damaged',
  'short-dated',
  'price-match',
  'goodwill',
  'staff',
] as const;
export const PRICE_REASONS = ['shelf-price', 'price-match', 'damaged', 'goodwill'] as const;
export const EXEMPT_REASONS = ['diplomat', 'reseller', 'charity', 'export'] as const;

export type DiscountReason = (typeof DISCOUNT_REASONS)[number];
export type PriceReason = (typeof PRICE_REASONS)[number];
export type ExemptReason = (typeof EXEMPT_REASONS)[number];
export type Reason = DiscountReason | PriceReason | ExemptReason;
