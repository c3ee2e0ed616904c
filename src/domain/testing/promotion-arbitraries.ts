import * as fc from 'fast-check';
import { minor } from '../money.ts';
import type { PromotionLine } from '../promotions/apply-promotions.ts';
import type { PromotionMoment } from '../promotions/promotion-window.ts';
import type {
  BasketPromotion,
  ItemPromotion,
  ItemReward,
  PromotionPool,
  StackPromotion,
} from '../promotions/promotion.ts';
import { rational } from '../rational.ts';

/** A Saturday morning; no card, no coupon. */
export const MORNING: PromotionMoment = { now: '2026-11-21T10:00', member: false, coupons: [] };

/** Few goods, so that promotions compete for them. */
const SKUS = ['A', 'B', 'C', 'D'] as const;
const TAGS = ['red', 'blue'] as const;

const someOf = (texts: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...texts]);
const percent = fc.integer({ min: 0, max: 100 }).map(String);
const count = fc.integer({ min: 1, max: 3 });
const price = (max: number): fc.Arbitrary<ReturnType<typeof minor>> =>
  fc.integer({ min: 0, max }).map(minor);

const poolOf = fc.oneof(
  fc.constant<PromotionPool>({ all: true }),
  fc.record<PromotionPool>({ skus: someOf(SKUS), tags: someOf(TAGS), excludeSkus: someOf(['A']) }),
  fc.record<PromotionPool>({ tags: someOf(TAGS) }),
);

const slotOf = fc.record({ pool: poolOf, qty: fc.integer({ min: 1, max: 2 }) });

/** Every type of item reward. */
const rewardOf: fc.Arbitrary<ItemReward> = fc.oneof(
  fc.record({ type: fc.constant('percentOff' as const), percent, pool: poolOf }),
  fc.record({ type: fc.constant('amountOff' as const), amount: price(600), pool: poolOf }),
  fc.record({ type: fc.constant('fixedPrice' as const), price: price(900), pool: poolOf }),
  fc.record({
    type: fc.constant('nForPrice' as const),
    n: count,
    price: price(1500),
    pool: poolOf,
  }),
  fc.record({
    type: fc.constant('buyXGetY' as const),
    buy: fc.record({ pool: poolOf, qty: fc.integer({ min: 0, max: 2 }) }),
    get: fc.oneof(
      fc.record({ qty: count, percent }),
      fc.record({ qty: fc.integer({ min: 1, max: 2 }), percent, pool: poolOf }),
    ),
  }),
  fc.record({
    type: fc.constant('bundle' as const),
    price: price(1500),
    slots: fc.array(slotOf, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('tieredPercent' as const),
    pool: poolOf,
    tiers: fc.uniqueArray(fc.record({ min: fc.integer({ min: 1, max: 5 }), percent }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ min }) => min,
    }),
  }),
);

/** Item promotions of one priority with ids of their own. */
export function itemPromotions(most: number): fc.Arbitrary<ItemPromotion[]> {
  const limit = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 2 });
  return fc.array(fc.tuple(rewardOf, limit), { maxLength: most }).map((drawn) =>
    drawn.map(([reward, maxApplications], at) => ({
      ...reward,
      id: `p${at}`,
      ...(maxApplications === undefined ? {} : { maxApplications }),
    })),
  );
}

/** Promotions of every stage, some with priorities. */
export function anyPromotions(
  most: number,
): fc.Arbitrary<(ItemPromotion | StackPromotion | BasketPromotion)[]> {
  const priority = fc.integer({ min: 0, max: 2 });
  const items = fc
    .tuple(itemPromotions(most), fc.array(priority, { minLength: most, maxLength: most }))
    .map(([list, ranks]) => list.map((item, at) => ({ ...item, priority: ranks[at] ?? 0 })));
  const stack = fc
    .record({ percent, pool: poolOf, priority })
    .map((drawn): StackPromotion => ({ ...drawn, id: 'staff', stage: 'stack' }));
  const tier = fc.oneof(
    fc.record({ spend: price(4000), amount: price(900) }),
    fc.record({ spend: price(4000), percent }),
  );
  const basket = fc.record({
    pool: poolOf,
    tiers: fc.array(tier, { minLength: 1, maxLength: 2 }),
    stacksOnBasket: fc.boolean(),
  });
  return fc
    .tuple(items, fc.array(stack, { maxLength: 1 }), fc.array(basket, { maxLength: 3 }))
    .map(([list, stacks, baskets]) => [
      ...list,
      ...stacks,
      ...baskets.map((drawn, at): BasketPromotion => ({ ...drawn, id: `b${at}`, stage: 'basket' })),
    ]);
}

/** Lines of whole pieces; `units` at most in all. */
export function pieceLines(units: number): fc.Arbitrary<PromotionLine[]> {
  const line = fc.record({
    sku: fc.constantFrom(...SKUS),
    tags: someOf(TAGS),
    qty: fc.integer({ min: 1, max: 3 }),
    unitPrice: price(1000),
  });
  return fc.array(line, { maxLength: units }).map((drawn) => {
    let left = units;
    return drawn.flatMap((item, at) => {
      const qty = Math.min(item.qty, left);
      left -= qty;
      return qty === 0 ? [] : [{ ...item, id: String(at + 1), qty: rational(BigInt(qty)) }];
    });
  });
}

/** Lines of pieces and of weighed goods. */
export function anyLines(): fc.Arbitrary<PromotionLine[]> {
  const weighed = fc
    .record({
      tags: someOf(TAGS),
      thousandths: fc.integer({ min: 1, max: 3000 }),
      unitPrice: price(3000),
    })
    .map(({ thousandths, ...line }) => ({
      ...line,
      sku: 'W',
      qty: rational(BigInt(thousandths), 1000n),
    }));
  return fc
    .tuple(pieceLines(12), fc.array(weighed, { maxLength: 2 }))
    .map(([pieces, weighings]) => [
      ...pieces,
      ...weighings.map((line, at) => ({ ...line, id: `w${at}` })),
    ]);
}
