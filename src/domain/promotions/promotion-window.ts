import type { PromotionTerms, PromotionWindow } from './promotion.ts';

/** When, for whom and with which coupons a basket is priced. `now` is the store's wall clock. */
export type PromotionMoment = {
  /** 'YYYY-MM-DDTHH:MM', without a zone: the time on the clock in the store. */
  readonly now: string;
  readonly member: boolean;
  readonly coupons: readonly string[];
};

/** Whether a promotion takes part at all (vec-promo-P2). */
export function isActive(terms: PromotionTerms, moment: PromotionMoment): boolean {
  if (terms.memberOnly === true && !moment.member) return false;
  if (terms.coupon !== undefined && !moment.coupons.includes(terms.coupon)) return false;
  return terms.window === undefined || isInWindow(terms.window, moment.now);
}

function isInWindow({ from, to, hours, days }: PromotionWindow, now: string): boolean {
  const instant = atSecond(now);
  if (from !== undefined && instant < atSecond(from)) return false;
  if (to !== undefined && instant >= atSecond(to)) return false;
  const time = instant.slice(11, 16);
  let startedDaysAgo = 0;
  if (hours !== undefined) {
    const crossesMidnight = hours.to <= hours.from;
    if (crossesMidnight) {
      if (time < hours.from && time >= hours.to) return false;
      startedDaysAgo = time < hours.from ? 1 : 0;
    } else if (time < hours.from || time >= hours.to) return false;
  }
  return days === undefined || days.includes(isoWeekday(now.slice(0, 10), startedDaysAgo));
}

/** One length for every written time, so that texts compare as times. */
function atSecond(time: string): string {
  return time + '0000-00-00T00:00:00'.slice(time.length);
}

/** 1 = Monday, counted from the days since 0000-03-01; the domain has no clock, nor a calendar. */
function isoWeekday(date: string, daysEarlier: number): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const y = month <= 2 ? year - 1 : year;
  const m = (month + 9) % 12;
  const days =
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * m + 2) / 5) +
    day -
    1;
  // 0000-03-01 was a Wednesday.
  return ((((days + 2 - daysEarlier) % 7) + 7) % 7) + 1;
}
