import { minor, type Minor } from '../money.ts';
import type { PoolMember } from '../promotions/pool-index.ts';
import type { PromotionBook } from '../promotions/promotion-book.ts';
import type { UnitOff } from '../promotions/promotion-rule.ts';
import type { PromotionWindow } from '../promotions/promotion.ts';
import { unitDiscount } from '../promotions/unit-discount.ts';

/** A price of one article and the minute from which it held, "YYYY-MM-DDTHH:MM" on the store's clock. */
export type PriceStep = { readonly from: string; readonly amount: number };

/** What a promotion took off one unit of it, and between which days. */
export type UnitOffer = { readonly off: UnitOff } & {
  readonly [Bound in 'from' | 'to']?: PromotionWindow[Bound];
};

/** The stretch that is looked back over, both ends included. */
export type LookBack = { readonly since: string; readonly now: string };

/**
 * The lowest price at which one unit was sold in that stretch, as far as steps and offers are known, and
 * the step that it is of (dom-T2). Hours and weekdays of an offer are not asked: it ran within its days.
 */
export function lowestPrice<Step extends PriceStep>(
  steps: readonly Step[],
  offers: readonly UnitOffer[],
  { since, now }: LookBack,
): { readonly step: Step; readonly amount: Minor } | undefined {
  const begun = [...steps, ...offers].flatMap(({ from }) => (from === undefined ? [] : [from]));
  // Between two of these moments nothing changed, so each stands for the time up to the next.
  const moments = [since, ...begun.filter((from) => since < from && from <= now)];
  let lowest: { step: Step; amount: Minor } | undefined;
  for (const at of moments) {
    const step = inForce(steps, at);
    if (step === undefined) continue;
    const off = offers
      .filter(({ from, to }) => (from ?? '') <= at && (to === undefined || at < to))
      .map((offer) => unitDiscount(step.amount, offer.off));
    const amount = step.amount - Math.max(0, ...off);
    if (lowest === undefined || amount < lowest.amount) lowest = { step, amount: minor(amount) };
  }
  return lowest;
}

function inForce<Step extends PriceStep>(steps: readonly Step[], at: string): Step | undefined {
  let found: Step | undefined;
  for (const step of steps) {
    if (step.from <= at && (found === undefined || step.from > found.from)) found = step;
  }
  return found;
}

/**
 * The promotions that lower one unit of goods by themselves, members' prices among them. What wants a
 * coupon, more than one piece or a whole basket is not the price of a piece.
 */
export function unitOffers(
  { pools, items }: PromotionBook,
  member: PoolMember,
  isWeighed: boolean,
): UnitOffer[] {
  const mine = pools.poolsOf(member);
  return items.flatMap(({ terms, reward, maxApplications }) => {
    if (reward.kind !== 'single' || !mine.has(reward.pool)) return [];
    if (terms.coupon !== undefined || maxApplications < 1) return [];
    if (isWeighed && !reward.takesWeighed) return [];
    const { from, to } = terms.window ?? {};
    const until = to === undefined ? {} : { to };
    return [{ off: reward.off, ...(from === undefined ? {} : { from }), ...until }];
  });
}
