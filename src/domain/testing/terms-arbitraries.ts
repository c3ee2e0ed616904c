import * as fc from 'fast-check';
import { DISCOUNT_REASONS, EXEMPT_REASONS, PRICE_REASONS } from '../adjust/reason.ts';
import type { ManualDiscount } from '../adjust/manual-discount.ts';
import type { Basket } from '../basket.ts';
import { reduceBasket, type BasketAction } from '../basket-reducer.ts';
import { minor } from '../money.ts';
import { articlesFor, quantities, soldBaskets, taxSetups } from './sale-arbitraries.ts';
import type { TaxSetup } from '../tax-setup.ts';

const by = { cashier: '1001', atMs: 5 } as const;

/** Discounts as they are given: a percentage, or an amount of what it was given on. */
export const manualDiscounts: fc.Arbitrary<ManualDiscount> = fc
  .record({
    reason: fc.constantFrom(...DISCOUNT_REASONS),
    most: fc.option(fc.integer({ min: 0, max: 5000 }).map(minor), { nil: undefined }),
    how: fc.oneof(
      fc.integer({ min: 1, max: 10_000 }).map((hundredths) => ({
        kind: 'percent' as const,
        hundredths,
      })),
      fc
        .tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }))
        .map(([amount, more]) => ({
          kind: 'amount' as const,
          amount: minor(amount),
          of: minor(amount + more),
        })),
    ),
  })
  .map(({ reason, most, how }) => ({ reason, ...how, ...(most === undefined ? {} : { most }) }));

const lineIds = fc.integer({ min: 1, max: 7 }).map(String);

/** What a person may change of a basket's terms. */
export const termsActions: fc.Arbitrary<BasketAction> = fc.oneof(
  fc.record({
    type: fc.constant('discount-line' as const),
    lineId: lineIds,
    discount: fc.option(manualDiscounts, { nil: null }),
    cashier: fc.constant(by.cashier),
    atMs: fc.constant(by.atMs),
  }),
  fc.record({
    type: fc.constant('price-line' as const),
    lineId: lineIds,
    price: fc.option(
      fc.record({
        amount: fc.integer({ min: 1, max: 50_000 }),
        reason: fc.constantFrom(...PRICE_REASONS),
      }),
      { nil: null },
    ),
    cashier: fc.constant(by.cashier),
    atMs: fc.constant(by.atMs),
  }),
  fc.record({
    type: fc.constant('discount-basket' as const),
    discount: fc.option(manualDiscounts, { nil: null }),
    cashier: fc.constant(by.cashier),
    atMs: fc.constant(by.atMs),
  }),
  fc.record({
    type: fc.constant('exempt-tax' as const),
    reason: fc.option(fc.constantFrom(...EXEMPT_REASONS), { nil: null }),
    cashier: fc.constant(by.cashier),
    atMs: fc.constant(by.atMs),
  }),
  fc.record({ type: fc.constant('note' as const), text: fc.string({ maxLength: 20 }) }),
);

/** Anything a cashier does to goods over one tax table. */
export function goodsActions(setup: TaxSetup): fc.Arbitrary<BasketAction> {
  return fc.oneof(
    fc.record({
      type: fc.constant('add' as const),
      article: articlesFor(setup),
      qtyMilli: quantities,
    }),
    fc.record({ type: fc.constant('void-line' as const), lineId: lineIds, atMs: fc.constant(1) }),
    fc.record({
      type: fc.constant('change-quantity' as const),
      lineId: lineIds,
      qtyMilli: quantities,
      atMs: fc.constant(1),
    }),
    fc.record({ type: fc.constant('select-line' as const), lineId: lineIds }),
  );
}

/** Applies what is accepted of a story. */
export function told(basket: Basket, story: readonly BasketAction[]): Basket {
  return story.reduce((at, action) => {
    const next = reduceBasket(at, action);
    return next.ok ? next.value : at;
  }, basket);
}

/** Sold baskets whose terms were changed in some way. */
export const adjustedBaskets: fc.Arbitrary<{ setup: TaxSetup; basket: Basket }> = fc
  .tuple(soldBaskets, fc.array(termsActions, { minLength: 1, maxLength: 6 }))
  .map(([{ setup, basket }, story]) => ({ setup, basket: told(basket, story) }));

/** A tax table with a story of goods and terms told over it. */
export const stories: fc.Arbitrary<{ setup: TaxSetup; story: BasketAction[] }> = taxSetups.chain(
  (setup) =>
    fc
      .array(fc.oneof(goodsActions(setup), termsActions), { minLength: 1, maxLength: 30 })
      .map((story) => ({ setup, story })),
);
