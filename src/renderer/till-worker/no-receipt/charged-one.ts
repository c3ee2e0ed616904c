import { applyPromotions } from '../../../domain/promotions/apply-promotions.ts';
import type { PoolMember } from '../../../domain/promotions/pool-index.ts';
import type { PromotionBook } from '../../../domain/promotions/promotion-book.ts';
import { poolsOfReward } from '../../../domain/promotions/promotions-of.ts';
import { isActive } from '../../../domain/promotions/promotion-window.ts';
import { minor } from '../../../domain/money.ts';
import { rational } from '../../../domain/rational.ts';
import type { Charged, LookBack } from '../../../domain/after/lowest-price.ts';
import { windowChanges, type WallClock } from './window-changes.ts';

const ONE = rational(1n);

/**
 * What one piece or kilogram came to alone in a basket, by the engine that sells it: for members and for
 * everybody, without a coupon and without what a whole basket earns (dom-T2).
 */
export function chargedOne(
  book: PromotionBook,
  goods: PoolMember & { readonly isWeighed: boolean },
  stretch: LookBack,
  wall: WallClock,
): Charged {
  const mine = narrowed(book, goods);
  const terms = [...mine.items, ...mine.stacks].map((rule) => rule.terms);
  const known = new Map<string, number>();
  const once = (price: number, now: string, member: boolean): number => {
    const moment = { now, member, coupons: [] };
    const live = terms.map((one) => (isActive(one, moment) ? 1 : 0)).join('');
    // Hours and weekdays come back day after day: the same promotions are worked out once.
    const key = `${price} ${live}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const line = { ...goods, id: '1', qty: ONE, unitPrice: minor(price) };
    const { total } = applyPromotions(mine, moment, [line]);
    known.set(key, total);
    return total;
  };
  return {
    at: (price, ms) => {
      if (terms.length === 0) return price;
      const now = wall(ms);
      return Math.min(once(price, now, false), once(price, now, true));
    },
    changesMs: windowChanges(
      terms.flatMap(({ window }) => window ?? []),
      stretch,
      wall,
    ),
  };
}

/** What these goods may take part in by themselves: the rest costs time and changes nothing. */
function narrowed(book: PromotionBook, goods: PoolMember): PromotionBook {
  const pools = book.pools.poolsOf(goods);
  return {
    ...book,
    items: book.items.filter(
      ({ terms, reward }) =>
        terms.coupon === undefined && poolsOfReward(reward).some((pool) => pools.has(pool)),
    ),
    stacks: book.stacks.filter(({ terms, pool }) => terms.coupon === undefined && pools.has(pool)),
    baskets: [],
  };
}
