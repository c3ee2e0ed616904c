import type { Basket } from '../../../domain/basket.ts';
import {
  basketSavings,
  NO_SAVINGS,
  type BasketSavings,
  type LivePromotions,
} from '../../../domain/promotions/basket-savings.ts';
import { promotionsOf } from '../../../domain/promotions/promotions-of.ts';
import type { PoolMember } from '../../../domain/promotions/pool-index.ts';
import type { RoundingMode } from '../../../domain/rational.ts';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';
import { livePromotions, NO_PROMOTIONS } from './live-promotions.ts';
import { dateFormat } from '../../shared/format/kept-formats.ts';

export type PromotionDeskPorts = {
  rows: () => Promise<readonly HeldRow[]>;
  zone: string;
  timeZone: string;
  rounding: RoundingMode;
  /** Server-corrected wall time. */
  correctedMs: () => number;
  changed: () => void;
};

/**
 * Promotions of the one basket of this till. Which ones there are and what time it is are decided by
 * its first article (dom-P7): neither the clock nor head office changes a price while it is paid.
 */
export class PromotionDesk {
  /** Resolves when the promotions on disk were read. */
  readonly opened: Promise<void>;
  private readonly p: PromotionDeskPorts;
  private known = NO_PROMOTIONS;
  private begun: { live: LivePromotions; now: string } | undefined;
  private last: { basket: Basket; savings: BasketSavings } | undefined;

  /** `now` is what the basket that a restart found began with. */
  constructor(p: PromotionDeskPorts, now: string | undefined) {
    this.p = p;
    if (now !== undefined) this.begun = { live: this.known, now };
    this.opened = this.open();
  }

  private async open(): Promise<void> {
    await this.load();
    if (this.begun !== undefined) this.begun = { ...this.begun, live: this.known };
    this.last = undefined;
    this.p.changed();
  }

  /** Promotions that came count from the next basket on. */
  async load(): Promise<void> {
    this.known = livePromotions(await this.p.rows(), this.p.zone);
  }

  /** Called before a basket's first article. */
  begin(): void {
    this.begun = { live: this.known, now: wallClock(this.p.correctedMs(), this.p.timeZone) };
  }

  /** A basket that was parked goes on as it began, with the promotions there are now. */
  resume(now: string | undefined): void {
    this.begun = now === undefined ? undefined : { live: this.known, now };
    this.last = undefined;
  }

  /** When the basket began, on the store's clock; kept with it. */
  get now(): string | undefined {
    return this.begun?.now;
  }

  /** Coupons that promotions of the open sale ask for. */
  get coupons(): ReadonlySet<string> {
    return (this.begun?.live ?? this.known).coupons;
  }

  /** Names of the promotions that goods would take part in now, for who asks for a price. */
  namesFor(goods: PoolMember): string[] {
    const now = wallClock(this.p.correctedMs(), this.p.timeZone);
    return promotionsOf(goods, this.known, { now, member: false, coupons: [] });
  }

  /** All of them, as head office said last. */
  get book(): LivePromotions['book'] {
    return this.known.book;
  }

  /** What a basket saves; worked out once for each basket. */
  savings(basket: Basket): BasketSavings {
    if (this.last?.basket === basket) return this.last.savings;
    const savings = this.savingsOf(basket);
    this.last = { basket, savings };
    return savings;
  }

  private savingsOf(basket: Basket): BasketSavings {
    if (this.begun === undefined) return NO_SAVINGS;
    const { live, now } = this.begun;
    const { member, coupons = [] } = basket;
    const moment = { now, member: member !== undefined, coupons };
    return basketSavings(basket, live, moment, this.p.rounding);
  }
}

/** 'YYYY-MM-DDTHH:MM' as the clock on the store's wall shows it. */
export function wallClock(ms: number, timeZone: string): string {
  // Swedish writes dates and times in the order of ISO 8601.
  const style = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  return dateFormat('sv-SE', style).format(ms).replace(' ', 'T');
}
