import type {
  Promotion as WirePromotion,
  PromotionPool as WirePool,
} from '../../../contracts/promotion.ts';
import { unreachable } from '../../../domain/assert.ts';
import { minor } from '../../../domain/money.ts';
import type {
  ItemPromotion,
  Promotion,
  PromotionPool,
  PromotionTerms,
} from '../../../domain/promotions/promotion.ts';

type WireItem = Exclude<WirePromotion, { type: 'stack' | 'spend' }>;

/** A head-office promotion in the domain's words. Departments are the tags of a till's articles. */
export function promotionOf(id: string, wire: WirePromotion): Promotion {
  const terms = termsOf(id, wire);
  switch (wire.type) {
    case 'stack':
      return { ...terms, stage: 'stack', percent: wire.percent, pool: poolOf(wire.pool) };
    case 'spend':
      return {
        ...terms,
        stage: 'basket',
        pool: poolOf(wire.pool),
        tiers: wire.tiers.map((tier) =>
          'amount' in tier
            ? { spend: minor(tier.spend), amount: minor(tier.amount) }
            : { spend: minor(tier.spend), percent: tier.percent },
        ),
        stacksOnBasket: wire.stacks === true,
      };
    default:
      return itemOf(terms, wire);
  }
}

function itemOf(terms: PromotionTerms, wire: WireItem): ItemPromotion {
  const item = {
    ...terms,
    ...(wire.max_applications === undefined ? {} : { maxApplications: wire.max_applications }),
  };
  switch (wire.type) {
    case 'percent-off':
      return { ...item, type: 'percentOff', percent: wire.percent, pool: poolOf(wire.pool) };
    case 'amount-off':
      return { ...item, type: 'amountOff', amount: minor(wire.amount), pool: poolOf(wire.pool) };
    case 'fixed-price':
      return { ...item, type: 'fixedPrice', price: minor(wire.price), pool: poolOf(wire.pool) };
    case 'n-for-price': {
      const { n, price, pool } = wire;
      return { ...item, type: 'nForPrice', n, price: minor(price), pool: poolOf(pool) };
    }
    case 'buy-get': {
      const { qty, percent, pool } = wire.get;
      return {
        ...item,
        type: 'buyXGetY',
        buy: slotOf(wire.buy),
        get: { qty, percent, ...(pool === undefined ? {} : { pool: poolOf(pool) }) },
      };
    }
    case 'bundle':
      return { ...item, type: 'bundle', price: minor(wire.price), slots: wire.slots.map(slotOf) };
    case 'tiered-percent':
      return { ...item, type: 'tieredPercent', pool: poolOf(wire.pool), tiers: wire.tiers };
    default:
      return unreachable(wire);
  }
}

function slotOf({ pool, qty }: { pool: WirePool; qty: number }): {
  pool: PromotionPool;
  qty: number;
} {
  return { pool: poolOf(pool), qty };
}

function poolOf({ all, articles, depts, except_articles: except }: WirePool): PromotionPool {
  return {
    ...(all === undefined ? {} : { all }),
    ...(articles === undefined ? {} : { skus: articles }),
    ...(depts === undefined ? {} : { tags: depts }),
    ...(except === undefined ? {} : { excludeSkus: except }),
  };
}

function termsOf(id: string, wire: WirePromotion): PromotionTerms {
  const { priority, member_only: memberOnly, coupon, window } = wire;
  return {
    id,
    ...(priority === undefined ? {} : { priority }),
    ...(memberOnly === undefined ? {} : { memberOnly }),
    ...(coupon === undefined ? {} : { coupon }),
    ...(window === undefined ? {} : { window }),
  };
}
