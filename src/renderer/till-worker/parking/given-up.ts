import { reduceBasket } from '../../../domain/basket-reducer.ts';
import { cancelledBody } from '../selling/facts.ts';
import type { OpenBasket } from '../selling/open-basket.ts';

/** What was in a basket that is dropped, as far as this till can read it: another one may have written it. */
export function givenUp(open: unknown, atMs: number, cashier: string, shift: string): object {
  try {
    const { basket } = open as OpenBasket;
    const cancelled = reduceBasket(basket, { type: 'cancel', atMs });
    return cancelledBody(cancelled.ok ? cancelled.value : basket, cashier, shift);
  } catch {
    return { cashier, shift_id: shift, voids: [] };
  }
}
