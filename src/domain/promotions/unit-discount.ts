import { unreachable } from '../assert.ts';
import { partOf } from './percent.ts';
import type { UnitOff } from './promotion-rule.ts';

/** What an amount loses: percent rounded, never below nothing (vec-promo-P4). */
export function unitDiscount(price: number, off: UnitOff): number {
  switch (off.kind) {
    case 'percent':
      return partOf(price, off.off);
    case 'amount':
      return Math.min(off.amount, price);
    case 'price':
      return Math.max(0, price - off.price);
    default:
      return unreachable(off);
  }
}
