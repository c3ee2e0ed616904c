import { isWithoutGoods, type Basket } from '../../../domain/basket.ts';
import type { EvaluatedFlag } from '../flags/flag-set.ts';

/**
 * What a restart must find again: the basket, the flags it began under (never changed inside one) and
 * when it began on the store's clock, which decides its promotions.
 */
export type OpenBasket = {
  basket: Basket;
  flags: EvaluatedFlag[];
  begunAt?: string | undefined;
  /** Id of the shift whose drawer holds money of it, or in which a card paid it up; where all share one, absent (dom-Z9). */
  drawer?: string;
};

/** A basket that was begun keeps its flags; without one the next begins with today's. */
export function flagsAtStart(
  open: OpenBasket | undefined,
  evaluate: () => EvaluatedFlag[],
): EvaluatedFlag[] {
  return open !== undefined && !isWithoutGoods(open.basket) ? open.flags : evaluate();
}
